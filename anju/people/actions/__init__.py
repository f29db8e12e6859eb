"""Changes to people: who they are, what they are to a home, which post they hold, how they sign in."""

from anju.people.actions.accounts import (
    change_language,
    change_password,
    check_password,
    end_other_sessions,
    end_session,
    forget_ended_sessions,
    give_same_password,
    open_account,
    remove_passkey,
)
from anju.people.actions.holdings import (
    add_resident,
    add_vehicle,
    end_home_role,
    end_post,
    give_home_role,
    give_post,
    remove_vehicle,
)
from anju.people.actions.persons import (
    add_person,
    change_person,
    check_rank,
    lock,
    refresh_haystack,
    set_active,
    show_phone,
)

__all__ = [
    "add_person",
    "add_resident",
    "add_vehicle",
    "change_language",
    "change_password",
    "change_person",
    "check_password",
    "check_rank",
    "end_home_role",
    "end_other_sessions",
    "end_post",
    "end_session",
    "forget_ended_sessions",
    "give_home_role",
    "give_post",
    "give_same_password",
    "lock",
    "open_account",
    "refresh_haystack",
    "remove_passkey",
    "remove_vehicle",
    "set_active",
    "show_phone",
]
