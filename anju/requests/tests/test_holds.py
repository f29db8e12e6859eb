"""A clock stands only for a listed reason, until the time that was said, and at the resident's word where they are
waited for. The first thing a reviewer will try."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from anju.kernel import clock as kernel_clock
from anju.kernel.clock import MovedClock
from anju.kernel.errors import Invalid, NotAllowed, NotFound, Refused
from anju.requests import actions
from anju.requests.choices import HoldState, Word
from anju.requests.clock_queries import clock_of, faces_of, holds_of, open_hold
from anju.requests.models import Hold, Request
from anju.requests.tests.desk import Desk
from anju.standards.choices import HoldReason
from anju.work import actions as work

pytestmark = pytest.mark.usefixtures("inline_reactions")
HOUR = timedelta(hours=1)


@pytest.fixture
def taken(desk: Desk, clock: MovedClock) -> Request:
    """The tap (finished within 24 hours, so one day of the desk), taken on at 09:10."""
    request = desk.report()
    clock.forward(minutes=10)
    return actions.take_request(actor=desk.cast.actor("赵敏"), request=request)


def hold(desk: Desk, request: Request, **changes: Any) -> Hold:
    told = {
        "reason": HoldReason.PART,
        "party": "永安五金",
        "until": kernel_clock.now() + 24 * HOUR,
        **changes,
    }
    return actions.hold_request(actor=desk.cast.actor("赵敏"), request=request, **told)


def test_the_promise_stops_and_goes_on_at_the_desk(desk: Desk, taken: Request, clock: MovedClock) -> None:
    before = desk.now(taken)
    page = desk.agent.get(desk.address(taken, "hold"))
    assert page.status_code == 200 and "等配件到货" in page.content.decode()
    answer = desk.agent.post(
        desk.address(taken, "hold"),
        {"reason": "part", "party": "永安五金", "until": "2026-11-24T09:10", "words": "阀芯型号要订"},
        follow=True,
    )
    shown = answer.content.decode()
    assert "因等配件到货（永安五金）已暂停，预计 明天 09:10 恢复" in shown
    held = desk.now(taken)
    assert held.held_until == clock_time(24, 9, 10)
    # 24 hours of which 12 were open: the end moves by the twelve open hours, the arrival likewise
    assert held.finish_by == before.finish_by + 24 * HOUR and held.arrive_by == before.arrive_by + 24 * HOUR
    assert held.first_finish_by == before.first_finish_by
    clock.forward(hours=2)
    assert "暂停中" in desk.board()
    desk.agent.post(desk.address(taken, "resume"), follow=True)
    resumed = desk.now(taken)
    assert resumed.held_until is None
    assert (
        resumed.finish_by == before.finish_by + 2 * HOUR and resumed.arrive_by == before.arrive_by + 2 * HOUR
    )
    assert [one.state for one in holds_of(taken)] == [HoldState.ENDED]


def clock_time(day: int, hour: int, minute: int = 0) -> datetime:
    return kernel_clock.now().replace(day=day, hour=hour, minute=minute, second=0, microsecond=0) - 8 * HOUR


def test_the_resident_reads_why_and_until_when(desk: Desk, taken: Request) -> None:
    hold(desk, taken)
    page = desk.cast.client_of("王小明").get(f"/home/cuihu/requests/{taken.number}/").content.decode()
    assert "因等配件到货（永安五金）已暂停，预计 明天 09:10 恢复" in page
    assert "等配件到货" in desk.cast.client_of("王小明").get("/home/cuihu/").content.decode()


def test_it_goes_on_by_itself_at_the_time_that_was_said(
    desk: Desk, taken: Request, clock: MovedClock
) -> None:
    hold(desk, taken, until=kernel_clock.now() + HOUR)
    before = desk.now(taken)
    clock.forward(hours=3)  # the worker was down for two hours
    actions.check_promise(community_id=taken.community_id, request_id=taken.id)
    after = desk.now(taken)
    assert after.held_until is None and after.finish_by == before.finish_by
    (ended,) = holds_of(taken)
    assert ended.ended_at == ended.until


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "lazy"}, "reason"),
        ({"party": " "}, "party"),
        ({"until": None}, "until"),
        ({"until": datetime(2026, 11, 22, tzinfo=kernel_clock.UTC)}, "until"),
        ({"until": datetime(2027, 11, 22, tzinfo=kernel_clock.UTC)}, "until"),
    ],
)
def test_a_hold_without_its_reason_or_end_is_refused(
    desk: Desk, taken: Request, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        hold(desk, taken, **changes)
    assert set(refused.value.fields) == {field}
    assert holds_of(taken) == [] and desk.now(taken).held_until is None


def test_an_end_in_the_past_is_said_beside_its_field(desk: Desk, taken: Request) -> None:
    told = {"reason": "part", "party": "永安五金", "until": "2026-11-22T09:00"}
    answer = desk.agent.post(desk.address(taken, "hold"), told)
    assert answer.status_code == 422 and "预计恢复的时间已经过了" in answer.content.decode()
    assert holds_of(taken) == []


def test_only_the_desk_holds_and_only_what_is_taken_on(desk: Desk, taken: Request) -> None:
    with pytest.raises(NotAllowed):
        actions.hold_request(
            actor=desk.cast.actor("王小明"),
            request=taken,
            reason="part",
            party="x",
            until=kernel_clock.now() + HOUR,
        )
    fresh = desk.report(words="阳台的龙头也滴水")
    with pytest.raises(Refused):
        hold(desk, fresh)
    assert holds_of(taken) == holds_of(fresh) == []


def test_one_hold_at_a_time(desk: Desk, taken: Request) -> None:
    hold(desk, taken)
    with pytest.raises(Refused):
        hold(desk, taken, reason=HoldReason.WEATHER, party="雨停")
    assert len(holds_of(taken)) == 1


def test_where_the_resident_is_waited_for_their_word_is_needed(
    desk: Desk, taken: Request, clock: MovedClock
) -> None:
    before = desk.now(taken)
    asked = hold(desk, taken, reason=HoldReason.ABSENT, party="")
    assert (asked.state, asked.word) == (HoldState.ASKED, Word.WAITING)
    assert desk.now(taken).finish_by == before.finish_by and desk.now(taken).held_until is None
    phone = desk.cast.client_of("王小明")
    page = phone.get(f"/home/cuihu/requests/{taken.number}/").content.decode()
    assert "等您同意" in page and "同意改时间" in page
    clock.forward(hours=1)
    phone.post(f"/home/cuihu/requests/{taken.number}/agree/")
    agreed = open_hold(taken)
    assert agreed is not None and (agreed.state, agreed.word) == (HoldState.RUNNING, Word.TAPPED)
    # it counts from the word on: 70 minutes had run, and a day that would end with closing time ends next morning
    assert desk.now(taken).finish_by == before.finish_by + 23 * HOUR


def test_who_never_agreed_gets_the_time_back(desk: Desk, taken: Request, clock: MovedClock) -> None:
    before = desk.now(taken)
    said = hold(desk, taken, reason=HoldReason.ABSENT, party="", said_by="王先生电话里")
    assert (said.state, said.word) == (HoldState.RUNNING, Word.SAID)
    assert desk.now(taken).finish_by > before.finish_by
    clock.forward(hours=2)
    phone = desk.cast.client_of("王小明")
    assert "我没有同意" in phone.get(f"/home/cuihu/requests/{taken.number}/").content.decode()
    phone.post(f"/home/cuihu/requests/{taken.number}/decline/")
    after = desk.now(taken)
    assert after.finish_by == before.finish_by and after.held_until is None
    assert [one.state for one in holds_of(taken)] == [HoldState.VOID]


def test_a_neighbour_can_neither_agree_nor_decline(desk: Desk, taken: Request) -> None:
    hold(desk, taken, reason=HoldReason.ABSENT, party="")
    for act in (actions.agree_to_hold, actions.decline_hold):
        with pytest.raises(NotFound):
            act(actor=desk.cast.actor("李芳"), request=taken)
    (asked,) = holds_of(taken)
    assert asked.state == HoldState.ASKED


def test_what_is_not_on_the_residents_side_is_not_theirs_to_decline(desk: Desk, taken: Request) -> None:
    hold(desk, taken)
    with pytest.raises(Refused):
        actions.decline_hold(actor=desk.cast.actor("王小明"), request=taken)
    assert desk.now(taken).held_until is not None


def test_the_technician_lets_it_stand_from_the_phone(desk: Desk, taken: Request, clock: MovedClock) -> None:
    before = desk.now(taken)
    job = actions.dispatch_request(
        actor=desk.cast.actor("赵敏"), request=taken, assignee_id=desk.cast.person("张强").id
    )
    work.accept_job(actor=desk.cast.actor("张强"), job=job)
    phone = desk.cast.client_of("张强")
    address = f"/crew/cuihu/jobs/{job.number}/"
    assert phone.get(f"{address}hold/").status_code == 200
    phone.post(f"{address}hold/", {"reason": "part", "party": "永安五金", "until": "2026-11-24T09:10"})
    assert desk.now(taken).finish_by == before.finish_by + 24 * HOUR
    assert "因等配件到货（永安五金）已暂停" in phone.get(address).content.decode()
    (job,) = desk.jobs(taken)
    assert job.finish_by == desk.now(taken).finish_by  # the card tells the same time
    clock.forward(hours=3)
    phone.post(f"{address}next/resume/")
    assert desk.now(taken).finish_by == before.finish_by + 3 * HOUR
    (job,) = desk.jobs(taken)
    assert job.held_until is None and job.finish_by == desk.now(taken).finish_by


def test_the_desk_goes_on_for_the_technician_too(desk: Desk, taken: Request) -> None:
    job = actions.dispatch_request(
        actor=desk.cast.actor("赵敏"), request=taken, assignee_id=desk.cast.person("张强").id
    )
    worker = desk.cast.actor("张强")
    work.accept_job(actor=worker, job=job)
    work.hold_job(actor=worker, job=job, reason="weather", party="雨停", until=kernel_clock.now() + 5 * HOUR)
    actions.resume_request(actor=desk.cast.actor("赵敏"), request=taken)
    (job,) = desk.jobs(taken)
    assert job.held_until is None
    with pytest.raises(Refused):
        work.resume_job(actor=worker, job=job)


def test_changing_the_category_keeps_every_held_minute(desk: Desk, taken: Request, clock: MovedClock) -> None:
    hold(desk, taken, until=kernel_clock.now() + 4 * HOUR)
    clock.forward(hours=4)
    actions.check_promise(community_id=taken.community_id, request_id=taken.id)
    clock.forward(minutes=20)
    lamp = desk.report(category="0201", words="楼道灯不亮").category
    actions.classify_request(actor=desk.cast.actor("赵敏"), request=taken, category=lamp, priority="P2")
    after = desk.now(taken)
    # ten minutes before the hold and twenty since have run of the hour that P2 promises for arriving
    assert after.arrive_by == kernel_clock.now() + timedelta(minutes=30)
    faces = faces_of(after, kernel_clock.now())
    assert faces["arrive"].elapsed == timedelta(minutes=30)
    assert faces["finish"].due == after.finish_by


def test_the_stored_times_are_the_recomputed_ones(desk: Desk, taken: Request, clock: MovedClock) -> None:
    hold(desk, taken, until=kernel_clock.now() + 2 * HOUR)
    clock.forward(hours=5)
    actions.check_promise(community_id=taken.community_id, request_id=taken.id)
    now = desk.now(taken)
    faces = faces_of(now, kernel_clock.now())
    assert (faces["arrive"].due, faces["finish"].due) == (now.arrive_by, now.finish_by)
    assert len(clock_of(now)["finish"]) == 3  # promised, held, resumed


def test_finishing_ends_the_hold(desk: Desk, taken: Request) -> None:
    hold(desk, taken)
    actions.finish_request(actor=desk.cast.actor("赵敏"), request=taken, words="电话里教会了关阀门")
    assert [one.state for one in holds_of(taken)] == [HoldState.ENDED]
    assert desk.now(taken).held_until is None and desk.now(taken).check_at is None


def test_reopening_keeps_the_first_due_time_and_promises_a_new_visit(
    desk: Desk, taken: Request, clock: MovedClock
) -> None:
    agent, first = desk.cast.actor("赵敏"), desk.now(taken)
    job = actions.dispatch_request(actor=agent, request=taken, assignee_id=desk.cast.person("张强").id)
    worker = desk.cast.actor("张强")
    for act in (work.accept_job, work.arrive):
        act(actor=worker, job=job)
    clock.forward(hours=1)
    work.finish_job(actor=worker, job=job, words="换了阀芯")
    clock.forward(hours=1)
    actions.judge_request(actor=desk.cast.actor("王小明"), request=taken, verdict="not")
    again = desk.now(taken)
    assert again.finish_by == first.finish_by == again.first_finish_by
    assert again.arrive_by == kernel_clock.now() + 2 * HOUR  # 120 minutes for the second visit
    assert again.reopened == 1
