"""Grab, assign, rotate; an answer that does not come; the ladder."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from anju.kernel import clock as the_clock
from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.kernel.errors import AnjuError, Invalid, NotAllowed, Refused
from anju.kernel.events import history
from anju.kernel.models import Event
from anju.notices.models import Notice
from anju.standards.actions import load_catalogue
from anju.team import actions as team
from anju.work import actions, jobs
from anju.work.models import DispatchRules, Job
from anju.work.tests.stories import leak_job, now
from anju.work.tests.teamwork import MINUTES, actor, as_it_stands, can, sends_by, technician
from tests.cast import Cast, build
from tests.threads import at_once

ZONE = ZoneInfo("Asia/Shanghai")


def kinds(job: Job) -> list[str]:
    return [
        event.kind.removeprefix("work.job.") for event in history(job.community_id, [("work.job", job.id)])
    ]


def told(cast: Cast, name: str, words: str) -> list[Notice]:
    mine = Notice.objects.of(cast.cuihu.id).filter(person=cast.person(name), title__contains=words)
    return list(mine.order_by("id"))


def the_minute_passes(cast: Cast) -> None:
    jobs.take_back_unanswered(timestamp=0)


# Grab


def test_a_waiting_job_stands_in_the_pool_of_who_could_do_it(cast: Cast, inline_reactions: None) -> None:
    sends_by(cast, "grab")
    can(cast, "张强", "WATER")
    technician(cast, "李卫东")
    job = leak_job(cast, to=None, contact_phone="13800000001")
    page = cast.client_of("张强").get("/crew/cuihu/").content.decode()
    assert "抢单池" in page
    assert job.number in page
    assert "13800000001" not in page
    for name in ("李卫东", "老周"):
        assert job.number not in cast.client_of(name).get("/crew/cuihu/").content.decode()
        assert cast.client_of(name).post(f"/crew/cuihu/pool/{job.number}/").status_code == 404
    assert now(job).state == "waiting"
    assert len(told(cast, "张强", "可以抢的新工作")) == 1
    assert not told(cast, "李卫东", "可以抢的新工作")
    answer = cast.client_of("张强").post(f"/crew/cuihu/pool/{job.number}/")
    assert answer.status_code == 302
    assert (now(job).state, now(job).assignee_id) == ("accepted", cast.person("张强").id)
    assert kinds(job)[-2:] == ["assigned", "accepted"]
    assert len(told(cast, "张强", "新工作")) == 1, "who took it is not told that they have it"


def test_who_comes_second_reads_who_was_first(cast: Cast) -> None:
    sends_by(cast, "grab")
    technician(cast, "李卫东")
    job = leak_job(cast, to=None)
    cast.client_of("李卫东").post(f"/crew/cuihu/pool/{job.number}/")
    before = as_it_stands(job)
    answer = cast.client_of("张强").post(f"/crew/cuihu/pool/{job.number}/")
    assert answer.status_code == 409
    assert "晚了一步，李卫东刚刚接走了" in answer.content.decode()
    assert as_it_stands(job) == before
    again = cast.client_of("李卫东").post(f"/crew/cuihu/pool/{job.number}/")
    assert again.status_code == 302, "the phone sent it twice"


def test_where_the_desk_sends_there_is_no_pool(cast: Cast) -> None:
    job = leak_job(cast, to=None)
    assert "抢单池" not in cast.client_of("张强").get("/crew/cuihu/").content.decode()
    assert cast.client_of("张强").post(f"/crew/cuihu/pool/{job.number}/").status_code == 404
    with pytest.raises(Refused):
        actions.grab_job(actor=actor(cast, "张强"), job=job)
    with pytest.raises(NotAllowed):
        actions.grab_job(actor=actor(cast, "王小明"), job=job)
    assert now(job).state == "waiting"


@pytest.mark.django_db(transaction=True)
def test_two_grab_at_once_and_one_has_it(transactional_db: None, clock: MovedClock) -> None:
    cast = build()
    names = [f"师傅{number}" for number in range(6)]
    for name in names:
        technician(cast, name)
    sends_by(cast, "grab")
    job = leak_job(cast, to=None)
    people = [actor(cast, name) for name in names]

    def grab(number: int) -> str:
        try:
            return str(actions.grab_job(actor=people[number], job=job).assignee_id)
        except AnjuError as refusal:
            return str(refusal.words)

    said = at_once(len(names), grab)
    assert said.count(str(now(job).assignee_id)) == 1
    assert sum("晚了一步" in words for words in said) == len(names) - 1
    assert kinds(job).count("accepted") == 1


# Rotate


def test_each_has_their_turn(cast: Cast, clock: MovedClock) -> None:
    technician(cast, "李卫东")
    technician(cast, "王海")
    sends_by(cast, "rotate")
    turns = []
    for number in range(4):
        job = leak_job(cast, to=None, title=f"第{number}件")
        clock.forward(minutes=1)
        turns.append(now(job).assignee_id)
    assert len(set(turns[:3])) == 3, "the leader is asked only when nobody else is there"
    assert turns[3] == turns[0]
    assert cast.person("刘工").id not in turns


def test_nobody_on_duty_is_told_to_the_desk_and_the_morning_finds_one(
    cast: Cast, clock: MovedClock, inline_reactions: None
) -> None:
    sends_by(cast, "rotate")
    night = datetime(2026, 11, 24, 2, tzinfo=ZONE)
    clock.to(night)
    job = leak_job(cast, to=None)
    assert now(job).state == "waiting"
    assert now(job).respond_by == datetime(2026, 11, 24, 8, tzinfo=ZONE)
    assert told(cast, "赵敏", "没有合适的人在班")
    clock.to(datetime(2026, 11, 24, 8, tzinfo=ZONE))
    the_minute_passes(cast)
    assert (now(job).state, now(job).assignee_id) == ("assigned", cast.person("张强").id)
    assert now(job).lapses == 0


def test_a_refusal_goes_to_the_next_in_turn(cast: Cast) -> None:
    technician(cast, "李卫东")
    sends_by(cast, "rotate")
    job = leak_job(cast, to=None)
    first = now(job).assignee_id
    name = next(one.name for one in cast.persons.values() if one.id == first)
    actions.refuse_job(actor=actor(cast, name), job=job, words="手上的活走不开")
    assert now(job).state == "assigned"
    assert now(job).assignee_id not in (first, None)


# No answer in time


def test_what_nobody_accepts_falls_back_and_climbs(
    cast: Cast, clock: MovedClock, inline_reactions: None
) -> None:
    job = leak_job(cast, priority="P1")
    assert now(job).respond_by == the_clock.now() + timedelta(minutes=5)
    clock.forward(minutes=4, seconds=59)
    the_minute_passes(cast)
    assert now(job).state == "assigned"
    clock.forward(seconds=1)
    for _ in range(2):
        the_minute_passes(cast)
    assert (now(job).state, now(job).assignee_id, now(job).lapses) == ("waiting", None, 1)
    lapsed = Event.objects.of(cast.cuihu.id).get(kind="work.job.lapsed")
    assert lapsed.facts == {"assignee_id": cast.person("张强").id, "times": 1}
    (notice,) = told(cast, "赵敏", f"{job.number} 没人应答")
    assert notice.danger
    assert "张强" in notice.body
    for times in (2, 3):
        actions.assign_job(actor=SYSTEM, job=job, assignee_id=cast.person("张强").id)
        assert len(told(cast, "陈静", "第 3 次没人应答")) == 0
        clock.forward(minutes=5)
        the_minute_passes(cast)
        assert now(job).lapses == times
    assert len(told(cast, "刘工", "请您安排")) == 2, "the leader of the post from the second on"
    assert len(told(cast, "陈静", "请您安排")) == 1, "the manager of the third"


def test_in_turn_it_goes_to_another_and_never_to_the_same_twice_in_a_row(
    cast: Cast, clock: MovedClock
) -> None:
    technician(cast, "李卫东")
    sends_by(cast, "rotate")
    job = leak_job(cast, to=None, priority="P2")
    asked = [now(job).assignee_id]
    for _ in range(2):
        clock.forward(minutes=10)
        the_minute_passes(cast)
        asked.append(now(job).assignee_id)
    assert len(set(asked[:2])) == 2
    assert asked[2] == asked[0]
    clock.forward(minutes=10)
    the_minute_passes(cast)
    assert (now(job).state, now(job).lapses, now(job).respond_by) == ("waiting", 3, None)
    clock.forward(hours=5)
    the_minute_passes(cast)
    assert now(job).lapses == 3, "from here on a person decides"


def test_what_was_accepted_or_called_off_does_not_fall_back(cast: Cast, clock: MovedClock) -> None:
    accepted, cancelled = leak_job(cast), leak_job(cast)
    actions.accept_job(actor=actor(cast, "张强"), job=accepted)
    actions.cancel_job(actor=SYSTEM, job=cancelled)
    before = [as_it_stands(accepted), as_it_stands(cancelled)]
    clock.forward(hours=3)
    the_minute_passes(cast)
    assert [as_it_stands(accepted), as_it_stands(cancelled)] == before


def test_a_pool_that_nobody_takes_from_climbs_too(cast: Cast, clock: MovedClock) -> None:
    sends_by(cast, "grab")
    job = leak_job(cast, to=None)
    for times in (1, 2, 3):
        clock.forward(minutes=30)
        the_minute_passes(cast)
        assert now(job).lapses == times
    assert now(job).respond_by is None
    assert job.number in cast.client_of("张强").get("/crew/cuihu/").content.decode()


# The rules


def test_the_manager_changes_the_way_and_it_is_kept(cast: Cast) -> None:
    page = cast.client_of("陈静")
    given = {"mode": "grab", "p1": "3", "p2": "8", "p3": "20", "p4": "90"}
    for _ in range(2):
        assert page.post("/desk/cuihu/dispatch/", given).status_code == 302
    order = DispatchRules.objects.of(cast.cuihu.id).get()
    assert (order.mode, order.minutes_for("P1"), order.minutes_for("P4")) == ("grab", 3, 90)
    changed = Event.objects.of(cast.cuihu.id).get(kind="work.dispatch_rules.changed")
    assert changed.facts["before_mode"] == "assign"
    assert changed.facts["minutes"] == [3, 8, 20, 90]
    assert "师傅抢单" in page.get("/desk/cuihu/dispatch/").content.decode()


@pytest.mark.parametrize(
    "change", [{"p1": "0"}, {"p2": "1441"}, {"p3": ""}, {"p4": "很久"}, {"mode": "lottery"}]
)
def test_minutes_that_make_no_sense_change_nothing(cast: Cast, change: dict[str, str]) -> None:
    given = {"mode": "grab", "p1": "3", "p2": "8", "p3": "20", "p4": "90", **change}
    answer = cast.client_of("陈静").post("/desk/cuihu/dispatch/", given)
    assert answer.status_code == 422
    assert "a-field-error" in answer.content.decode() or "is-invalid" in answer.content.decode()
    assert not DispatchRules.objects.of(cast.cuihu.id).exists()


def test_only_who_manages_settings_changes_the_way(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.change_dispatch(
            actor=cast.actor("刘工"), community_id=cast.cuihu.id, mode="grab", minutes=MINUTES
        )
    with pytest.raises(Invalid):
        actions.change_dispatch(actor=SYSTEM, community_id=cast.cuihu.id, mode="grab", minutes={"P1": 5})
    assert not DispatchRules.objects.of(cast.cuihu.id).exists()


def test_what_waits_already_goes_the_new_way(cast: Cast) -> None:
    job = leak_job(cast, to=None)
    assert now(job).respond_by is None
    sends_by(cast, "rotate")
    the_minute_passes(cast)
    assert now(job).assignee_id == cast.person("张强").id
    waiting = leak_job(cast, to=None, category="0304")
    sends_by(cast, "grab")
    sends_by(cast, "assign")
    assert now(waiting).respond_by is None


def test_a_duty_plan_decides_who_is_in_turn(cast: Cast) -> None:
    load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    technician(cast, "李卫东")
    team.enter_duty(
        actor=SYSTEM,
        person=cast.person("李卫东"),
        post="ENG_TECH",
        starts=the_clock.now(),
        ends=the_clock.now() + timedelta(hours=8),
    )
    sends_by(cast, "rotate")
    for _ in range(3):
        assert now(leak_job(cast, to=None)).assignee_id == cast.person("李卫东").id


@pytest.mark.django_db(transaction=True)
def test_an_answer_in_the_last_moment_and_two_workers_leave_one_truth(
    transactional_db: None, clock: MovedClock
) -> None:
    cast = build()
    who, late = actor(cast, "张强"), [leak_job(cast, title=f"第{number}件") for number in range(4)]
    clock.forward(minutes=30)

    def act(number: int) -> str:
        if number >= len(late):
            jobs.take_back_unanswered(timestamp=0)
            return "worker"
        try:
            return str(actions.accept_job(actor=who, job=late[number]).state)
        except AnjuError as refusal:
            return type(refusal).__name__

    said = at_once(len(late) + 2, act)
    jobs.take_back_unanswered(timestamp=0)
    for number, job in enumerate(late):
        accepted = said[number] == "accepted"
        assert (now(job).state, now(job).lapses) == (("accepted", 0) if accepted else ("waiting", 1))
        assert kinds(job).count("lapsed") == now(job).lapses
