"""The plan of a morning: who does which of the waiting jobs, in which order.

``model`` says what is given and what a plan is worth; ``greedy`` is built in, ``search`` uses PyVRP where it
is installed, ``planner``
takes the best of what they find and keeps what need not change. These, ``travel``, ``minutes`` and ``reasons``
are pure. ``situation`` reads the community, ``actions`` and ``jobs`` ask for a plan, make it and accept it.
"""
