"""Jobs at the desk: the list, one job, giving it to another, calling it off."""

from typing import Any

import pytest

from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.standards.actions import load_catalogue
from anju.standards.queries import category_for
from anju.work import actions
from anju.work.choices import JobState
from anju.work.models import Job
from tests.cast import Cast

JOBS = "/desk/cuihu/jobs/"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def job(cast: Cast, clock: MovedClock) -> Job:
    """A dripping tap that waits for 张强 to accept it."""
    load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    return opened(cast, "张强")


def opened(cast: Cast, who: str | None, title: str = "水龙头漏水", **more: Any) -> Job:
    return actions.open_job(
        actor=cast.actor("赵敏"),
        community_id=cast.cuihu.id,
        title=title,
        words="厨房水龙头一直滴水",
        place=cast.place("3-2-1001"),
        category=category_for(cast.cuihu.id, "0101"),
        priority="P3",
        assignee_id=cast.person(who).id if who else None,
        **more,
    )


def now(job: Job) -> Job:
    return Job.objects.of(job.community_id).select_related("assignee").get(id=job.id)


def seen(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"')[0]


def test_the_list_shows_who_has_what(cast: Cast, job: Job) -> None:
    later = opened(cast, None, "换灯泡")
    page = cast.client_of("赵敏").get(JOBS).content.decode()
    assert job.number in page and later.number in page and "张强" in page
    assert "没做完的 2 件，其中 2 件还没人接" in page


def test_lists_by_state_and_person(cast: Cast, job: Job) -> None:
    other = opened(cast, "老周", "换灯泡")
    actions.accept_job(actor=cast.actor("张强"), job=job)
    agent = cast.client_of("赵敏")

    def shown(query: str) -> list[str]:
        page = agent.get(f"{JOBS}?{query}").content.decode()
        return [number for number in (job.number, other.number) if number in page]

    assert shown("list=unaccepted") == [other.number]
    assert shown(f"person={cast.person('张强').id}") == [job.number]
    actions.cancel_job(actor=cast.actor("赵敏"), job=other)
    assert shown("list=cancelled") == [other.number]
    assert shown("list=nonsense&person=x&after=y") == [job.number]


def test_pages_follow_by_what_is_due(
    cast: Cast, job: Job, clock: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anju.work.queries.JOB_ROWS", 1)
    due = clock.forward(hours=1)
    pressing = opened(cast, None, "堵了", arrive_by=due)
    agent = cast.client_of("赵敏")
    first = agent.get(JOBS).content.decode()
    assert pressing.number in first and job.number not in first
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = agent.get(f"{JOBS}{address}").content.decode()
    assert job.number in second and pressing.number not in second


def test_the_page_of_a_job_tells_its_steps_parts_and_words(cast: Cast, job: Job) -> None:
    worker = cast.actor("张强")
    actions.accept_job(actor=worker, job=job)
    actions.arrive(actor=worker, job=job)
    actions.tick_step(actor=worker, job=job, number=1)
    actions.use_part(actor=worker, job=job, name="角阀", quantity=1)  # type: ignore[arg-type]
    actions.finish_job(actor=worker, job=job, words="换了角阀，试水不漏")
    page = cast.client_of("赵敏").get(f"{JOBS}{job.number}/").content.decode()
    assert "换了角阀，试水不漏" in page and "角阀" in page and "is-done" in page and "1 个" in page
    assert "改派" not in page


def test_giving_it_to_another(cast: Cast, job: Job) -> None:
    agent, address = cast.client_of("赵敏"), f"{JOBS}{job.number}/assign/"
    page = agent.get(address).content.decode()
    assert "老周" in page and f'value="{cast.person("张强").id}"' not in page
    answer = agent.post(address, {"assignee": cast.person("老周").id, "seen": seen(page)}, follow=True)
    assert "已派给老周。" in answer.content.decode()
    assert now(job).assignee.name == "老周"


def test_a_job_that_changed_meanwhile_is_not_taken_away(cast: Cast, job: Job) -> None:
    agent, address = cast.client_of("赵敏"), f"{JOBS}{job.number}/assign/"
    before = seen(agent.get(address).content.decode())
    actions.accept_job(actor=cast.actor("张强"), job=job)
    answer = agent.post(address, {"assignee": cast.person("老周").id, "seen": before})
    assert answer.status_code == 409 and "刚刚有了变化" in answer.content.decode()
    assert (now(job).assignee.name, now(job).state) == ("张强", JobState.ACCEPTED)


@pytest.mark.parametrize("chosen", ["", "x", "99999999999999999999", "1"])
def test_nobody_chosen_is_refused(cast: Cast, job: Job, chosen: str) -> None:
    answer = cast.client_of("赵敏").post(f"{JOBS}{job.number}/assign/", {"assignee": chosen})
    assert answer.status_code == 409 and now(job).assignee.name == "张强"


def test_calling_it_off(cast: Cast, job: Job) -> None:
    agent = cast.client_of("赵敏")
    answer = agent.post(f"{JOBS}{job.number}/cancel/", follow=True)
    assert "已取消，师傅会收到通知" in answer.content.decode()
    assert now(job).state == JobState.CANCELLED
    assert agent.post(f"{JOBS}{job.number}/cancel/").status_code == 409


@pytest.mark.parametrize(("who", "status"), [("张强", 403), ("王小明", 404), ("钱进", 404)])
def test_who_may_not_changes_nothing(cast: Cast, job: Job, who: str, status: int) -> None:
    client = cast.client_of(who)
    for address in (JOBS, f"{JOBS}{job.number}/", f"{JOBS}{job.number}/assign/"):
        assert client.get(address).status_code == status
    given = {"assignee": cast.person("老周").id}
    assert client.post(f"{JOBS}{job.number}/assign/", given).status_code == status
    assert client.post(f"{JOBS}{job.number}/cancel/").status_code == status
    assert (now(job).assignee.name, now(job).state) == ("张强", JobState.ASSIGNED)


def test_a_job_of_another_community_is_not_found(cast: Cast, job: Job) -> None:
    assert cast.client_of("何丽").get(f"/desk/laohuai/jobs/{job.number}/").status_code == 404
