"""Changes to people: who they are, what they are to a home, which post they hold, how they sign in."""

from anju.people.actions.accounts import (
    change_language,
    change_password,
    check_password,
    end_other_sessions,
    end_session,
    give_same_password,
    open_account,
    remove_passkey,
)
from anju.people.actions.persons import (
    add_person,
    end_home_role,
    end_post,
    give_home_role,
    give_post,
    refresh_haystack,
)

__all__ = [
    "add_person",
    "change_language",
    "change_password",
    "check_password",
    "end_home_role",
    "end_other_sessions",
    "end_post",
    "end_session",
    "give_home_role",
    "give_post",
    "give_same_password",
    "open_account",
    "refresh_haystack",
    "remove_passkey",
]
