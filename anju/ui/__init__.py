"""How Anju looks: base pages, one shell per face, components, icons, human time, printing.

It stands on the kernel only and owns no table. Apps add their entries to the navigation in a ``menu.py``
(see ``anju.ui.menu``) and build their pages from the shells and components shown at ``/ui/`` in debug.
"""
