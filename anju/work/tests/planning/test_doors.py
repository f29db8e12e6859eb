"""排今天的活, from the pile to the accepted line."""

import re
from datetime import timedelta
from typing import Any

import pytest

from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.kernel.errors import NotAllowed, NotFound, Refused
from anju.kernel.ids import new_id
from anju.people import actions as people
from anju.people.models import Person
from anju.work import actions as work
from anju.work.choices import JobState, PlanState
from anju.work.models import DayPlan, Job, PlannedVisit
from anju.work.planning import actions, jobs, search
from anju.work.planning.situation import minutes_of, working_day
from anju.work.tests.stories import leak_job, now
from tests.cast import LONG_AGO, MORNING, Cast

START = "/desk/cuihu/plan/"


@pytest.fixture(autouse=True)
def without_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plans here are small enough for the built-in way; the search has its own tests."""
    monkeypatch.setattr(search, "is_installed", lambda: False)


@pytest.fixture
def second(cast: Cast) -> Person:
    """孙师傅, another ENG_TECH."""
    person = people.add_person(actor=SYSTEM, community_id=cast.cuihu.id, name="孙师傅", phone="13900000099")
    people.give_post(actor=SYSTEM, person=person, post="ENG_TECH", since=LONG_AGO)
    return person


def made(cast: Cast, **more: Any) -> DayPlan:
    """Ask for a plan as 刘工 and let the worker make it."""
    plan = actions.ask_plan(actor=cast.actor("刘工"), community_id=cast.cuihu.id, **more)
    jobs.make_plan(community_id=cast.cuihu.id, plan_id=plan.id)
    return DayPlan.objects.of(cast.cuihu.id).get(id=plan.id)


def rounds(plan: DayPlan) -> dict[str, list[str]]:
    """Titles by name in their order; "" is what was not placed."""
    found: dict[str, list[str]] = {}
    visits = PlannedVisit.objects.of(plan.community_id).filter(plan=plan).select_related("job", "person")
    for visit in visits.order_by("number", "id"):
        found.setdefault(visit.person.name if visit.person else "", []).append(visit.job.title)
    return found


def test_the_story(cast: Cast, clock: MovedClock, second: Person) -> None:
    """刘工 plans three jobs, looks at them, accepts one and then the rest."""
    for title, place, hours in (("滴水", "3-2-1001", 1), ("堵了", "3-2-1002", 2), ("灯不亮", "5-1-302", 3)):
        leak_job(cast, to=None, title=title, place=place, arrive_by=clock.forward() + timedelta(hours=hours))
    lead = cast.client_of("刘工")
    page = lead.get(START).content.decode()
    assert "滴水" in page and "孙师傅" in page and "张强" in page and "老周" not in page
    here = re.findall(r'name="here" value="(\d+)"', page)
    answer = lead.post(START, {"here": here})
    assert answer.status_code == 302
    waiting = lead.get(answer["Location"]).content.decode()
    assert "every 1s" in waiting and "可以离开这一页" in waiting
    plan = DayPlan.objects.of(cast.cuihu.id).get()
    jobs.make_plan(community_id=cast.cuihu.id, plan_id=plan.id)
    page = lead.get(answer["Location"]).content.decode()
    assert "every 1s" not in page
    assert "正管这类活（综合维修工）" in page and "和上一单在同一栋楼" in page and "赶得上 10:00" in page
    assert "09:06" in page
    lines = re.findall(r'name="line" value="(\d+)"', page)
    assert len(lines) == 3
    page = lead.post(
        f"{answer['Location']}take/", {"only": lines[0], "line": lines}, follow=True
    ).content.decode()
    assert "已派出 1 件" in page
    assert sum(job.state == JobState.ASSIGNED for job in Job.objects.of(cast.cuihu.id)) == 1
    page = lead.post(f"{answer['Location']}take/", {"line": lines}, follow=True).content.decode()
    assert "已派出 2 件" in page and 'name="line"' not in page
    assert all(job.state == JobState.ASSIGNED for job in Job.objects.of(cast.cuihu.id))
    assert answer["Location"] in lead.get(START).content.decode()


def test_a_second_run_changes_nothing(cast: Cast, second: Person) -> None:
    for number in range(6):
        leak_job(cast, to=None, title=f"第 {number} 件", place=("3-2-1001", "5-1-302")[number % 2])
    first = made(cast)
    actions.take_lines(actor=cast.actor("刘工"), plan=first)
    assert rounds(made(cast)) == rounds(first)


def test_one_on_the_way_is_fixed_and_an_accepted_one_stays(cast: Cast, second: Person) -> None:
    going, accepted, new = (
        leak_job(cast, title="在路上"),
        leak_job(cast, title="接了"),
        leak_job(cast, to=None, title="新的"),
    )
    worker = cast.actor("张强")
    for job in (going, accepted):
        work.accept_job(actor=worker, job=job)
    work.set_out(actor=worker, job=going)
    plan = made(cast)
    assert rounds(plan) == {"张强": ["在路上", "接了"], "孙师傅": ["新的"]}
    fixed = PlannedVisit.objects.of(cast.cuihu.id).get(plan=plan, fixed=True)
    assert fixed.job_id == going.id
    assert actions.take_lines(actor=cast.actor("刘工"), plan=plan).sent == 1
    assert (now(going).state, now(accepted).state) == (JobState.ON_WAY, JobState.ACCEPTED)
    assert now(new).assignee_id == second.id


def test_what_changed_meanwhile_is_not_overwritten(cast: Cast, second: Person) -> None:
    job = leak_job(cast, to=None)
    plan = made(cast)
    other = next(one for one in (cast.person("张强"), second) if one.name not in rounds(plan))
    work.assign_job(actor=cast.actor("赵敏"), job=job, assignee_id=other.id)
    page = cast.client_of("刘工").post(
        f"{START}{plan.id}/take/", {"line": PlannedVisit.objects.of(cast.cuihu.id).get().id}, follow=True
    )
    assert f"没有动：{job.number}" in page.content.decode()
    assert now(job).assignee_id == other.id


def test_what_could_not_be_placed_says_why(cast: Cast) -> None:
    leak_job(cast, to=None, title="没有料", arrive_by=None)
    lacking = Job.objects.of(cast.cuihu.id).get()
    leak_job(cast, to=None, title="电梯", category="0304")
    plan = made(cast, without_parts=[lacking.id])
    assert rounds(plan) == {"": ["没有料", "电梯"]}
    page = cast.client_of("刘工").get(f"{START}{plan.id}/").content.decode()
    assert "缺料，备好了再排" in page and "今天当班的没有" in page


def test_who_is_not_here_gets_nothing(cast: Cast, second: Person) -> None:
    leak_job(cast, to=None)
    plan = made(cast, left_out=[cast.person("张强").id])
    assert list(rounds(plan)) == ["孙师傅"]
    assert made(cast, left_out=[cast.person("张强").id, second.id]).figures["ours"]["placed"] == 0


def test_an_empty_pile_and_nobody_there(cast: Cast) -> None:
    lead = cast.client_of("刘工")
    assert "现在没有要排的活" in lead.get(START).content.decode()
    assert made(cast).state == PlanState.READY
    leak_job(cast, to=None, category="0304")
    page = lead.get(START).content.decode()
    assert "今天没有能派的人" in page and "开始排" not in page
    assert rounds(made(cast)) == {"": ["水龙头漏水"]}


@pytest.mark.parametrize(("who", "status"), [("张强", 403), ("老周", 403), ("王小明", 404), ("钱进", 404)])
def test_who_may_not_assign_changes_nothing(cast: Cast, who: str, status: int) -> None:
    job = leak_job(cast, to=None)
    plan = made(cast)
    line = PlannedVisit.objects.of(cast.cuihu.id).get()
    client = cast.client_of(who)
    assert client.get(START).status_code == status
    assert client.post(START, {}).status_code == status
    assert client.get(f"{START}{plan.id}/").status_code == status
    assert client.post(f"{START}{plan.id}/take/", {"line": line.id}).status_code == status
    error = NotFound if who == "钱进" else NotAllowed
    with pytest.raises(error):
        actions.take_lines(actor=cast.actor(who), plan=plan)
    with pytest.raises(error):
        actions.ask_plan(actor=cast.actor(who), community_id=cast.cuihu.id)
    assert now(job).state == JobState.WAITING and DayPlan.objects.of(cast.cuihu.id).count() == 1


def test_a_plan_of_another_community_is_not_found(cast: Cast) -> None:
    plan = made(cast)
    assert cast.client_of("何丽").get(f"/desk/cuihu/plan/{plan.id}/").status_code == 200
    assert cast.client_of("何丽").get(f"/desk/laohuai/plan/{plan.id}/").status_code == 404


def test_one_plan_at_a_time_and_none_for_ever(cast: Cast, clock: MovedClock) -> None:
    def ask() -> DayPlan:
        return actions.ask_plan(actor=cast.actor("刘工"), community_id=cast.cuihu.id)

    first = ask()
    assert ask().id == first.id
    with pytest.raises(Refused):
        actions.take_lines(actor=cast.actor("刘工"), plan=first)
    clock.forward(minutes=3)
    page = cast.client_of("刘工").get(f"{START}{first.id}/").content.decode()
    assert "没有排成，什么都没有改" in page
    assert ask().id != first.id


def test_our_mistake_is_said(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: Any, **_more: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(actions, "drawn_up", broken)
    leak_job(cast, to=None)
    assert made(cast).state == PlanState.BROKEN


@pytest.mark.parametrize("given", ["", "x", "９", "-1", "9" * 19, "9" * 40, "1"])
def test_strange_input_takes_nothing(cast: Cast, given: str) -> None:
    job, plan = leak_job(cast, to=None), made(cast)
    answer = cast.client_of("刘工").post(f"{START}{plan.id}/take/", {"line": given, "only": given})
    assert answer.status_code == 302 and now(job).state == JobState.WAITING
    assert cast.client_of("刘工").post(START, {"here": given, "without_parts": given}).status_code == 302


@pytest.mark.parametrize(
    ("hour", "minute", "day", "begins"),
    [
        (7, 0, 23, "08:00"),
        (9, 0, 23, "09:00"),
        (19, 29, 23, "19:29"),
        (19, 31, 24, "08:00"),
        (23, 0, 24, "08:00"),
    ],
)
def test_the_day_that_is_planned(cast: Cast, hour: int, minute: int, day: int, begins: str) -> None:
    moment = MORNING.replace(hour=hour, minute=minute)
    begin, end = working_day(cast.cuihu, moment)
    assert (begin.day, f"{begin:%H:%M}", end > begin) == (day, begins, True)


def test_minutes_come_from_the_history_of_the_category(cast: Cast, clock: MovedClock) -> None:
    job, moment = leak_job(cast), clock.forward()
    assert minutes_of(cast.cuihu.id, [job], moment)[job.id] == 40
    for number in range(5):
        Job.objects.of(cast.cuihu.id).create(
            id=new_id(), number=f"GD-{number}", title="旧的", place=job.place, category=job.category, priority="P3",
            state=JobState.FINISHED, assignee=cast.person("张强"), opened_at=moment,
            arrived_at=moment - timedelta(minutes=25), finished_at=moment,
        )  # fmt: skip
    assert minutes_of(cast.cuihu.id, [job], moment)[job.id] == 25
