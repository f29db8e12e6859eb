"""Pure decisions about numbers: when a share may be said, why a request needs a decision."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from anju.requests.choices import Verdict

UNACCEPTED_AFTER = timedelta(minutes=15)
LEAST_SAMPLE = 30  # below it a percentage says more than is known


@dataclass(frozen=True)
class Share:
    """``part`` of ``whole``."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """The share in whole percent, rounded half up; None where the sample is too small to say one."""
        if self.whole < LEAST_SAMPLE:
            return None
        return (200 * self.part + self.whole) // (2 * self.whole)


@dataclass(frozen=True)
class Reason:
    """Why somebody should decide: late, unaccepted, bad (the person's verdict) or urged."""

    kind: str
    since: datetime | None = None
    times: int = 0
    verdict: str = ""


BAD = frozenset({Verdict.MESSY, Verdict.HALF, Verdict.NOT})


def reasons_of(
    *,
    due_at: datetime | None,
    verdict: str,
    reopened: int,
    urged: int,
    unaccepted: Collection[datetime],
    now: datetime,
) -> list[Reason]:
    """The reasons in the order of their weight; ``unaccepted`` holds since when its jobs wait for somebody."""
    reasons = []
    if due_at is not None and due_at < now:
        reasons.append(Reason("late", since=due_at))
    waiting = [since for since in unaccepted if since < now - UNACCEPTED_AFTER]
    if waiting:
        reasons.append(Reason("unaccepted", since=min(waiting)))
    if verdict in BAD:
        reasons.append(Reason("bad", times=reopened, verdict=verdict))
    if urged:
        reasons.append(Reason("urged", times=urged))
    return reasons
