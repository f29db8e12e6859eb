"""What is promised to a request: minutes for each step and the calendar they run on.

A promise has up to four steps, each with a clock of its own: answered, somebody there, made safe, finished. Danger and
urgent things (P1, P2) run round the clock, the rest while the desk is open, unless the category names a calendar.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from anju.standards.choices import CalendarCode, Priority
from anju.standards.rules.calendars import DAY_MINUTES, Calendar, UnknownYear
from anju.standards.rules.clocks import ANSWER, ARRIVE, FINISH, SAFE, STEPS, Change, Term, read

ROUND_THE_CLOCK = frozenset({Priority.P1, Priority.P2})
MIDDLE_LEVEL = 2  # the catalogue's minutes are those of the middle level


class Clocked(Protocol):
    """What the arithmetic needs of a category."""

    @property
    def priority(self) -> str: ...
    @property
    def calendar(self) -> str: ...
    @property
    def answer_minutes(self) -> int | None: ...
    @property
    def arrive_minutes(self) -> int | None: ...
    @property
    def safe_minutes(self) -> int | None: ...
    @property
    def finish_hours(self) -> int | None: ...


class Special(Protocol):
    """A target of its own for one step, where level and kind of place fit (0 and "" fit all)."""

    @property
    def level(self) -> int: ...
    @property
    def place_kind(self) -> str: ...
    @property
    def step(self) -> str: ...
    @property
    def minutes(self) -> int | None: ...


Minutes = dict[str, int | None]  # by step; None is not promised
Terms = dict[str, Term]  # by step; a step that is not promised is left out

# Answer and arrival are the outer limits of practice per priority (P1: 1-5 and 15 minutes, P2: 15 and 60, P3: 60 and
# 24 hours), made safe within two hours where life or a vital service is in danger (facts §1, company norms). Finish,
# and all of P4 (“planned”), are our proposal: the usual hours of the catalogue's rows.
BY_PRIORITY: dict[str, Minutes] = {
    Priority.P1: {ANSWER: 5, ARRIVE: 15, SAFE: 120, FINISH: 24 * 60},
    Priority.P2: {ANSWER: 15, ARRIVE: 60, SAFE: None, FINISH: 24 * 60},
    Priority.P3: {ANSWER: 60, ARRIVE: 24 * 60, SAFE: None, FINISH: 72 * 60},
    Priority.P4: {ANSWER: 120, ARRIVE: 3 * 24 * 60, SAFE: None, FINISH: 168 * 60},
}
# How the minutes of the middle level become those of the highest and the lowest: the steps of the published levels
# (arrival 30/60/120 minutes, finish 24/48/72 hours). Danger knows no level.
BY_LEVEL: dict[int, dict[str, Decimal]] = {
    1: {ANSWER: Decimal("0.5"), ARRIVE: Decimal("0.5"), SAFE: Decimal("0.5"), FINISH: Decimal("0.5")},
    2: dict.fromkeys(STEPS, Decimal(1)),
    3: {ANSWER: Decimal(2), ARRIVE: Decimal(2), SAFE: Decimal(2), FINISH: Decimal("1.5")},
}


@dataclass(frozen=True)
class Promise:
    """Due times, aware, in UTC; None where nothing is promised. ``unknown_year`` names a year without a list of
    holidays that one of them leads into: that one is None until the list is there."""

    answer_by: datetime | None
    arrive_by: datetime | None
    safe_by: datetime | None
    finish_by: datetime | None
    unknown_year: int | None = None


def terms_for(
    category: Clocked,
    priority: str,
    calendars: Mapping[str, Calendar],
    at: datetime,
    *,
    level: int = MIDDLE_LEVEL,
    place_kind: str = "",
    specials: Sequence[Special] = (),
) -> Terms:
    """The terms for a request of ``category`` with ``priority`` under a service level (1 the highest) at a kind of
    place, from the moment ``at`` on.

    ``specials`` are the targets that the category has of its own; the one that names most wins. On a calendar that
    closes, “within 24 hours” is read as a person reads it: as one open day, a begun day counting whole, and never as
    more minutes than were said.
    """
    terms: Terms = {}
    for step, minutes in minutes_for(category, priority, level, place_kind, specials).items():
        if minutes is not None:
            code = calendar_of(category, priority, step)
            day = calendars[code].day_minutes(at)
            terms[step] = Term(min(minutes, -(-minutes // DAY_MINUTES) * day), code)
    return terms


def calendar_of(category: Clocked, priority: str, step: str) -> str:
    """The code of the calendar on which a step runs under a priority. The desk answers, whoever works on it then."""
    if priority in ROUND_THE_CLOCK:
        return str(CalendarCode.ALWAYS)
    return str(CalendarCode.DESK if step == ANSWER else category.calendar or CalendarCode.DESK)


def minutes_for(
    category: Clocked,
    priority: str,
    level: int = MIDDLE_LEVEL,
    place_kind: str = "",
    specials: Sequence[Special] = (),
) -> Minutes:
    """The minutes of each step as they were said, before any calendar.

    With the category's own priority its own minutes hold. A raised priority takes the shorter of category and
    ``BY_PRIORITY`` for each step, and P1 always promises that somebody comes; a lowered one takes the longer. So
    raising never makes a promise later, lowering never earlier. No step is promised before the one in front of it.
    """
    own = _own(category, priority, level, place_kind, specials)
    if priority == category.priority or not category.priority:
        found = own if category.priority else dict(BY_PRIORITY[priority])
    elif priority > category.priority:
        found = {step: _later(own[step], BY_PRIORITY[priority][step]) for step in STEPS}
    else:
        found = {step: _sooner(own[step], BY_PRIORITY[priority][step]) for step in STEPS}
        if own[ARRIVE] is None and priority != Priority.P1:
            found[ARRIVE] = None
    return _in_order(found)


def _own(
    category: Clocked, priority: str, level: int, place_kind: str, specials: Sequence[Special]
) -> Minutes:
    """The category's minutes at the level and the kind of place."""
    factors = BY_LEVEL[MIDDLE_LEVEL if category.priority == Priority.P1 else level]
    hours = category.finish_hours
    safe = category.safe_minutes
    if safe is None and priority == Priority.P1:
        safe = BY_PRIORITY[Priority.P1][SAFE]
    said: Minutes = {
        ANSWER: category.answer_minutes,
        ARRIVE: category.arrive_minutes,
        SAFE: safe,
        FINISH: None if hours is None else hours * 60,
    }
    found: Minutes = {
        step: None if minutes is None else max(int(minutes * factors[step]), 1)
        for step, minutes in said.items()
    }
    fitting = [one for one in specials if one.level in (0, level) and one.place_kind in ("", place_kind)]
    for one in sorted(fitting, key=lambda one: (one.level != 0) + 2 * (one.place_kind != "")):
        found[one.step] = one.minutes
    return found


def history_of(terms: Terms, opened_at: datetime) -> dict[str, list[Change]]:
    """The history of each step's clock of a request that was just opened."""
    return {step: [Change(opened_at, term=terms.get(step), term_changed=True)] for step in STEPS}


def promise_of(
    histories: Mapping[str, Sequence[Change]], calendars: Mapping[str, Calendar], at: datetime
) -> Promise:
    """The due times of all steps at a moment."""
    due: dict[str, datetime | None] = {}
    unknown = None
    for step in STEPS:
        try:
            due[step] = read(histories[step], calendars, at).due
        except UnknownYear as missing:
            due[step], unknown = None, missing.year
    return Promise(due[ANSWER], due[ARRIVE], due[SAFE], due[FINISH], unknown)


def promise_for(terms: Terms, calendars: Mapping[str, Calendar], opened_at: datetime) -> Promise:
    """The promise to a request that is opened at ``opened_at`` (aware) under the terms."""
    return promise_of(history_of(terms, opened_at), calendars, opened_at)


def _in_order(minutes: Minutes) -> Minutes:
    if minutes[SAFE] is not None and minutes[FINISH] is not None:
        minutes = {**minutes, SAFE: min(minutes[SAFE] or 0, minutes[FINISH] or 0)}  # what is mended is safe
    latest = 0
    found: Minutes = {}
    for step in STEPS:
        value = minutes[step]
        found[step] = None if value is None else max(value, latest)
        latest = found[step] or latest
    return found


def _sooner(one: int | None, other: int | None) -> int | None:
    return min((value for value in (one, other) if value is not None), default=None)


def _later(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else max(one, other)
