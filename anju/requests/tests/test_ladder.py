"""The ladder: warned before a promise breaks, climbed after it, never twice, and nobody outside their hours unless
there is danger."""

from datetime import timedelta

import pytest

from anju.kernel import clock as kernel_clock
from anju.kernel.clock import MovedClock
from anju.kernel.events import history
from anju.notices.models import Notice
from anju.requests import actions, clock_queries, jobs
from anju.requests.events import RequestClimbed
from anju.requests.models import Request
from anju.requests.tests.desk import Desk

pytestmark = pytest.mark.usefixtures("inline_reactions")


def watch() -> None:
    jobs.watch_promises(0)


def climbed(request: Request) -> list[tuple[str, str]]:
    told = history(request.community_id, [("requests.request", request.id)])
    return [(one.facts["step"], one.facts["rung"]) for one in told if one.kind == RequestClimbed.kind]


def told(desk: Desk, request: Request) -> set[str]:
    """Who heard of a rung of the request."""
    found = Notice.objects.of(desk.cast.cuihu.id).filter(
        key__startswith="climb-", body__startswith=request.number
    )
    return set(found.values_list("person__name", flat=True))


def test_the_desk_is_warned_before_and_told_when_it_is_due(desk: Desk, clock: MovedClock) -> None:
    request = desk.report()  # answered within 15 minutes
    watch()
    assert climbed(request) == []
    clock.forward(minutes=12)
    watch()
    assert climbed(request) == [("answer", "warn")] and told(desk, request) >= {"赵敏"}
    watch()
    assert climbed(request) == [("answer", "warn")]  # never twice
    clock.forward(minutes=4)
    watch()
    watch()
    assert climbed(request) == [("answer", "warn"), ("answer", "due")]
    assert "何丽" in told(desk, request)  # the desk's leader


def test_it_climbs_to_the_categorys_leader_and_the_manager(desk: Desk, clock: MovedClock) -> None:
    request = desk.report()  # escalates to ENG_LEADER after 240 minutes
    clock.forward(minutes=241)
    watch()
    assert climbed(request) == [("answer", "warn"), ("answer", "due"), ("answer", "late")]
    assert "刘工" in told(desk, request) and "陈静" not in told(desk, request)
    clock.forward(hours=5)
    watch()
    assert "陈静" in told(desk, request)


def test_nothing_is_told_of_what_happened_meanwhile(desk: Desk, clock: MovedClock) -> None:
    request = desk.report()
    actions.take_request(actor=desk.cast.actor("赵敏"), request=request)
    clock.forward(minutes=30)
    watch()
    assert climbed(request) == []
    clock.forward(minutes=75)  # half an hour before somebody is to be there
    watch()
    assert climbed(request) == [("arrive", "warn")]


def test_a_clock_that_stands_warns_nobody(desk: Desk, clock: MovedClock) -> None:
    request = desk.report()
    actions.take_request(actor=desk.cast.actor("赵敏"), request=request)
    until = kernel_clock.now() + timedelta(hours=5)
    actions.hold_request(
        actor=desk.cast.actor("赵敏"), request=request, reason="part", party="永安五金", until=until
    )
    clock.forward(hours=4)
    watch()
    assert climbed(request) == []
    clock.forward(hours=1)
    watch()  # the hold ends
    assert desk.now(request).held_until is None and climbed(request) == []
    clock.forward(minutes=100)
    watch()
    assert climbed(request) == [("arrive", "warn")]


def test_nobody_is_called_outside_their_hours_but_in_danger(desk: Desk, clock: MovedClock) -> None:
    clock.to(kernel_clock.now() + timedelta(hours=14))  # 23:00, the desk is closed, nobody is on duty
    urgent = desk.report(category="0102", words="厨房下水堵了")  # P2, round the clock
    clock.forward(minutes=30)
    watch()
    assert climbed(urgent) == [] and told(desk, urgent) == set()
    after = desk.now(urgent).check_at
    assert after is not None and after > kernel_clock.now() + timedelta(hours=8)  # when the desk opens
    clock.to(after)
    watch()
    assert climbed(urgent) and told(desk, urgent)
    clock.forward(hours=14)
    fire = desk.report(category="0201", words="楼道里冒烟了")
    assert climbed(fire) == [("answer", "danger")]  # at once, whatever category was picked
    assert {"陈静", "刘工"} <= told(desk, fire)


def test_the_third_reopening_goes_to_the_manager_at_once(desk: Desk, clock: MovedClock) -> None:
    request = desk.report()
    agent, reporter = desk.cast.actor("赵敏"), desk.cast.actor("王小明")
    for number in (1, 2, 3):
        actions.finish_request(actor=agent, request=request, words="处理好了")
        actions.judge_request(actor=reporter, request=request, verdict="not")
        assert (
            ("answer", "again") in climbed(request) or any(r == "again" for _s, r in climbed(request))
        ) == (number == 3)
    assert "陈静" in told(desk, request)


def test_the_check_reads_a_small_index_over_all_communities(desk: Desk, clock: MovedClock) -> None:
    first, second = desk.report(), desk.report(who="李芳", place="3-2-1002", words="马桶漏水")
    due = clock_queries.due_for_checking(kernel_clock.now() + timedelta(days=1), 10)
    assert due == [(first.community_id, first.id), (second.community_id, second.id)]
    assert clock_queries.due_for_checking(kernel_clock.now(), 10) == []


def test_one_broken_request_keeps_nobody_else_from_being_watched(
    desk: Desk, clock: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = desk.report(), desk.report(who="李芳", place="3-2-1002", words="马桶漏水")
    real = actions.check_promise

    def check(*, community_id: int, request_id: int) -> None:
        if request_id == first.id:
            raise RuntimeError("cannot be read")
        real(community_id=community_id, request_id=request_id)

    monkeypatch.setattr("anju.requests.actions.check_promise", check)
    clock.forward(minutes=16)
    watch()
    assert climbed(first) == [] and climbed(second)
