"""Places: company, community, building, entrance, home and public area, each with a code that can be scanned.

Owns the tree of places, its import from Excel and its printed codes. Stands on ui and kernel. A place knows
nothing of who lives there (people) or of what is done there (every app above).
"""
