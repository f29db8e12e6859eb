"""When a promise runs: round the clock, while the desk is open, or on the office's working days.

A calendar is a row of versions, each in force from a local date on, so that new hours never reach back. Statutory
holidays and make-up days are read from lists of whole years; a year that was not imported is never guessed
(``UnknownYear``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EVERY_DAY = frozenset(range(1, 8))
WORKING_DAYS = frozenset(range(1, 6))
DAY_MINUTES = 24 * 60
MOST_CLOSED_DAYS = 400  # a calendar that does not open within a year is a mistake
FAR = datetime(9999, 1, 1, tzinfo=UTC)

Span = tuple[datetime, datetime]


class UnknownYear(Exception):
    """The holidays of ``year`` were not imported, so no working day in it can be told."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"the holidays of {year} are not known")


@dataclass(frozen=True)
class Holidays:
    """The statutory list: ``off`` are days without work, ``work`` make-up days; both within ``years``."""

    years: frozenset[int] = frozenset()
    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()

    def is_working_day(self, day: date, weekdays: frozenset[int] = WORKING_DAYS) -> bool:
        """``UnknownYear`` when the day's year was not imported."""
        if day.year not in self.years:
            raise UnknownYear(day.year)
        return day in self.work or (day not in self.off and day.isoweekday() in weekdays)


@dataclass(frozen=True)
class ServiceHours:
    """When somebody is there, in local wall time, on ``weekdays`` (Monday 1). ``closes`` at or before ``opens`` means
    on the next day, the same time twice round the clock. With ``holidays`` statutory days off are closed and make-up
    days open."""

    opens: time
    closes: time
    zone: str
    weekdays: frozenset[int] = EVERY_DAY
    holidays: Holidays | None = None

    @property
    def day_minutes(self) -> int:
        """Minutes of one open day."""
        minutes = (self.closes.hour - self.opens.hour) * 60 + self.closes.minute - self.opens.minute
        return minutes % DAY_MINUTES or DAY_MINUTES

    def is_open_on(self, day: date) -> bool:
        if self.holidays is not None:
            return self.holidays.is_working_day(day, self.weekdays)
        return day.isoweekday() in self.weekdays


@dataclass(frozen=True)
class Calendar:
    """Versions of hours, each from its local date on, the oldest first; no version means round the clock."""

    versions: tuple[tuple[date, ServiceHours], ...] = ()

    def hours_on(self, day: date) -> ServiceHours:
        """The hours in force on the day; before the first version its hours hold too."""
        found = self.versions[0][1]
        for since, hours in self.versions[1:]:
            if since <= day:
                found = hours
        return found

    def day_minutes(self, at: datetime) -> int:
        """Minutes of one open day by the hours in force at ``at``."""
        if not self.versions:
            return DAY_MINUTES
        return self.hours_on(at.astimezone(ZoneInfo(self.versions[0][1].zone)).date()).day_minutes


ALWAYS = Calendar()


def simple(hours: ServiceHours) -> Calendar:
    """A calendar that never changed."""
    return Calendar(((date.min, hours),))


def open_spans(calendar: Calendar, start: datetime) -> Iterator[Span]:
    """The spans in which the calendar is open, in UTC, from ``start`` (aware) on, without overlap and without end."""
    start = start.astimezone(UTC)
    if not calendar.versions:
        yield start, FAR
        return
    zone = ZoneInfo(calendar.versions[0][1].zone)
    day = start.astimezone(zone).date() - timedelta(days=1)
    closed = 0
    until = start
    while True:
        hours = calendar.hours_on(day)
        if day < start.astimezone(zone).date() and _closes(day, hours, zone) <= start:
            pass  # yesterday's hours matter only where they reach over midnight: then alone its year need be known
        elif hours.is_open_on(day):
            closed = 0
            begin, end = max(_opens(day, hours, zone), until), _closes(day, hours, zone)
            if end > begin:
                yield begin, end
                until = end
        else:
            closed += 1
            if closed > MOST_CLOSED_DAYS:
                raise ValueError("this calendar never opens")
        day += timedelta(days=1)


def add_minutes(start: datetime, minutes: int, calendar: Calendar) -> datetime:
    """The moment (UTC) when ``minutes`` of open time have passed since ``start``; with 0 the next moment it is open.

    Where the clock is changed, minutes that really pass are counted; an opening or closing time that the change skips
    or repeats is read as Python reads it (PEP 495, ``fold=0``). ``UnknownYear`` when the way leads through one.
    """
    return add_open(start, timedelta(minutes=minutes), calendar)


def add_open(start: datetime, length: timedelta, calendar: Calendar, *, into_next: bool = False) -> datetime:
    """Like ``add_minutes`` for any length that is not negative. What ends just when the calendar closes ends then, or
    with ``into_next`` when it opens again."""
    left = length
    for begin, end in open_spans(calendar, start):
        if begin + left < end or (left and begin + left == end and not into_next):
            return begin + left
        left -= end - begin
    raise AssertionError("a calendar opens again and again")


def open_between(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How long the calendar is open within [start, end); nothing when ``end`` is not after ``start``."""
    total = timedelta()
    if end <= start:
        return total
    for begin, until in open_spans(calendar, start):
        if begin >= end:
            return total
        total += min(until, end) - begin
        if until >= end:
            return total
    return total


def add_service_minutes(start: datetime, minutes: int, hours: ServiceHours) -> datetime:
    """``add_minutes`` by the hours of one version, for dates that no clock follows up."""
    return add_minutes(start, minutes, simple(hours))


def _opens(day: date, hours: ServiceHours, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hours.opens, tzinfo=zone).astimezone(UTC)


def _closes(day: date, hours: ServiceHours, zone: ZoneInfo) -> datetime:
    overnight = hours.closes <= hours.opens
    return datetime.combine(
        day + timedelta(days=1) if overnight else day, hours.closes, tzinfo=zone
    ).astimezone(UTC)
