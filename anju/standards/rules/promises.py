"""When a request must be answered, somebody be there, and it be finished.

Danger and urgent things (P1, P2) run round the clock. The rest (P3, P4) runs while the desk is open, on every day of
the week; statutory holidays and make-up days will come with the service calendars.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from anju.standards.choices import Priority

ROUND_THE_CLOCK = frozenset({Priority.P1, Priority.P2})
DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class ServiceHours:
    """When the desk is open, in local wall time. ``closes`` at or before ``opens`` means on the next day."""

    opens: time
    closes: time
    zone: str


@dataclass(frozen=True)
class Promise:
    """Due times, aware, in UTC; None where nothing is promised."""

    answer_by: datetime | None
    arrive_by: datetime | None
    finish_by: datetime | None


class Clocked(Protocol):
    """What the arithmetic needs of a category."""

    @property
    def priority(self) -> str: ...
    @property
    def answer_minutes(self) -> int | None: ...
    @property
    def arrive_minutes(self) -> int | None: ...
    @property
    def finish_hours(self) -> int | None: ...


@dataclass(frozen=True)
class Clocks:
    """The parts of a promise in minutes; None is not promised."""

    answer: int | None
    arrive: int | None
    finish: int | None


# Answer and arrival are the outer limits of practice per priority (P1: 1-5 and 15 minutes, P2: 15 and 60, P3: 60 and
# 24 hours). Finish, and all of P4 (“planned”), are our proposal: the usual hours of the catalogue's rows.
BY_PRIORITY: dict[str, Clocks] = {
    Priority.P1: Clocks(answer=5, arrive=15, finish=24 * 60),
    Priority.P2: Clocks(answer=15, arrive=60, finish=24 * 60),
    Priority.P3: Clocks(answer=60, arrive=24 * 60, finish=72 * 60),
    Priority.P4: Clocks(answer=120, arrive=3 * 24 * 60, finish=168 * 60),
}


def promise_for(category: Clocked, priority: str, opened_at: datetime, hours: ServiceHours) -> Promise:
    """The promise to a request of ``category`` that was opened at ``opened_at`` (aware) with ``priority``.

    With the category's own priority its own clocks hold. A raised priority takes the shorter of category and
    ``BY_PRIORITY`` for each part, and P1 always promises that somebody comes; a lowered one takes the longer. So
    raising never makes a promise later, lowering never earlier.

    A part of P3 or P4 is counted in service minutes, but “within 24 hours” is read as a person reads it: it never
    falls later than as many days as the hours make (a begun day counts whole), from the first moment the desk is open.
    """
    clocks = clocks_for(category, priority)
    return Promise(
        answer_by=_due(clocks.answer, priority, opened_at, hours),
        arrive_by=_due(clocks.arrive, priority, opened_at, hours),
        finish_by=_due(clocks.finish, priority, opened_at, hours),
    )


def clocks_for(category: Clocked, priority: str) -> Clocks:
    """The clocks in force for a category under a priority, see ``promise_for``."""
    own = Clocks(
        answer=category.answer_minutes,
        arrive=category.arrive_minutes,
        finish=None if category.finish_hours is None else category.finish_hours * 60,
    )
    if priority == category.priority:
        return own
    usual = BY_PRIORITY[priority]
    if not category.priority:
        return usual
    if priority > category.priority:
        return Clocks(
            _later(own.answer, usual.answer),
            _later(own.arrive, usual.arrive),
            _later(own.finish, usual.finish),
        )
    somebody_comes = own.arrive is not None or priority == Priority.P1
    return Clocks(
        _sooner(own.answer, usual.answer),
        _sooner(own.arrive, usual.arrive) if somebody_comes else None,
        _sooner(own.finish, usual.finish),
    )


def add_service_minutes(start: datetime, minutes: int, hours: ServiceHours) -> datetime:
    """The moment (UTC) when ``minutes`` of open desk have passed since ``start`` (aware), to the second.

    A desk that opens and closes at the same time never closes. Where the clock is changed, minutes that really pass
    are counted; an opening or closing time that the change skips or repeats is read as Python reads it (PEP 495,
    ``fold=0``). With 0 minutes: ``start`` itself, or the next opening when the desk is closed.
    """
    if hours.opens == hours.closes:
        return start.astimezone(UTC) + timedelta(minutes=minutes)
    left = timedelta(minutes=minutes)
    for opening, closing in _openings(start, hours):
        begin = max(opening, start.astimezone(UTC))
        if begin + left < closing or (left and begin + left == closing):
            return begin + left
        left -= closing - begin
    raise AssertionError("the desk opens every day")


def _openings(start: datetime, hours: ServiceHours) -> Iterator[tuple[datetime, datetime]]:
    """The spans in which the desk is open, in UTC, from the first that ends after ``start``."""
    zone = ZoneInfo(hours.zone)
    overnight = hours.closes < hours.opens
    day = start.astimezone(zone).date() - timedelta(days=1)
    while True:
        opening = _moment(day, hours.opens, zone)
        closing = _moment(day + timedelta(days=1) if overnight else day, hours.closes, zone)
        if closing > opening and closing > start:
            yield opening, closing
        day += timedelta(days=1)


def _moment(day: date, wall: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, wall, tzinfo=zone).astimezone(UTC)


def _due(minutes: int | None, priority: str, opened_at: datetime, hours: ServiceHours) -> datetime | None:
    if minutes is None:
        return None
    if priority in ROUND_THE_CLOCK or hours.opens == hours.closes:
        return opened_at.astimezone(UTC) + timedelta(minutes=minutes)
    first = add_service_minutes(opened_at, 0, hours).astimezone(ZoneInfo(hours.zone))
    days = -(-minutes // DAY_MINUTES)
    latest = _moment(first.date() + timedelta(days=days), first.time(), ZoneInfo(hours.zone))
    return min(add_service_minutes(opened_at, minutes, hours), latest)


def _sooner(one: int | None, other: int | None) -> int | None:
    return min((value for value in (one, other) if value is not None), default=None)


def _later(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else max(one, other)
