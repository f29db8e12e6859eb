"""People: accounts that sign in, persons of a community, their homes and posts, and what they may do.

Owns accounts, persons, household roles, staff posts, vehicles, sign-in and the actor of each web request.
Stands on places, ui and kernel.
"""
