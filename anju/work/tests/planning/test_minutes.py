"""How long a job takes, and the way between two places."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anju.work.planning.minutes import service_minutes
from anju.work.planning.travel import OFFICE, Spot, minutes_between


@pytest.mark.parametrize(
    ("history", "priority", "finish_hours", "minutes"),
    [
        ([], "P3", None, 40),
        ([], "P1", 24, 60),
        ([], "P2", 4, 30),
        ([], "", None, 40),
        ([33, 34, 36, 90], "P3", 48, 40),  # four are no history
        ([33, 34, 36, 90, 20], "P3", 48, 35),
        ([1, 1, 2, 1, 1], "P3", None, 10),
        ([2000] * 5, "P3", None, 240),  # forgot to tap done
    ],
)
def test_worked_examples(history: list[float], priority: str, finish_hours: int | None, minutes: int) -> None:
    assert service_minutes(history, priority, finish_hours) == minutes


@given(st.lists(st.floats(0, 10_000), max_size=12), st.sampled_from(["P1", "P2", "P3", "P4"]))
def test_always_between_ten_minutes_and_four_hours(history: list[float], priority: str) -> None:
    assert 10 <= service_minutes(history, priority) <= 240


def test_ways() -> None:
    home, above = Spot(1, 10, 0), Spot(2, 10, 0)
    other_entrance, next_building, far = Spot(3, 11, 0), Spot(4, 12, 1), Spot(5, 13, 30)
    assert minutes_between(home, home) == 0
    assert minutes_between(home, above) == 2
    assert minutes_between(home, other_entrance) == 3
    assert minutes_between(home, next_building) == 4
    assert minutes_between(home, far) == 10
    assert minutes_between(OFFICE, home) == 6


def test_no_way_is_longer_than_by_a_third_place() -> None:
    spots = [OFFICE, *(Spot(at, at % 4, at % 4 * 5) for at in range(12)), Spot(90, 90, None)]
    for a, b, c in product(spots, repeat=3):
        assert minutes_between(a, c) <= minutes_between(a, b) + minutes_between(b, c)
        assert minutes_between(a, b) == minutes_between(b, a)
