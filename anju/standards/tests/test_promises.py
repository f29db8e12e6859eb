"""Due times: worked examples with numbers, and the arithmetic against a slow minute-by-minute count."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from anju.standards.rules import Promise, ServiceHours, add_service_minutes, promise_for

SHANGHAI = "Asia/Shanghai"
DESK = ServiceHours(opens=time(8), closes=time(20), zone=SHANGHAI)


@dataclass(frozen=True)
class Leaf:
    priority: str
    answer_minutes: int | None = 15
    arrive_minutes: int | None = 120
    finish_hours: int | None = 24


TAP = Leaf("P3")  # 0101: 15 minutes, 120 minutes, 24 hours
GAS = Leaf("P1", 3, 10, 2)  # 0110
INVOICE = Leaf("P4", 30, None, 24)  # 0904
BUILDER = Leaf("P4", 60, 1440, 360)  # 0112


def at(day: int, clock: str, month: int = 11) -> datetime:
    """A moment of November 2026 in Shanghai; the 23rd is a Monday."""
    return datetime(2026, month, day, *map(int, clock.split(":")), tzinfo=ZoneInfo(SHANGHAI))


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
    assert promise_for(leaf, priority, opened, DESK) == Promise(answer, arrive, finish)


def test_due_times_are_in_utc() -> None:
    promise = promise_for(TAP, "P3", at(23, "09:00"), DESK)
    assert {moment.tzinfo for moment in (promise.answer_by, promise.arrive_by, promise.finish_by)} == {UTC}


def test_nothing_promised_stays_nothing() -> None:
    assert promise_for(Leaf("P3", None, None, None), "P3", at(23, "09:00"), DESK) == Promise(None, None, None)


def test_a_desk_open_round_the_clock_and_one_over_midnight() -> None:
    always = ServiceHours(time(0), time(0), SHANGHAI)
    assert add_service_minutes(at(23, "23:50"), 20, always) == at(24, "00:10")
    night = ServiceHours(time(20), time(2), SHANGHAI)
    assert add_service_minutes(at(23, "01:30"), 60, night) == at(23, "20:30")
    assert add_service_minutes(at(23, "23:00"), 120, night) == at(24, "01:00")
    assert add_service_minutes(at(23, "23:00"), 240, night) == at(24, "21:00")


def test_closing_time_itself_is_still_today_but_a_new_report_waits() -> None:
    assert add_service_minutes(at(23, "19:00"), 60, DESK) == at(23, "20:00")
    assert add_service_minutes(at(23, "20:00"), 0, DESK) == at(24, "08:00")
    assert add_service_minutes(at(23, "20:00"), 1, DESK) == at(24, "08:01")
    assert add_service_minutes(at(23, "19:59"), 0, DESK) == at(23, "19:59")


def test_minutes_that_pass_twice_or_never_are_counted_as_they_pass() -> None:
    # New York, 2026-11-01: the hour from 01:00 to 02:00 passes twice; 2026-03-08: 02:00 to 03:00 never
    night = ServiceHours(time(22), time(6), "America/New_York")
    zone = ZoneInfo("America/New_York")
    start = datetime(2026, 10, 31, 23, tzinfo=zone)
    assert add_service_minutes(start, 4 * 60, night).astimezone(zone).time() == time(2)
    start = datetime(2026, 3, 7, 23, tzinfo=zone)
    assert add_service_minutes(start, 4 * 60, night).astimezone(zone).time() == time(4)


# Openings and closings outside the hours that any of these zones skips or repeats
WALLS = (
    st.times()
    .map(lambda wall: wall.replace(second=0, microsecond=0))
    .filter(lambda wall: not time(0, 30) <= wall <= time(3, 30))
)
ZONES = st.sampled_from(
    [SHANGHAI, "America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
)
HOURS = st.builds(ServiceHours, WALLS, WALLS, ZONES)
# Around both changes of the clock in the north and the south, and quiet times between
STARTS = st.one_of(
    st.integers(0, 10 * 1440).map(lambda after: datetime(2026, 3, 27, tzinfo=UTC) + timedelta(minutes=after)),
    st.integers(0, 32 * 1440).map(lambda after: datetime(2026, 10, 2, tzinfo=UTC) + timedelta(minutes=after)),
    st.integers(0, 730 * 1440).map(lambda after: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=after)),
)


def is_open(moment: datetime, hours: ServiceHours) -> bool:
    """What the clock on the wall says."""
    wall = moment.astimezone(ZoneInfo(hours.zone)).time()
    if hours.opens < hours.closes:
        return hours.opens <= wall < hours.closes
    return wall >= hours.opens or wall < hours.closes


def counted_minute_by_minute(start: datetime, minutes: int, hours: ServiceHours) -> datetime:
    moment = start
    while not is_open(moment, hours):
        moment += timedelta(minutes=1)
    while minutes:
        minutes -= is_open(moment, hours)
        moment += timedelta(minutes=1)
    return moment


@given(start=STARTS, minutes=st.integers(0, 900), hours=HOURS)
@example(
    start=datetime(2026, 11, 1, 3, 30, tzinfo=UTC),
    minutes=400,
    hours=ServiceHours(time(22), time(6), "America/New_York"),
)
def test_the_sum_is_the_same_as_counting_minute_by_minute(
    start: datetime, minutes: int, hours: ServiceHours
) -> None:
    if hours.opens != hours.closes and _open_minutes(hours) < 30:
        minutes %= 60  # a desk open a minute a day would be counted for months
    assert add_service_minutes(start, minutes, hours) == counted_minute_by_minute(start, minutes, hours)


def _open_minutes(hours: ServiceHours) -> int:
    length = (hours.closes.hour - hours.opens.hour) * 60 + hours.closes.minute - hours.opens.minute
    return length % (24 * 60)


LEAVES = st.builds(
    Leaf,
    st.sampled_from(["P1", "P2", "P3", "P4"]),
    st.integers(1, 120),
    st.none() | st.integers(1, 3000),
    st.none() | st.integers(1, 400),
)


@given(leaf=LEAVES, start=STARTS)
def test_raising_never_makes_a_promise_later(leaf: Leaf, start: datetime) -> None:
    promises = [promise_for(leaf, priority, start, DESK) for priority in ("P1", "P2", "P3", "P4")]
    own = int(leaf.priority[1]) - 1
    for part in ("answer_by", "arrive_by", "finish_by"):
        moments = [getattr(promise, part) for promise in promises]
        raised, lowered = moments[:own], moments[own + 1 :]
        if moments[own] is None:
            continue
        assert all(moment is not None and moment <= moments[own] for moment in raised)
        assert all(moment is not None and moment >= moments[own] for moment in lowered)


@given(start=STARTS, minutes=st.integers(0, 3000), more=st.integers(0, 600))
def test_more_minutes_are_never_earlier(start: datetime, minutes: int, more: int) -> None:
    first = promise_for(Leaf("P3", minutes, None, None), "P3", start, DESK).answer_by
    second = promise_for(Leaf("P3", minutes + more, None, None), "P3", start, DESK).answer_by
    assert first is not None and second is not None and start <= first <= second
