"""Sending somebody from the desk."""

import re

import pytest

from anju.kernel.actor import SYSTEM
from anju.people import actions as people
from anju.requests import actions, beside
from anju.requests.choices import RequestState
from anju.requests.tests.desk import HTMX, Desk
from anju.team import actions as team
from anju.work.choices import JobState
from anju.work.queries import notes_of
from tests.cast import LONG_AGO

pytestmark = pytest.mark.usefixtures("inline_reactions")


def test_candidates_are_shown_with_post_load_and_reason(desk: Desk) -> None:
    busy = desk.report(who="李芳", place="3-2-1002")
    actions.dispatch_request(
        actor=desk.cast.actor("赵敏"), request=busy, assignee_id=desk.cast.person("张强").id
    )
    one = desk.report()

    page = desk.agent.get(desk.address(one, "dispatch"), **HTMX).content.decode()

    first = page.split('class="w-person"')[1]
    assert "张强" in first and "综合维修工" in first and "正管这类事" in first and "手上 1 件" in first
    assert "老周" in page and "手上没有活" in page
    assert "赵敏" not in page  # her post does no jobs


def test_one_click_sends(desk: Desk) -> None:
    one = desk.report()

    answer = desk.agent.post(
        desk.address(one, "dispatch"),
        {"assignee": str(desk.cast.person("张强").id), "jobs_seen": "0", "words": "带角阀"},
        **HTMX,
    )

    assert answer.status_code == 200
    (job,) = desk.jobs(one)
    assert (job.assignee.name, job.state) == ("张强", JobState.ASSIGNED)
    assert job.words.endswith("带角阀")
    assert desk.now(one).state == RequestState.OPEN
    page = answer.content.decode()
    assert job.number in page and "待接单" in page


def test_the_job_can_wait_for_somebody(desk: Desk) -> None:
    one = desk.report()
    answer = desk.agent.post(desk.address(one, "dispatch"), {"assignee": ""}, follow=True)
    assert "等派人" in answer.content.decode()
    assert [job.state for job in desk.jobs(one)] == [JobState.WAITING]


def test_a_waiting_job_is_given_and_no_second_one_opened(desk: Desk) -> None:
    one = desk.report()
    desk.agent.post(desk.address(one, "dispatch"), {"assignee": ""})
    page = desk.agent.get(desk.address(one, "dispatch"), **HTMX).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(job|seen|jobs_seen)" value="([^"]*)"', page))
    given = hidden | {"assignee": str(desk.cast.person("张强").id)}

    assert desk.agent.post(desk.address(one, "dispatch"), given, **HTMX).status_code == 200
    assert [(job.assignee.name, job.state) for job in desk.jobs(one)] == [("张强", JobState.ASSIGNED)]

    again = given | {"assignee": str(desk.cast.person("老周").id)}
    answer = desk.cast.client_of("何丽").post(desk.address(one, "dispatch"), again, **HTMX)
    assert answer.status_code == 409 and "刚刚有了变化" in answer.content.decode()
    assert [job.assignee.name for job in desk.jobs(one)] == ["张强"]


def test_several_jobs_are_possible(desk: Desk) -> None:
    one = desk.report()
    for seen, name in enumerate(("张强", "老周")):
        desk.agent.post(
            desk.address(one, "dispatch"),
            {"assignee": str(desk.cast.person(name).id), "jobs_seen": str(seen)},
        )
    assert [job.assignee.name for job in desk.jobs(one)] == ["张强", "老周"]
    assert "加派" in desk.agent.get(desk.address(one)).content.decode()


def test_two_desks_at_once_send_one_technician(desk: Desk) -> None:
    one = desk.report()
    given = {"assignee": str(desk.cast.person("张强").id), "jobs_seen": "0"}
    desk.agent.post(desk.address(one, "dispatch"), given, **HTMX)

    answer = desk.cast.client_of("何丽").post(desk.address(one, "dispatch"), given, **HTMX)

    page = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "[data-request]")
    assert "同事刚刚派了单" in page and "张强" in page
    assert len(desk.jobs(one)) == 1


def test_nobody_is_sent_who_does_no_jobs_here(desk: Desk) -> None:
    one = desk.report()
    for who in ("赵敏", "王小明", "马超"):
        answer = desk.agent.post(
            desk.address(one, "dispatch"), {"assignee": str(desk.cast.person(who).id)}, **HTMX
        )
        assert answer.status_code == 409 and "现在不能接这里的工作" in answer.content.decode()
    assert desk.jobs(one) == [] and desk.now(one).state == RequestState.NEW


def test_words_too_long_are_told_and_kept(desk: Desk) -> None:
    one = desk.report()
    answer = desk.agent.post(
        desk.address(one, "dispatch"),
        {"assignee": str(desk.cast.person("张强").id), "words": "带" * 501},
        **HTMX,
    )
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#act")
    assert "最多 500 个字" in answer.content.decode() and desk.jobs(one) == []


def test_who_answers_but_does_not_send(desk: Desk) -> None:
    one = desk.report()
    people.give_post(actor=SYSTEM, person=desk.cast.person("欧阳慧敏"), post="FINANCE")
    finance = desk.cast.client_of("欧阳慧敏")
    assert f"{one.number}/dispatch/" not in finance.get(desk.address(one)).content.decode()
    assert finance.post(desk.address(one, "dispatch"), {"assignee": ""}).status_code == 403
    assert desk.jobs(one) == []


def test_nothing_is_sent_for_what_has_ended(desk: Desk) -> None:
    one = desk.report()
    actions.cancel_request(actor=desk.cast.actor("王小明"), request=one)
    answer = desk.agent.post(desk.address(one, "dispatch"), {"assignee": ""})
    assert answer.status_code == 409 and "已经撤销" in answer.content.decode()
    assert desk.jobs(one) == []


def test_who_the_request_is_about_is_not_sent(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    qiang = desk.cast.person("张强").id
    monkeypatch.setattr(
        beside, "listed", lambda name: (lambda found: [qiang],) if name == "REQUEST_BARRED" else ()
    )
    one = desk.report()
    page = desk.agent.get(desk.address(one, "dispatch"), **HTMX).content.decode()
    assert f'value="{qiang}"' not in page
    given = {"assignee": str(qiang), "jobs_seen": "0", "despite": "只有他在"}
    answer = desk.agent.post(desk.address(one, "dispatch"), given, **HTMX)
    assert "按规定这件事不能由张强去" in answer.content.decode()
    assert desk.jobs(one) == []
    desk.agent.post(desk.address(one, "dispatch"), {"assignee": ""})
    (job,) = desk.jobs(one)
    assert job.barred == [qiang], "a later dispatch keeps to it"


def test_who_lacks_the_skill_is_sent_by_a_leader_with_a_reason(desk: Desk) -> None:
    team.give_skill(actor=SYSTEM, person=desk.cast.person("刘工"), code="WATER", since=LONG_AGO)
    one, qiang = desk.report(), desk.cast.person("张强").id
    given = {"assignee": str(qiang), "jobs_seen": "0"}
    answer = desk.agent.post(desk.address(one, "dispatch"), given, **HTMX)
    assert "请主管写明理由" in answer.content.decode()
    assert desk.jobs(one) == []
    lead = desk.cast.client_of("何丽")
    lead.post(desk.address(one, "dispatch"), {**given, "despite": "刘工在现场带他"}, **HTMX)
    (job,) = desk.jobs(one)
    assert job.assignee_id == qiang
    assert [note.words for note in notes_of(job)] == ["刘工在现场带他"]
    told = desk.agent.get(desk.address(one)).content.decode()
    assert "刘工在现场带他" not in told, "the note stands on the job, not before the reporter"
