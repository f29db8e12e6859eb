"""Due times: worked examples with numbers (facts §9, the catalogue's minutes), and what must hold for all of them."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anju.standards.rules import (
    ALWAYS,
    ARRIVE,
    FINISH,
    SAFE,
    WORKING_DAYS,
    Holidays,
    Promise,
    ServiceHours,
    Term,
    minutes_for,
    promise_for,
    simple,
    terms_for,
)

SHANGHAI = "Asia/Shanghai"
DESK = ServiceHours(opens=time(8), closes=time(20), zone=SHANGHAI)
OFFICE = ServiceHours(time(9), time(18), SHANGHAI, WORKING_DAYS, Holidays(years=frozenset({2026})))
CALENDARS = {"always": ALWAYS, "desk": simple(DESK), "office": simple(OFFICE)}


@dataclass(frozen=True)
class Leaf:
    priority: str
    answer_minutes: int | None = 15
    arrive_minutes: int | None = 120
    finish_hours: int | None = 24
    safe_minutes: int | None = None
    calendar: str = ""


@dataclass(frozen=True)
class Special:
    level: int
    place_kind: str
    step: str
    minutes: int | None


TAP = Leaf("P3")  # 0101: 15 minutes, 120 minutes, 24 hours
GAS = Leaf("P1", 3, 10, 2)  # 0110
INVOICE = Leaf("P4", 30, None, 24)  # 0904
BUILDER = Leaf("P4", 60, 1440, 360)  # 0112
ADVICE = Leaf("P4", 60, None, 48, calendar="office")  # 1206


def at(day: int, clock: str, month: int = 11) -> datetime:
    """A moment of November 2026 in Shanghai; the 23rd is a Monday."""
    return datetime(2026, month, day, *map(int, clock.split(":")), tzinfo=ZoneInfo(SHANGHAI))


def promised(leaf: Leaf, priority: str, opened: datetime, level: int = 2) -> Promise:
    return promise_for(terms_for(leaf, priority, CALENDARS, opened, level=level), CALENDARS, opened)


EXAMPLES = [
    # category, priority, opened, answered by, there by, finished by
    (TAP, "P3", at(23, "09:00"), at(23, "09:15"), at(23, "11:00"), at(24, "09:00")),
    (TAP, "P3", at(23, "19:30"), at(23, "19:45"), at(24, "09:30"), at(24, "19:30")),
    (TAP, "P3", at(23, "19:50"), at(24, "08:05"), at(24, "09:50"), at(24, "19:50")),
    (TAP, "P3", at(23, "22:00"), at(24, "08:15"), at(24, "10:00"), at(25, "08:00")),
    (TAP, "P3", at(24, "03:00"), at(24, "08:15"), at(24, "10:00"), at(25, "08:00")),
    # a Saturday counts like any other day
    (TAP, "P3", at(28, "19:30"), at(28, "19:45"), at(29, "09:30"), at(29, "19:30")),
    # danger runs round the clock
    (GAS, "P1", at(23, "23:30"), at(23, "23:33"), at(23, "23:40"), at(24, "01:30")),
    # what needs nobody there promises no arrival
    (INVOICE, "P4", at(23, "19:45"), at(24, "08:15"), None, at(24, "19:45")),
    # the desk answers, the office decides in two working days: Friday afternoon to Tuesday afternoon
    (ADVICE, "P4", at(27, "16:00"), at(27, "17:00"), None, at(1, "16:00", 12)),
    # 15 days are 15 days, not 30 days of twelve hours
    (BUILDER, "P4", at(1, "10:00"), at(1, "11:00"), at(2, "10:00"), at(16, "10:00")),
    # raised by a word of danger in the night: the table's minutes, at once
    (TAP, "P1", at(23, "22:00"), at(23, "22:05"), at(23, "22:15"), at(24, "22:00")),
    (TAP, "P2", at(23, "22:00"), at(23, "22:15"), at(23, "23:00"), at(24, "22:00")),
    # an invoice that turns out to be danger: somebody comes all the same
    (INVOICE, "P1", at(23, "09:00"), at(23, "09:05"), at(23, "09:15"), at(24, "09:00")),
    (INVOICE, "P2", at(23, "09:00"), at(23, "09:15"), None, at(24, "09:00")),
    # lowered by the desk: the longer of both, and only while the desk is open
    (GAS, "P3", at(23, "19:30"), at(24, "08:30"), at(24, "19:30"), at(26, "19:30")),
]


@pytest.mark.parametrize(("leaf", "priority", "opened", "answer", "arrive", "finish"), EXAMPLES)
def test_worked_examples(
    leaf: Leaf,
    priority: str,
    opened: datetime,
    answer: datetime,
    arrive: datetime | None,
    finish: datetime,
) -> None:
    found = promised(leaf, priority, opened)
    assert (found.answer_by, found.arrive_by, found.finish_by) == (answer, arrive, finish)


def test_danger_is_to_be_made_safe_within_two_hours_or_as_soon_as_it_is_mended() -> None:
    burst = Leaf("P1", 3, 15, 4)  # 0111
    assert promised(burst, "P1", at(23, "22:00")).safe_by == at(24, "00:00")
    assert promised(Leaf("P1", 1, 5, 1), "P1", at(23, "22:00")).safe_by == at(23, "23:00")
    assert promised(TAP, "P3", at(23, "22:00")).safe_by is None
    assert promised(TAP, "P1", at(23, "22:00")).safe_by == at(24, "00:00")


def test_due_times_are_in_utc() -> None:
    promise = promised(TAP, "P3", at(23, "09:00"))
    assert {moment.tzinfo for moment in (promise.answer_by, promise.arrive_by, promise.finish_by)} == {UTC}


def test_nothing_promised_stays_nothing() -> None:
    assert promised(Leaf("P3", None, None, None), "P3", at(23, "09:00")) == Promise(None, None, None, None)


@pytest.mark.parametrize(
    ("level", "answer", "arrive", "finish"),
    [(1, 7, 60, 12 * 60), (2, 15, 120, 24 * 60), (3, 30, 240, 36 * 60)],
)
def test_a_level_shortens_or_lengthens(level: int, answer: int, arrive: int, finish: int) -> None:
    assert minutes_for(TAP, "P3", level) == {"answer": answer, ARRIVE: arrive, SAFE: None, FINISH: finish}


def test_danger_knows_no_level() -> None:
    assert len({tuple(minutes_for(GAS, "P1", level).items()) for level in (1, 2, 3)}) == 1


def test_the_target_that_names_most_wins() -> None:
    specials = [
        Special(0, "", ARRIVE, 90),
        Special(1, "", ARRIVE, 40),
        Special(0, "LIFT_CAR", ARRIVE, 30),
        Special(1, "LIFT_CAR", ARRIVE, 20),
        Special(3, "", FINISH, None),
    ]
    found = [
        minutes_for(TAP, "P3", level, kind, specials)[ARRIVE]
        for level, kind in ((2, "HOME"), (1, "HOME"), (2, "LIFT_CAR"), (1, "LIFT_CAR"))
    ]
    assert found == [90, 40, 30, 20]
    assert minutes_for(TAP, "P3", 3, "HOME", specials)[FINISH] is None


def test_whole_days_are_open_days() -> None:
    terms = terms_for(Leaf("P3", 15, 24 * 60, 30), "P3", CALENDARS, at(23, "09:00"))
    assert terms == {
        "answer": Term(15, "desk"),
        ARRIVE: Term(12 * 60, "desk"),
        FINISH: Term(24 * 60, "desk"),  # 30 hours: two begun days
    }


def test_a_year_without_its_list_is_not_guessed() -> None:
    found = promised(ADVICE, "P4", at(31, "16:00", 12))  # into January 2027
    assert found.finish_by is None and found.unknown_year == 2027
    assert found.answer_by == at(31, "17:00", 12)


STARTS = st.one_of(
    st.integers(0, 10 * 1440).map(lambda after: datetime(2026, 3, 27, tzinfo=UTC) + timedelta(minutes=after)),
    st.integers(0, 32 * 1440).map(lambda after: datetime(2026, 10, 2, tzinfo=UTC) + timedelta(minutes=after)),
)
LEAVES = st.builds(
    Leaf,
    st.sampled_from(["P1", "P2", "P3", "P4"]),
    st.integers(1, 120),
    st.none() | st.integers(1, 3000),
    st.none() | st.integers(1, 400),
)


@given(leaf=LEAVES, start=STARTS, level=st.sampled_from([1, 2, 3]))
def test_raising_never_makes_a_promise_later(leaf: Leaf, start: datetime, level: int) -> None:
    promises = [promised(leaf, priority, start, level) for priority in ("P1", "P2", "P3", "P4")]
    own = int(leaf.priority[1]) - 1
    for part in ("answer_by", "arrive_by", "finish_by"):
        moments = [getattr(promise, part) for promise in promises]
        raised, lowered = moments[:own], moments[own + 1 :]
        if moments[own] is None:
            continue
        assert all(moment is not None and moment <= moments[own] for moment in raised)
        assert all(moment is not None and moment >= moments[own] for moment in lowered)


@given(leaf=LEAVES, priority=st.sampled_from(["P1", "P2", "P3", "P4"]), level=st.sampled_from([1, 2, 3]))
def test_the_steps_come_in_their_order(leaf: Leaf, priority: str, level: int) -> None:
    minutes = [m for m in minutes_for(leaf, priority, level).values() if m is not None]
    assert minutes == sorted(minutes)


@given(leaf=LEAVES, priority=st.sampled_from(["P1", "P2", "P3", "P4"]))
def test_a_higher_level_never_promises_later(leaf: Leaf, priority: str) -> None:
    levels = [minutes_for(leaf, priority, level) for level in (1, 2, 3)]
    for step in levels[0]:
        values = [one[step] for one in levels if one[step] is not None]
        assert values == sorted(values)


@given(start=STARTS, minutes=st.integers(1, 3000), more=st.integers(0, 600))
def test_more_minutes_are_never_earlier(start: datetime, minutes: int, more: int) -> None:
    first = promised(Leaf("P3", minutes, None, None), "P3", start).answer_by
    second = promised(Leaf("P3", minutes + more, None, None), "P3", start).answer_by
    assert first is not None and second is not None and start <= first <= second
