"""Ids: unique over threads, in the order of time, also while a moved clock stands still or comes again."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from anju.kernel import clock, ids
from anju.kernel.ids import MAX_ID, PER_MS, first_id_at, new_id, time_of

pytestmark = pytest.mark.django_db
THAT_DAY = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)  # used by no other test of this process


def test_they_are_unique_over_threads() -> None:
    new_id()  # takes the slot with this test's connection
    with ThreadPoolExecutor(10) as pool:
        made = [
            pool.submit(copy_context().run, lambda: [new_id() for _ in range(2000)]) for _thread in range(10)
        ]
        lists = [one.result() for one in made]
    every = [id for one in lists for id in one]
    assert len(set(every)) == len(every) == 20_000
    assert all(one == sorted(one) for one in lists)
    assert all(0 < id <= MAX_ID for id in every)


def test_they_carry_their_time() -> None:
    with clock.moved(THAT_DAY):
        assert time_of(new_id()) == THAT_DAY
        with clock.moved(THAT_DAY + timedelta(milliseconds=1)):
            assert time_of(new_id()) - THAT_DAY == timedelta(milliseconds=1)


def test_a_standing_clock_gives_them_in_order_and_lends_from_the_next_milliseconds() -> None:
    with clock.moved(THAT_DAY + timedelta(hours=1)):
        made = [new_id() for _ in range(3 * PER_MS)]
    assert made == sorted(set(made))
    assert time_of(made[-1]) - time_of(made[0]) == timedelta(milliseconds=2)


def test_a_clock_moved_back_and_forth_gives_no_id_twice() -> None:
    made = []
    for hour in (3, 2, 3, 2, 3):
        with clock.moved(THAT_DAY + timedelta(hours=hour)) as hands:
            made += [new_id() for _ in range(PER_MS - 100)]
            hands.forward(milliseconds=1)  # where the moment before may have lent some
            made += [new_id() for _ in range(PER_MS - 100)]
    assert len(set(made)) == len(made)


def test_they_never_go_down_when_the_machines_clock_is_set_back() -> None:
    before = new_id()
    with patch.object(ids.clock, "now", return_value=clock.now() - timedelta(seconds=3)):
        made = [new_id() for _ in range(10)]
    assert [before, *made] == sorted({before, *made})


def test_a_moved_and_the_real_clock_do_not_meet() -> None:
    real = new_id()
    with clock.moved(time_of(real)):
        moved = new_id()
    assert time_of(moved) == time_of(real)
    assert moved != real


def test_the_border_of_a_moment_parts_before_and_after() -> None:
    noon = THAT_DAY + timedelta(hours=12)
    with clock.moved(noon - timedelta(milliseconds=1)):
        before = new_id()
    with clock.moved(noon):
        after = new_id()
    assert before < first_id_at(noon) <= after


def test_another_process_takes_another_slot() -> None:
    with clock.moved(THAT_DAY + timedelta(hours=20)):
        ours = new_id()
        with patch.object(ids.os, "getpid", return_value=-1):
            theirs = new_id()
        new_id()  # the own slot again
    slots = {(id >> 13) & 511 for id in (ours, theirs)}
    assert len(slots) == 2
