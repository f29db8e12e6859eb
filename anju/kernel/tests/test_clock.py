"""The one clock can be moved, only here and only by aware times."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from anju.kernel import clock

EVENING = datetime(2026, 11, 23, 20, tzinfo=UTC)


def test_it_goes_with_the_world_unless_moved() -> None:
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now().tzinfo is UTC
    assert not clock.is_moved()


def test_a_moved_clock_stands_still_and_is_put_back() -> None:
    with clock.moved(EVENING) as hands:
        assert clock.now() == clock.now() == EVENING
        assert hands.forward(minutes=5) == EVENING + timedelta(minutes=5) == clock.now()
        hands.to(EVENING - timedelta(days=1))
        assert clock.now() == EVENING - timedelta(days=1)
        with clock.moved(EVENING + timedelta(days=7)):
            assert clock.now() == EVENING + timedelta(days=7)
        assert clock.now() == EVENING - timedelta(days=1)
    assert not clock.is_moved()


def test_it_speaks_utc_wherever_it_was_moved_from() -> None:
    morning = datetime(2026, 11, 23, 7, tzinfo=ZoneInfo("Asia/Shanghai"))
    with clock.moved(morning) as hands:
        assert (clock.now(), clock.now().tzinfo, clock.now().day) == (morning, UTC, 22)
        hands.to(morning.replace(hour=9))
        assert (clock.now().tzinfo, clock.now().day) == (UTC, 23)


def test_it_is_put_back_after_an_error_too() -> None:
    with pytest.raises(ZeroDivisionError), clock.moved(EVENING):
        _ = 1 / 0
    assert not clock.is_moved()


def test_it_takes_no_time_without_a_zone() -> None:
    with pytest.raises(ValueError), clock.moved(datetime(2026, 11, 23, 20)):  # noqa: DTZ001
        pass
