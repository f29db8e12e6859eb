"""The clock of one promised step, recomputed from its history at any moment.

The history is a row of changes: the terms (how many minutes on which calendar) that hold from a moment on, holds, and
the moments a hold was ended by somebody. A second counts when, at that second, the calendar then in force was open
and nothing was held. So whatever is changed later, what has run stays run and what was held stays held: the clock
never goes backward and never invents time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from anju.standards.rules.calendars import FAR, Calendar, add_open, open_between

ANSWER, ARRIVE, SAFE, FINISH = "answer", "arrive", "safe", "finish"
STEPS = (ANSWER, ARRIVE, SAFE, FINISH)


@dataclass(frozen=True)
class Term:
    """What is promised for a step: minutes of open time on the calendar with this code."""

    minutes: int
    calendar: str


@dataclass(frozen=True)
class Change:
    """One entry of a clock's history.

    ``term`` is what holds from ``at`` on (None in ``term_changed`` entries: nothing is promised any more);
    ``held_until`` begins a hold that ends by itself then; ``resumed`` ends one; ``restart`` lets the step begin anew
    (a second visit after re-opening); ``agreed`` promises a moment in place of the term's minutes, until the next term.
    """

    at: datetime
    term: Term | None = None
    term_changed: bool = False
    held_until: datetime | None = None
    resumed: bool = False
    restart: bool = False
    agreed: datetime | None = None


@dataclass(frozen=True)
class Face:
    """What a clock shows at a moment. ``due`` is None where nothing is promised; ``held_until`` while it stands."""

    elapsed: timedelta
    target: timedelta | None
    due: datetime | None
    held_until: datetime | None

    @property
    def remaining(self) -> timedelta | None:
        return None if self.target is None else self.target - self.elapsed


Calendars = Mapping[str, Calendar]


@dataclass(frozen=True)
class _Stretch:
    """A time in which nothing changes: the term's calendar, and whether the clock stands."""

    begin: datetime
    end: datetime
    calendar: Calendar | None
    held_until: datetime | None


def read(history: Sequence[Change], calendars: Calendars, at: datetime) -> Face:
    """The clock at the moment ``at`` (aware). Changes after ``at`` have not happened yet.

    ``due`` is when the time will have run out, by the term now in force; a hold that runs is taken to end when it was
    said to. ``UnknownYear`` when that leads into a year whose holidays are not known.
    """
    known = sorted((change for change in history if change.at <= at), key=lambda change: change.at)
    term = _term(known)
    stretches = list(_stretches(known, calendars))
    elapsed = sum((_open(stretch, at) for stretch in stretches), timedelta())
    held = next((one.held_until for one in stretches if one.held_until and one.begin <= at < one.end), None)
    if term is None:
        return Face(elapsed, None, None, held)
    target = timedelta(minutes=term.minutes)
    agreed = _agreed(known)
    return Face(elapsed, target, _due(stretches, target) if agreed is None else agreed, held)


def _term(known: Sequence[Change]) -> Term | None:
    found = None
    for change in known:
        if change.term_changed:
            found = change.term
    return found


def _agreed(known: Sequence[Change]) -> datetime | None:
    """The moment that was promised last, unless other terms came after it."""
    found = None
    for change in known:
        if change.agreed is not None:
            found = change.agreed
        elif change.term_changed:
            found = None
    return found


def _stretches(known: Sequence[Change], calendars: Calendars) -> Iterator[_Stretch]:
    """The stretches since the step last began, the last one without end."""
    begun = max((i for i, change in enumerate(known) if change.restart), default=0)
    borders = {change.at.astimezone(UTC) for change in known[begun:]}
    borders |= {
        c.held_until.astimezone(UTC) for c in known if c.held_until and c.held_until > known[begun].at
    }
    if not known:
        return
    for begin, end in pairwise([*sorted(borders), FAR]):
        calendar, held_until = _state(known, begin, calendars)
        yield _Stretch(begin, end, calendar, held_until)


def _state(
    known: Sequence[Change], moment: datetime, calendars: Calendars
) -> tuple[Calendar | None, datetime | None]:
    """The calendar in force at the moment and until when the clock stands, if it does."""
    calendar, held_until = None, None
    for change in known:
        if change.at > moment:
            break
        if change.term_changed:
            calendar = calendars[change.term.calendar] if change.term else None
        if change.held_until is not None:
            held_until = change.held_until
        if change.resumed:
            held_until = None
    return calendar, held_until if held_until is not None and held_until > moment else None


def _open(stretch: _Stretch, at: datetime) -> timedelta:
    if stretch.calendar is None or stretch.held_until is not None:
        return timedelta()
    return open_between(stretch.begin, min(stretch.end, at), stretch.calendar)


def _due(stretches: Sequence[_Stretch], target: timedelta) -> datetime:
    """When the target is reached, walking along the stretches. A promise of whole days that would end with closing time
    ends with the next opening: begun in the night, one day is until the morning after."""
    left = target
    for stretch in stretches:
        if stretch.calendar is None or stretch.held_until is not None:
            continue
        day = timedelta(minutes=stretch.calendar.day_minutes(stretch.begin))
        has = FAR - stretch.begin
        if stretch.end != FAR:
            has = open_between(stretch.begin, stretch.end, stretch.calendar)
        if left and left <= has:
            return add_open(stretch.begin, left, stretch.calendar, into_next=target >= day)
        left -= has
    raise AssertionError("the last stretch has no end")
