"""Pure decisions about proposals: which decision fits, until when an answer is due, to whom an overdue one climbs."""

from anju.proposals.rules.dates import CLIMBS, answer_date, check_new_date, next_climb
from anju.proposals.rules.deciding import (
    DECISIONS,
    PROPOSED,
    WITH_RESULT,
    check_decision,
    check_is_open,
    decisions_for,
    has_result,
)

__all__ = [
    "CLIMBS",
    "DECISIONS",
    "PROPOSED",
    "WITH_RESULT",
    "answer_date",
    "check_decision",
    "check_is_open",
    "check_new_date",
    "decisions_for",
    "has_result",
    "next_climb",
]
