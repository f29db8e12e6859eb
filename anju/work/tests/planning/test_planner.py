"""The planner: what holds for every plan, what is best by hand, and that a second run changes nothing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from anju.work.planning import search
from anju.work.planning.apart import searched_apart
from anju.work.planning.greedy import eased, greedy
from anju.work.planning.model import Plan, Problem, Technician, Visit, planned, walk
from anju.work.planning.planner import Before, drawn_up
from anju.work.planning.reasons import why_here, why_not
from anju.work.tests.planning.problems import faults, mornings, problem

ANN, BEN = Technician(1, 0, 480, 0), Technician(2, 0, 480, 0)
BOTH = frozenset({1, 2})


def before(plan: Plan) -> Before:
    return Before(plan.routes, [visit.id for visit in plan.problem.visits], plan.score)


@pytest.fixture
def without_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "is_installed", lambda: False)


@given(mornings())
def test_greedy_keeps_every_rule(morning: Problem) -> None:
    plan = eased(morning, greedy(morning))
    assert faults(plan) == []
    assert plan.score <= greedy(morning).score
    assert all(why_not(plan, visit) for visit in plan.unplaced)
    assert all(why_here(plan, who, at) for who, stops in plan.stops.items() for at in range(len(stops)))


@given(mornings())
def test_what_is_left_could_not_be_added(morning: Problem) -> None:
    plan = greedy(morning)
    for visit in plan.unplaced:
        for technician in morning.technicians:
            route = plan.routes[technician.id]
            for at in range(len(route) + 1):
                fits = walk(morning, technician, [*route[:at], visit.id, *route[at:]]) is not None
                assert not (fits and morning.may(technician, visit))


@given(mornings())
@settings(max_examples=6, deadline=None)
def test_search_keeps_every_rule_and_is_never_worse(morning: Problem) -> None:
    plan = drawn_up(morning, seconds=0.3)
    assert faults(plan) == []
    assert plan.score <= greedy(morning).score


@given(mornings())
@settings(max_examples=4, deadline=None)
def test_a_second_run_changes_nothing(morning: Problem) -> None:
    first = drawn_up(morning, seconds=0.2)
    holder = {visit_id: who for who, route in first.routes.items() for visit_id in route}
    sent = replace(
        morning,
        visits=tuple(replace(visit, holder=holder.get(visit.id, visit.holder)) for visit in morning.visits),
    )
    assert drawn_up(morning, before(first), seconds=0.2).routes == first.routes
    assert drawn_up(sent, before(first), seconds=0.2).routes == first.routes


def test_search_finds_the_better_round() -> None:
    """Greedy goes to the nearest first and then across; the best round goes along the line once."""
    line = [[abs(here - there) for there in (0, -4, 3, 11, -13)] for here in (0, -4, 3, 11, -13)]
    visits = [Visit(at, 10, at, frozenset({1}), due=400) for at in range(1, 5)]
    morning = problem([ANN], visits, line)
    plan = drawn_up(morning, seconds=0.5)
    assert plan.score.effort == 11 + 11 + 13
    assert faults(plan) == []


def test_urgent_ones_are_reached_before_others(without_search: None) -> None:
    visits = [
        Visit(1, 60, 1, frozenset({1}), due=10, priority=3),
        Visit(2, 60, 2, frozenset({1}), due=10, priority=1),
    ]
    plan = drawn_up(problem([ANN], visits))
    assert plan.routes[1] == [2, 1]
    assert [stop.visit_id for stop in plan.late] == [1]


def test_who_accepted_keeps_it_though_another_is_nearer() -> None:
    near = replace(BEN, spot=1)
    visits = [Visit(1, 30, 1, BOTH, due=300, holder=1, bound=True)]
    plan = drawn_up(problem([ANN, near], visits), seconds=0.2)
    assert plan.routes == {1: [1], 2: []}
    assert [reason.code for reason in why_here(plan, 1, 0)] == ["accepted", "first", "in_time"]


def test_one_is_not_moved_to_another_for_a_few_minutes() -> None:
    near = replace(BEN, spot=1)
    visits = [Visit(1, 30, 1, BOTH, due=300, holder=1)]
    assert drawn_up(problem([ANN, near], visits), seconds=0.2).routes == {1: [1], 2: []}


def test_one_is_moved_where_the_promise_wants_it() -> None:
    busy = replace(ANN, opens=200)
    visits = [Visit(1, 30, 1, BOTH, due=60, holder=1)]
    plan = drawn_up(problem([busy, BEN], visits), seconds=0.2)
    assert plan.routes == {1: [], 2: [1]}
    assert "moved" in [reason.code for reason in why_here(plan, 2, 0)]


def test_a_new_job_joins_and_the_others_stay(without_search: None) -> None:
    old = [Visit(1, 30, 1, BOTH, due=300, holder=1), Visit(2, 30, 2, BOTH, due=300, holder=2)]
    first = planned(problem([ANN, BEN], old), {1: [1], 2: [2]})
    plan = drawn_up(problem([ANN, BEN], [*old, Visit(3, 30, 1, BOTH, due=300)]), before(first))
    assert plan.routes == {1: [1, 3], 2: [2]}


@pytest.mark.parametrize(
    ("people", "visit", "code"),
    [
        ([], Visit(1, 30, 1, BOTH), "nobody"),
        ([ANN], Visit(1, 30, 1, frozenset({2})), "no_skill"),
        ([ANN], Visit(1, 30, 1, BOTH, without=("角阀",)), "parts"),
        ([ANN], Visit(1, 600, 1, BOTH), "too_long"),
        ([ANN], Visit(1, 30, 1, frozenset({2}), holder=2, bound=True), "holder_away"),
        ([replace(ANN, closes=20)], Visit(1, 30, 1, BOTH, holder=1, bound=True), "holder_full"),
    ],
)
def test_why_one_could_not_be_placed(people: list[Technician], visit: Visit, code: str) -> None:
    plan = drawn_up(problem(people, [visit]), seconds=0.2)
    assert [left.id for left in plan.unplaced] == [1]
    assert why_not(plan, visit)[0].code == code


def test_a_full_day_says_so(without_search: None) -> None:
    visits = [Visit(at, 200, 1, frozenset({1}), due=None) for at in range(1, 5)]
    plan = drawn_up(problem([ANN], visits))
    assert len(plan.unplaced) == 2
    assert why_not(plan, plan.unplaced[0]) == [("full", {"people": 1})]
    assert plan.score.missed == (0, 0, 0, 0), "nothing was promised for that day"


def test_nobody_gets_everything() -> None:
    visits = [Visit(at, 60, 1, BOTH) for at in range(1, 7)]
    fair = replace(problem([ANN, BEN], visits), share=210)
    assert sorted(map(len, greedy(fair).routes.values())) == [3, 3]
    assert sorted(map(len, drawn_up(fair, seconds=0.3).routes.values())) == [3, 3]


def test_nothing_to_do_and_nobody_there() -> None:
    assert drawn_up(problem([], [])).stops == {}
    assert drawn_up(problem([ANN], [])).routes == {1: []}


def test_a_search_that_does_not_end_is_ended() -> None:
    """The child gets less time than Python takes to start: what we had stands."""
    morning = problem([ANN], [Visit(1, 30, 1, frozenset({1}))])
    start = greedy(morning)
    assert searched_apart(morning, start, seconds=0.01, grace=0.0) is start


def test_spans_rooms_and_ways_back() -> None:
    visits = [Visit(at, 30, at, frozenset({1}), opens=100, load=2) for at in (1, 2)]
    morning = problem([ANN], visits)
    assert walk(morning, replace(ANN, most=70, returns=True), [1, 2]) is None
    assert walk(morning, replace(ANN, most=75, returns=True), [1, 2]) is not None
    assert walk(morning, replace(ANN, room=3), [1, 2]) is None
    assert walk(morning, replace(ANN, closes=165), [1, 2]) is not None
    assert walk(morning, replace(ANN, closes=165, returns=True), [1, 2]) is None


def test_two_hundred_jobs_for_twenty_people_end_within_their_limit() -> None:
    able = [frozenset(who for who in range(20) if who % 4 == trade) for trade in range(4)]
    visits = [
        Visit(at, 20 + at % 5 * 15, at % 4, able[at % 4], due=30 + at * 7 % 450, priority=1 + at % 4)
        for at in range(200)
    ]
    morning = problem([Technician(who, 0, 540, 0) for who in range(20)], visits)
    told: list[float] = []
    plan = drawn_up(morning, seconds=2, tick=told.append)
    assert faults(plan) == []
    assert plan.score <= greedy(morning).score
    assert told == sorted(told) and told[0] < 1
