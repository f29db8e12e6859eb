"""Calendars: the arithmetic against a slow minute-by-minute count, statutory days against a public list."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from anju.standards.holidays import delivered_years
from anju.standards.rules import (
    ALWAYS,
    WORKING_DAYS,
    Calendar,
    Holidays,
    ServiceHours,
    UnknownYear,
    add_minutes,
    open_between,
    simple,
)

SHANGHAI = "Asia/Shanghai"
DESK = ServiceHours(opens=time(8), closes=time(20), zone=SHANGHAI)
PUBLIC_LISTS = Path(__file__).parents[4] / "shared" / "data" / "holidays-cn"


def at(day: int, clock: str, month: int = 11) -> datetime:
    return datetime(2026, month, day, *map(int, clock.split(":")), tzinfo=ZoneInfo(SHANGHAI))


def delivered() -> Holidays:
    days = [one for listed, _source in delivered_years().values() for one in listed]
    return Holidays(
        frozenset(delivered_years()),
        frozenset(one.day for one in days if one.is_off),
        frozenset(one.day for one in days if not one.is_off),
    )


OFFICE = simple(ServiceHours(time(9), time(18), SHANGHAI, WORKING_DAYS, delivered()))


def add(start: datetime, minutes: int, hours: ServiceHours) -> datetime:
    return add_minutes(start, minutes, simple(hours))


def test_a_desk_open_round_the_clock_and_one_over_midnight() -> None:
    always = ServiceHours(time(0), time(0), SHANGHAI)
    assert add(at(23, "23:50"), 20, always) == at(24, "00:10")
    assert add_minutes(at(23, "23:50"), 20, ALWAYS) == at(24, "00:10")
    night = ServiceHours(time(20), time(2), SHANGHAI)
    assert add(at(23, "01:30"), 60, night) == at(23, "20:30")
    assert add(at(23, "23:00"), 120, night) == at(24, "01:00")
    assert add(at(23, "23:00"), 240, night) == at(24, "21:00")


def test_closing_time_itself_is_still_today_but_a_new_report_waits() -> None:
    assert add(at(23, "19:00"), 60, DESK) == at(23, "20:00")
    assert add(at(23, "20:00"), 0, DESK) == at(24, "08:00")
    assert add(at(23, "20:00"), 1, DESK) == at(24, "08:01")
    assert add(at(23, "19:59"), 0, DESK) == at(23, "19:59")


def test_minutes_that_pass_twice_or_never_are_counted_as_they_pass() -> None:
    # New York, 2026-11-01: the hour from 01:00 to 02:00 passes twice; 2026-03-08: 02:00 to 03:00 never
    night = ServiceHours(time(22), time(6), "America/New_York")
    zone = ZoneInfo("America/New_York")
    start = datetime(2026, 10, 31, 23, tzinfo=zone)
    assert add(start, 4 * 60, night).astimezone(zone).time() == time(2)
    start = datetime(2026, 3, 7, 23, tzinfo=zone)
    assert add(start, 4 * 60, night).astimezone(zone).time() == time(4)


def test_new_hours_hold_from_their_day_on_and_never_before() -> None:
    short = ServiceHours(time(9), time(17), SHANGHAI)
    calendar = Calendar(((date.min, DESK), (date(2026, 11, 24), short)))
    assert open_between(at(23, "00:00"), at(24, "00:00"), calendar) == timedelta(hours=12)
    assert open_between(at(24, "00:00"), at(25, "00:00"), calendar) == timedelta(hours=8)
    assert add_minutes(at(23, "19:00"), 120, calendar) == at(24, "10:00")


def test_working_days_across_spring_festival_and_national_day() -> None:
    # 2026: off from 15 to 23 February, work on the Saturdays 14 and 28
    assert add_minutes(at(13, "17:00", 2), 9 * 60, OFFICE) == at(14, "17:00", 2)
    assert add_minutes(at(14, "17:00", 2), 9 * 60, OFFICE) == at(24, "17:00", 2)
    assert add_minutes(at(27, "10:00", 2), 2 * 9 * 60, OFFICE) == at(2, "10:00", 3)
    # 30 September to 8 October, then Saturday the 10th is a day of work
    assert add_minutes(at(30, "12:00", 9), 9 * 60, OFFICE) == at(8, "12:00", 10)
    assert add_minutes(at(9, "12:00", 10), 9 * 60, OFFICE) == at(10, "12:00", 10)


def test_an_unknown_year_is_refused_not_guessed() -> None:
    with pytest.raises(UnknownYear) as refused:
        add_minutes(at(31, "17:00", 12), 3 * 9 * 60, OFFICE)
    assert refused.value.year == 2027
    assert add_minutes(at(31, "10:00", 12), 60, OFFICE) == at(31, "11:00", 12)


def test_a_calendar_that_never_opens_says_so() -> None:
    with pytest.raises(ValueError, match="never opens"):
        add(at(23, "10:00"), 1, ServiceHours(time(9), time(18), SHANGHAI, frozenset()))


@pytest.mark.skipif(not PUBLIC_LISTS.exists(), reason="the public lists are not beside this checkout")
@pytest.mark.parametrize("year", sorted(delivered_years()))
def test_the_delivered_lists_agree_with_a_public_one(year: int) -> None:
    told = json.loads((PUBLIC_LISTS / f"{year}.json").read_text("utf-8"))["days"]
    ours = delivered()
    exceptions = {date.fromisoformat(one["date"]): one["isOffDay"] for one in told}
    day = date(year, 1, 1)
    while day.year == year:
        expected = not exceptions[day] if day in exceptions else day.isoweekday() < 6
        assert ours.is_working_day(day) == expected, day
        day += timedelta(days=1)


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
    assert add(start, minutes, hours) == counted_minute_by_minute(start, minutes, hours)


def _open_minutes(hours: ServiceHours) -> int:
    length = (hours.closes.hour - hours.opens.hour) * 60 + hours.closes.minute - hours.opens.minute
    return length % (24 * 60)
