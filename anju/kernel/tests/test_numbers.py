"""Numbers that people see: different, in order, without a gap, by the community's own day."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import transaction

from anju.kernel.clock import MovedClock
from anju.kernel.numbers import next_number
from tests.threads import at_once

SHANGHAI, NEW_YORK = "Asia/Shanghai", "America/New_York"


@pytest.mark.django_db(transaction=True)
def test_a_hundred_from_ten_threads_are_different_in_order_and_without_gap(clock: MovedClock) -> None:
    def ten(_thread: int) -> list[str]:
        made = []
        for _ in range(10):
            with transaction.atomic():
                made.append(next_number(7, SHANGHAI, "BX"))
        return made

    lists = at_once(10, ten)
    assert sorted(number for made in lists for number in made) == [
        f"BX-20261123-{number:04d}" for number in range(1, 101)
    ]
    assert all(made == sorted(made) for made in lists)


@pytest.mark.django_db(transaction=True)
def test_the_order_is_that_of_commits(clock: MovedClock) -> None:
    """While one transaction holds a number, nobody gets the next one: what is seen first has the smaller number."""
    seen: list[str] = []

    def one(_thread: int) -> None:
        with transaction.atomic():
            number = next_number(7, SHANGHAI, "BX")
            seen.append(number)  # still inside: the next thread waits until this commits

    at_once(8, one)
    assert seen == sorted(seen)
    assert len(set(seen)) == 8


def test_a_rolled_back_number_is_given_again(db: None, clock: MovedClock) -> None:
    assert next_number(7, SHANGHAI, "BX") == "BX-20261123-0001"
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert next_number(7, SHANGHAI, "BX") == "BX-20261123-0002"
        _ = 1 / 0
    assert next_number(7, SHANGHAI, "BX") == "BX-20261123-0002"


def test_each_community_and_prefix_counts_alone(db: None, clock: MovedClock) -> None:
    made = [next_number(community, SHANGHAI, prefix) for community in (7, 8) for prefix in ("BX", "TS", "BX")]
    assert made == ["BX-20261123-0001", "TS-20261123-0001", "BX-20261123-0002"] * 2


def test_the_day_is_the_communitys_own(db: None, clock: MovedClock) -> None:
    clock.to(datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC))  # a second before midnight in Shanghai
    assert next_number(7, SHANGHAI, "BX") == "BX-20261123-0001"
    clock.forward(seconds=1)
    assert next_number(7, SHANGHAI, "BX") == "BX-20261124-0001"
    assert next_number(8, NEW_YORK, "BX") == "BX-20261123-0001"


def test_more_than_9999_a_day_go_on(db: None, clock: MovedClock) -> None:
    next_number(7, SHANGHAI, "BX")
    apps.get_model("kernel.NumberSeries").objects.update(last=9999)
    assert next_number(7, SHANGHAI, "BX") == "BX-20261123-10000"
