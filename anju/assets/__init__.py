"""Assets: what the work is done with. Stores and their parts, tools, warranties of places.

Owns every piece in every store: nothing moves but by a ``Move`` that leaves one end and comes to another. Stands on
people and places. It does not know jobs: who takes a part for one names it by its type and id.
"""
