"""Pure decisions of the team: who is on duty at a moment, when the next one is, what somebody lacks.

Where a duty plan has nothing for a post on the day, the day before and the day after, it is not kept for that post:
then everybody who holds the post counts as on duty while the desk is open.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
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


class Plan:
    """The duties of some posts around a moment, and who holds each post."""

    def __init__(
        self, watches: Iterable[Watch], holders: Mapping[str, Collection[int]], hours: OpenHours
    ) -> None:
        self.holders, self.hours = holders, hours
        self.watches: dict[str, list[Watch]] = defaultdict(list)
        for one in sorted(watches, key=lambda one: one.starts):
            if one.person_id in holders.get(one.post, ()):
                self.watches[one.post].append(one)

    def on_duty(self, at: datetime) -> set[int]:
        """The ids of who is on duty in one of the posts at ``at``."""
        return {person_id for post in self.holders for person_id in self.on_duty_in(post, at)}

    def on_duty_in(self, post: str, at: datetime) -> set[int]:
        """The ids of who is on duty in the post at ``at``."""
        if self._is_kept(post, at):
            return {one.person_id for one in self.watches[post] if one.starts <= at < one.ends}
        return set(self.holders[post]) if self.hours.hold(at) else set()

    def ends_of(self, at: datetime) -> dict[int, datetime]:
        """Until when those are on duty who are at ``at``, as far as the plan says it."""
        now = [one for watches in self.watches.values() for one in watches if one.starts <= at < one.ends]
        return {one.person_id: one.ends for one in sorted(now, key=lambda one: one.ends)}

    def next_by_person(self, at: datetime) -> dict[int, datetime]:
        """When each begins the next duty after ``at``, within ``LOOKED_AHEAD``."""
        begins: list[tuple[datetime, Collection[int]]] = [
            (one.starts, [one.person_id])
            for watches in self.watches.values()
            for one in watches
            if at < one.starts <= at + LOOKED_AHEAD
        ]
        for opening in self._openings(at):
            begins += [
                (opening, people) for post, people in self.holders.items() if not self._is_kept(post, opening)
            ]
        found: dict[int, datetime] = {}
        for moment, people in sorted(begins, key=lambda one: one[0]):
            for person_id in people:
                found.setdefault(person_id, moment)
        return found

    def next_on_duty(self, at: datetime) -> datetime | None:
        """The first moment from ``at`` on when somebody is on duty; None within ``LOOKED_AHEAD``."""
        return at if self.on_duty(at) else min(self.next_by_person(at).values(), default=None)

    def _is_kept(self, post: str, at: datetime) -> bool:
        """Whether the plan has anything for the post around the local day of ``at``."""
        midnight = datetime.combine(at.astimezone(self.hours.zone).date(), time(), self.hours.zone)
        return any(
            one.starts < midnight + 2 * _DAY and one.ends > midnight - _DAY for one in self.watches[post]
        )

    def _openings(self, at: datetime) -> list[datetime]:
        day = at.astimezone(self.hours.zone).date()
        moments = [
            datetime.combine(day + n * _DAY, self.hours.opens, self.hours.zone)
            for n in range(LOOKED_AHEAD.days)
        ]
        return [moment for moment in moments if moment > at]


def span_of_duty(day: date, begins: time, ends: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """A duty as it is said: on ``day`` from ``begins`` to ``ends``, which is on the next day unless it is later."""
    last = day if ends > begins else day + _DAY
    return datetime.combine(day, begins, zone), datetime.combine(last, ends, zone)


def first_overlap(spans: Iterable[tuple[int, datetime, datetime]]) -> int | None:
    """The first person whose spans (person id, starts, ends) overlap each other; None where all is well."""
    last: dict[int, datetime] = {}
    for person_id, starts, ends in sorted(spans, key=lambda one: one[1]):
        if person_id in last and starts < last[person_id]:
            return person_id
        last[person_id] = ends
    return None


def unmet(wanted: Sequence[str], held: Collection[str]) -> list[str]:
    """The wanted codes that are not held; a code with ``|`` is met by any of its parts."""
    return [code for code in wanted if not set(code.split("|")) & set(held)]


def lapse_of(valid_until: date | None, today: date) -> str:
    """How a paper stands: ``lapsed``, ``soon`` (within 30 days) or empty."""
    if valid_until is None or valid_until - today > LAPSES_SOON:
        return ""
    return "lapsed" if valid_until < today else "soon"
