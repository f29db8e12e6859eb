"""Pure decisions of the catalogue: due times, words of danger, which category the words mean, whose step it is."""

from anju.standards.rules.answers import filled_answer
from anju.standards.rules.calendars import (
    ALWAYS,
    DAY_MINUTES,
    EVERY_DAY,
    WORKING_DAYS,
    Calendar,
    Holidays,
    ServiceHours,
    UnknownYear,
    add_minutes,
    add_service_minutes,
    open_between,
    simple,
)
from anju.standards.rules.changes import Times, faults_in, tidy_keywords
from anju.standards.rules.clocks import ANSWER, ARRIVE, FINISH, SAFE, STEPS, Change, Face, Term, read
from anju.standards.rules.danger import danger_in
from anju.standards.rules.holds import check_hold
from anju.standards.rules.ladder import RUNGS, Rung, ladder_of
from anju.standards.rules.promises import (
    MIDDLE_LEVEL,
    Clocked,
    Promise,
    Terms,
    calendar_of,
    history_of,
    minutes_for,
    promise_for,
    promise_of,
    terms_for,
)
from anju.standards.rules.steps import is_done_at_the_place
from anju.standards.rules.words import promise_in_words, span_in_words

__all__ = [
    "ALWAYS",
    "ANSWER",
    "ARRIVE",
    "DAY_MINUTES",
    "EVERY_DAY",
    "FINISH",
    "MIDDLE_LEVEL",
    "RUNGS",
    "SAFE",
    "STEPS",
    "WORKING_DAYS",
    "Calendar",
    "Change",
    "Clocked",
    "Face",
    "Holidays",
    "Promise",
    "Rung",
    "ServiceHours",
    "Term",
    "Terms",
    "Times",
    "UnknownYear",
    "add_minutes",
    "add_service_minutes",
    "calendar_of",
    "check_hold",
    "danger_in",
    "faults_in",
    "filled_answer",
    "history_of",
    "is_done_at_the_place",
    "ladder_of",
    "minutes_for",
    "open_between",
    "promise_for",
    "promise_in_words",
    "promise_of",
    "read",
    "simple",
    "span_in_words",
    "terms_for",
    "tidy_keywords",
]
