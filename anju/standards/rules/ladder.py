"""Who is told when a promise comes due and is not kept: the rungs of a ladder, from who is on duty up to the company.

A rung warns before the breach, tells at it, and climbs after it. The lag between rungs is the category's own
(``escalate_minutes``), else the priority's.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from anju.standards.choices import Priority
from anju.standards.rules.clocks import ANSWER

WARN, DUE, LATE, LATER = "warn", "due", "late", "later"
RUNGS = (WARN, DUE, LATE, LATER)
DESK_POSTS = ("CS_AGENT", "STEWARD")
DESK_LEADER, MANAGER, COMPANY = "CS_LEADER", "PM", "COMPANY"

LAGS: dict[str, timedelta] = {
    Priority.P1: timedelta(minutes=5),
    Priority.P2: timedelta(minutes=30),
    Priority.P3: timedelta(hours=4),
    Priority.P4: timedelta(days=1),
}
SHORTEST_LAG = timedelta(minutes=5)
# A warning comes when this part of the time is left, but not earlier than this before the end.
WARN_PART = 4
EARLIEST_WARNING = timedelta(hours=2)


class Climbed(Protocol):
    """What the ladder needs of a category."""

    @property
    def responder_post(self) -> str: ...
    @property
    def escalate_post(self) -> str: ...
    @property
    def escalate_minutes(self) -> int | None: ...


@dataclass(frozen=True)
class Rung:
    """``name`` is one of ``RUNGS``, ``at`` when it is told, ``posts`` whose holders on duty hear it."""

    name: str
    at: datetime
    posts: tuple[str, ...]


def ladder_of(
    category: Climbed, priority: str, step: str, *, begun: datetime, due: datetime
) -> tuple[Rung, ...]:
    """The rungs of one step's promise that began at ``begun`` and is due at ``due``, in the order of time.

    The desk answers and is warned of answers; whoever works on it is warned of the rest. Without an answer the
    category's leader hears of it at the latest when its ``escalate_minutes`` have passed since the report.
    """
    lead = min((due - begun) / WARN_PART, EARLIEST_WARNING)
    first = DESK_POSTS if step == ANSWER else (category.responder_post or DESK_POSTS[0],)
    leader = category.escalate_post or DESK_LEADER
    lag = LAGS[priority]
    if category.escalate_minutes is not None and step != ANSWER:
        lag = max(timedelta(minutes=category.escalate_minutes), SHORTEST_LAG)
    late_at = due + lag
    if step == ANSWER and category.escalate_minutes is not None:
        late_at = max(begun + timedelta(minutes=category.escalate_minutes), due + SHORTEST_LAG)
    second = DESK_LEADER if step == ANSWER else leader
    third = leader if step == ANSWER and leader != second else MANAGER
    fourth = MANAGER if third != MANAGER else COMPANY
    return (
        Rung(WARN, due - lead, first),
        Rung(DUE, due, (*first, second)),
        Rung(LATE, late_at, (third,)),
        Rung(LATER, late_at + lag, (fourth,)),
    )
