"""Changes to people: who they are, what they are to a home, which post they hold, how they sign in."""

from anju.people.actions.persons import (
    add_person,
    end_home_role,
    end_post,
    give_home_role,
    give_post,
    open_account,
    refresh_haystack,
)

__all__ = [
    "add_person",
    "end_home_role",
    "end_post",
    "give_home_role",
    "give_post",
    "open_account",
    "refresh_haystack",
]
