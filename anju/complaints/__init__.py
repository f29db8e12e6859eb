"""Complaints 投诉: the case behind a request of that kind, until its outcome and an appeal are done.

Owns who holds it and why they may, its own clocks, the words of both sides, outcomes with reasons, what is made good
and the one appeal. Stands on requests (whom a request is about, the reporter's dialogue and verdict), standards,
notices, people, places.
"""
