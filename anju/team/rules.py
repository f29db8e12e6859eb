"""Pure decisions of the team: who is on duty at a moment, when the next one is, what somebody lacks.

Where a duty plan has nothing for a post on the day, the day before and the day after, it is not kept for that post:
then everybody who holds the post counts as on duty while the desk is open.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LAPSES_SOON = timedelta(days=30)
LOOKED_AHEAD = timedelta(days=15)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Watch:
    """One duty: [starts, ends) in aware times."""

    person_id: int
    post: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class OpenHours:
    """When the desk is open, in local wall time; ``closes`` at or before ``opens`` means on the next day."""

    opens: time
    closes: time
    zone: ZoneInfo

    def hold(self, at: datetime) -> bool:
        wall = at.astimezone(self.zone).time()
        if self.opens < self.closes:
            return self.opens <= wall < self.closes
        return wall >= self.opens or wall < self.closes


@dataclass(frozen=True)
class Plan:
    """The duties of some posts around a moment, and who holds each post."""

    watches: Sequence[Watch]
    holders: Mapping[str, Collection[int]]
    hours: OpenHours

    def on_duty(self, at: datetime) -> set[int]:
        """The ids of who is on duty in one of the posts at ``at``."""
        found: set[int] = set()
        for post, holders in self.holders.items():
            if self.is_kept(post, at):
                there = {one.person_id for one in self.watches if one.post == post and _covers(one, at)}
                found |= there & set(holders)
            elif self.hours.hold(at):
                found |= set(holders)
        return found

    def next_on_duty(self, at: datetime) -> datetime | None:
        """The first moment from ``at`` on when somebody is on duty; None within ``LOOKED_AHEAD``."""
        moments = {at} | {one.starts for one in self.watches} | set(self._openings(at))
        ahead = sorted(moment for moment in moments if at <= moment <= at + LOOKED_AHEAD)
        return next((moment for moment in ahead if self.on_duty(moment)), None)

    def is_kept(self, post: str, at: datetime) -> bool:
        """Whether the plan has anything for the post around the local day of ``at``."""
        midnight = datetime.combine(at.astimezone(self.hours.zone).date(), time(), self.hours.zone)
        return any(
            one.post == post and one.starts < midnight + 2 * _DAY and one.ends > midnight - _DAY
            for one in self.watches
        )

    def _openings(self, at: datetime) -> list[datetime]:
        day = at.astimezone(self.hours.zone).date()
        return [
            datetime.combine(day + n * _DAY, self.hours.opens, self.hours.zone)
            for n in range(LOOKED_AHEAD.days)
        ]


def _covers(one: Watch, at: datetime) -> bool:
    return one.starts <= at < one.ends


def span_of_duty(day: date, begins: time, ends: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """A duty as it is said: on ``day`` from ``begins`` to ``ends``, which is on the next day unless it is later."""
    last = day if ends > begins else day + _DAY
    return datetime.combine(day, begins, zone), datetime.combine(last, ends, zone)


def unmet(wanted: Sequence[str], held: Collection[str]) -> list[str]:
    """The wanted codes that are not held; a code with ``|`` is met by any of its parts."""
    return [code for code in wanted if not set(code.split("|")) & set(held)]


def lapse_of(valid_until: date | None, today: date) -> str:
    """How a paper stands: ``lapsed``, ``soon`` (within 30 days) or empty."""
    if valid_until is None or valid_until - today > LAPSES_SOON:
        return ""
    return "lapsed" if valid_until < today else "soon"
