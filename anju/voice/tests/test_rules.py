"""How likely a visit is, the draw, who makes it, what may be said of answers: pure, with numbers."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anju.voice import rules
from anju.voice.choices import VisitAnswer, Why

PLAIN = rules.Closed(kind="repair", priority="P3", verdict="solved", via="own", reopened=0)
PEOPLE = st.lists(st.integers(min_value=1, max_value=50), unique=True, max_size=12)


@pytest.mark.parametrize(
    ("changes", "percent", "reasons"),
    [
        ({}, 10, (Why.DRAW,)),
        ({"priority": "P1"}, 100, (Why.PRESSING,)),
        ({"priority": "P2"}, 100, (Why.PRESSING,)),
        ({"kind": "complaint"}, 100, (Why.COMPLAINT,)),
        ({"reopened": 1}, 100, (Why.REOPENED,)),
        ({"needs_care": True}, 80, (Why.CARE,)),
        ({"charged": Decimal("299.99")}, 10, (Why.DRAW,)),
        ({"charged": Decimal("300.00")}, 80, (Why.CHARGE,)),
        ({"via": "doer"}, 50, (Why.DOER,)),
        ({"via": "", "verdict": "silent"}, 50, (Why.SILENCE,)),
        ({"via": "doer", "needs_care": True}, 80, (Why.CARE, Why.DOER)),
        ({"kind": "praise", "priority": "P1"}, 0, (Why.PRAISE,)),
        ({"has_phone": False, "reopened": 2}, 0, (Why.NO_PHONE,)),
    ],
)
def test_the_strongest_reason_counts(changes: dict[str, Any], percent: int, reasons: tuple[Why, ...]) -> None:
    assert rules.odds_of(replace(PLAIN, **changes)) == rules.Odds(percent, reasons)


def test_a_reason_never_makes_a_visit_less_likely() -> None:
    assert rules.odds_of(replace(PLAIN, via="doer"), base=80).percent == 80


def test_all_or_nothing_are_that() -> None:
    assert rules.is_chosen(100, 9999) and not rules.is_chosen(0, 0)
    assert rules.is_chosen(10, 999) and not rules.is_chosen(10, 1000)


@given(st.integers(min_value=1, max_value=2**62), st.sampled_from([5, 10, 50, 80]))
def test_the_share_that_is_visited_is_the_share_that_was_asked(first: int, percent: int) -> None:
    count = 4000
    drawn = [rules.drawn_from(rules.seed_of(one, 0)) for one in range(first, first + count)]
    assert all(0 <= one < rules.DRAWS for one in drawn)
    part = percent / 100
    found = sum(rules.is_chosen(percent, one) for one in drawn) / count
    assert abs(found - part) < 5 * (part * (1 - part) / count) ** 0.5


@given(st.integers(min_value=1, max_value=2**62), st.integers(min_value=0, max_value=5))
def test_who_draws_again_draws_the_same(request_id: int, round_: int) -> None:
    seed = rules.seed_of(request_id, round_)
    assert rules.drawn_from(seed) == rules.drawn_from(seed)
    assert seed != rules.seed_of(request_id, round_ + 1)


@given(PEOPLE, PEOPLE, st.dictionaries(st.integers(1, 50), st.integers(0, 9)))
def test_no_visit_goes_to_who_did_the_work(able: list[int], doers: list[int], load: dict[int, int]) -> None:
    found = rules.visitor_of(able, doers, load)
    free = set(able) - set(doers)
    assert (found is None) == (not free)
    assert found is None or found in free
    assert found is None or load.get(found, 0) == min(load.get(one, 0) for one in free)


def test_under_thirty_answers_there_is_no_percentage() -> None:
    few = {one.answer: one for one in rules.shares_of({"solved": 27, "not": 2})}
    assert few[VisitAnswer.SOLVED].count == 27 and few[VisitAnswer.SOLVED].percent is None
    enough = {one.answer: one.percent for one in rules.shares_of({"solved": 27, "not": 2, "unsaid": 1})}
    assert enough == {"solved": 90, "messy": 0, "half": 0, "not": 7, "unsaid": 3}
