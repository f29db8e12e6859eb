"""Limits by rate: so many in a slice of time, refused tries counted too, over all processes."""

import pytest
from django.apps import apps

from anju.kernel import jobs, limits
from anju.kernel.clock import MovedClock
from anju.kernel.errors import TooOften
from tests.threads import at_once

UseMark = apps.get_model("kernel.UseMark")


def knock(who: str = "1.2.3.4", door: str = "report") -> None:
    limits.take(door, who, most=3, seconds=600)


def test_so_many_and_no_more_until_the_window_ends(db: None, clock: MovedClock) -> None:
    clock.forward(seconds=100)
    for _ in range(3):
        knock()
    with pytest.raises(TooOften) as refused:
        knock()
    assert refused.value.retry_after == 500
    clock.forward(seconds=499)
    with pytest.raises(TooOften) as refused:
        knock()
    assert refused.value.retry_after == 1
    clock.forward(seconds=1)
    knock()


def test_refused_tries_count(db: None, clock: MovedClock) -> None:
    for _ in range(3):
        knock()
    for _ in range(4):
        with pytest.raises(TooOften):
            knock()
    assert UseMark.objects.get().count == 7


def test_others_and_other_doors_are_not_concerned(db: None, clock: MovedClock) -> None:
    for _ in range(3):
        knock()
    knock(who="5.6.7.8")
    knock(door="sign-in")


def test_old_marks_are_forgotten(db: None, clock: MovedClock) -> None:
    knock()
    clock.forward(days=3)
    knock()
    jobs.forget_old_keys.func(timestamp=0)
    assert UseMark.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_are_counted_one_by_one(clock: MovedClock) -> None:
    def try_it(_thread: int) -> bool:
        try:
            knock()
        except TooOften:
            return False
        return True

    assert sorted(at_once(10, try_it)) == [False] * 7 + [True] * 3
