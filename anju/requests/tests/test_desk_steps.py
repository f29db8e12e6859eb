"""One request at the desk: what is seen, and the steps taken with it."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from anju.kernel.clock import MovedClock
from anju.kernel.events import history
from anju.requests import actions
from anju.requests.choices import RequestState
from anju.requests.models import Message, Request
from anju.requests.tests.desk import HTMX, Desk
from anju.work.actions import accept_job, arrive, finish_job
from anju.work.choices import JobState

pytestmark = pytest.mark.usefixtures("inline_reactions")


def _row(desk: Desk, request: Request) -> dict[str, Any]:
    """The row as the database holds it."""
    return Request.objects.of(request.community_id).values().get(id=request.id)


def test_the_page_tells_what_happened_and_what_is(desk: Desk, clock: MovedClock) -> None:
    one = desk.report()
    actions.add_note(actor=desk.cast.actor("何丽"), request=one, words="上个月也报过一次")
    clock.forward(hours=1)

    page = desk.agent.get(desk.address(one)).content.decode()

    assert "厨房水龙头一直滴水" in page and "3栋2单元1001" in page
    assert "王小明" in page and "业主" in page
    assert "138****0001" in page and "13800000001" not in page
    assert "今天 09:15 前答复" in page and "已超时 45 分钟" in page
    assert "上个月也报过一次" in page and "只有同事看得到" in page
    assert "客服主管" in page


def test_the_panel_is_the_same_without_the_frame(desk: Desk) -> None:
    one = desk.report()
    page = desk.agent.get(desk.address(one), HTTP_HX_TARGET="panel", **HTMX).content.decode()
    assert one.number in page and "<html" not in page and "data-panel-close" in page


def test_promises_are_told_as_kept_or_missed(desk: Desk, clock: MovedClock) -> None:
    kept, missed = desk.report(), desk.report(who="李芳", place="3-2-1002")
    clock.forward(minutes=10)
    actions.take_request(actor=desk.cast.actor("赵敏"), request=kept)
    clock.forward(minutes=30)
    actions.take_request(actor=desk.cast.actor("赵敏"), request=missed)

    assert "答复：今天 09:10，守约" in desk.agent.get(desk.address(kept)).content.decode()
    assert "答复：今天 09:40，晚了 25 分钟" in desk.agent.get(desk.address(missed)).content.decode()


def test_the_whole_number_is_shown_one_by_one(desk: Desk) -> None:
    one = desk.report()
    page = desk.agent.post(desk.address(one, "phone"), **HTMX).content.decode()
    assert "tel:13800000001" in page and "<html" not in page
    assert "tel:13800000001" in desk.agent.post(desk.address(one, "phone")).content.decode()
    person = desk.cast.person("王小明")
    seen = [event.kind for event in history(person.community_id, [("people.person", person.id)])]
    assert seen.count("people.phone.shown") == 2
    assert desk.cast.client_of("张强").post(desk.address(one, "phone")).status_code == 403
    assert desk.agent.get(desk.address(one, "phone")).status_code == 405


def test_taking_it_on_answers_the_promise(desk: Desk) -> None:
    one = desk.report()
    answer = desk.agent.post(desk.address(one, "take"), follow=True)
    now = desk.now(one)
    assert now.state == RequestState.OPEN and now.answered_at is not None
    assert now.taken_by_id == desk.cast.person("赵敏").id
    assert "已受理，报事人会收到通知。" in answer.content.decode()


def test_the_second_who_takes_it_is_told_who_was_first(desk: Desk) -> None:
    one = desk.report()
    desk.agent.post(desk.address(one, "take"))

    for htmx in ({}, HTMX):
        answer = desk.cast.client_of("何丽").post(desk.address(one, "take"), **htmx)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "这件事正在处理中" in page and "赵敏" in page and "最近一步" in page
    assert desk.now(one).taken_by_id == desk.cast.person("赵敏").id


def test_an_answer_starts_from_a_template_with_its_blanks_filled(desk: Desk) -> None:
    one = desk.report()
    actions.dispatch_request(
        actor=desk.cast.actor("赵敏"), request=one, assignee_id=desk.cast.person("张强").id
    )

    page = desk.agent.get(desk.address(one, "answer"), **HTMX).content.decode()

    words = re.search(r'data-fill="([^"]*已安排[^"]*)"', page)
    assert words is not None
    assert one.number in words[1] and "张强" in words[1] and "3栋2单元1001" in words[1]
    assert "{" not in words[1]
    key = re.search(r"\?template=(\d+)\" data-fill=\"[^\"]*已安排", page)
    assert key is not None
    bare = desk.agent.get(desk.address(one, "answer"), {"template": key[1]}).content.decode()
    assert f"{words[1]}</textarea>" in bare


def test_a_missed_promise_is_not_given_again_by_a_template(desk: Desk, clock: MovedClock) -> None:
    one = desk.report()
    clock.forward(days=3)
    assert "{by}" in desk.agent.get(desk.address(one, "answer"), **HTMX).content.decode()


def test_the_reporter_reads_the_answer_and_its_photo(desk: Desk, photo: SimpleUploadedFile) -> None:
    one = desk.report()
    answer = desk.agent.post(
        desk.address(one, "answer"), {"words": "师傅十点到，来之前打电话。", "photos": photo}, **HTMX
    )
    assert answer.status_code == 200 and "board-changed" in answer["HX-Trigger"]
    home = desk.cast.client_of("王小明").get(f"/home/cuihu/requests/{one.number}/").content.decode()
    assert "师傅十点到，来之前打电话。" in home


def test_an_empty_answer_is_told_beside_its_field(desk: Desk) -> None:
    one = desk.report()
    answer = desk.agent.post(desk.address(one, "answer"), {"words": "  "}, **HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#act")
    assert "请写上给报事人的话" in answer.content.decode()
    assert not Message.objects.of(one.community_id).filter(request=one).exists()
    assert desk.now(one).state == RequestState.NEW


def test_a_note_stays_among_the_staff(desk: Desk) -> None:
    one = desk.report()
    desk.agent.post(desk.address(one, "note"), {"words": "脾气急，先打电话"})
    assert "脾气急" in desk.agent.get(desk.address(one)).content.decode()
    assert (
        "脾气急"
        not in desk.cast.client_of("王小明").get(f"/home/cuihu/requests/{one.number}/").content.decode()
    )


def test_another_category_reckons_the_promises_anew(desk: Desk) -> None:
    one = desk.report()
    desk.agent.post(desk.address(one, "classify"), {"category": "0102", "priority": "P2"})
    now = desk.now(one)
    assert (now.category.code, now.priority) == ("0102", "P2")
    assert now.answer_by is not None and one.answer_by is not None and now.answer_by < one.answer_by
    wrong = desk.agent.post(desk.address(one, "classify"), {"category": "01", "priority": "P9"})
    assert wrong.status_code == 422
    assert desk.now(one).priority == "P2"


def test_finished_without_a_job_with_the_reason(desk: Desk) -> None:
    one = desk.report()
    desk.agent.post(desk.address(one, "finish"), {"words": "电话里教会了怎么拧紧"})
    assert desk.now(one).state == RequestState.DONE
    assert "待住户确认" in desk.agent.get(desk.address(one)).content.decode()


def test_not_finished_while_a_job_is_under_way(desk: Desk) -> None:
    one = desk.report()
    actions.dispatch_request(actor=desk.cast.actor("赵敏"), request=one)
    answer = desk.agent.post(desk.address(one, "finish"), {"words": "没事了"}, **HTMX)
    assert answer.status_code == 409 and "还有工作没做完" in answer.content.decode()
    assert desk.now(one).state == RequestState.OPEN


def test_what_was_said_by_phone_is_written_down_as_such(desk: Desk) -> None:
    one = desk.report()
    actions.finish_request(actor=desk.cast.actor("赵敏"), request=one, words="已拧紧")

    desk.agent.post(desk.address(one, "judge"), {"verdict": "half", "words": "还有一点点渗"})

    now = desk.now(one)
    assert (now.state, now.verdict, now.reopened) == (RequestState.OPEN, "half", 1)
    page = desk.agent.get(desk.address(one)).content.decode()
    assert "（电话里说）" in page and "还有一点点渗" in page


def test_only_solved_closes_and_it_can_be_opened_again(desk: Desk) -> None:
    one = desk.report()
    first_promise = one.finish_by
    actions.finish_request(actor=desk.cast.actor("赵敏"), request=one, words="已拧紧")
    desk.agent.post(desk.address(one, "judge"), {"verdict": "solved", "words": ""})
    assert desk.now(one).state == RequestState.CLOSED
    assert "住户说好了" in desk.agent.get(desk.address(one)).content.decode()

    desk.agent.post(desk.address(one, "reopen"), {"words": "第二天又滴了"})
    now = desk.now(one)
    assert (now.state, now.first_finish_by) == (RequestState.OPEN, first_promise)


def test_merging_by_choice_and_by_number(desk: Desk) -> None:
    first = desk.report(who="李芳", place="LT-3-2", category="0301", words="电梯门关不上")
    second = desk.report(place="LT-3-2", category="0301", words="电梯门一直开着")
    third = desk.report(who="欧阳慧敏", place="LT-3-2", category="0301", words="电梯不动")

    page = desk.agent.get(desk.address(second)).content.decode()
    assert "可能是同一件事" in page and first.number in page
    desk.agent.post(desk.address(second, "merge"), {"into": first.number})
    desk.agent.post(desk.address(third, "merge"), {"number": first.number.lower()})

    assert desk.now(second).merged_into_id == first.id
    assert desk.now(third).merged_into_id == first.id
    page = desk.agent.get(desk.address(first)).content.decode()
    assert "一起处理的" in page and second.number in page and third.number in page


def test_merging_into_nothing_or_itself_changes_nothing(desk: Desk) -> None:
    one = desk.report()
    for given, words in (({"number": "BX-1"}, "没有这个单号"), ({}, "请选一件")):
        answer = desk.agent.post(desk.address(one, "merge"), given, **HTMX)
        assert answer.status_code == 422 and words in answer.content.decode()
    itself = desk.agent.post(desk.address(one, "merge"), {"number": one.number}, **HTMX)
    assert itself.status_code == 409
    assert desk.now(one).state == RequestState.NEW


@pytest.mark.parametrize(
    ("step", "given"),
    [
        ("take", {}),
        ("answer", {"words": "您好"}),
        ("note", {"words": "记一下"}),
        ("finish", {"words": "好了"}),
        ("judge", {"verdict": "solved"}),
        ("reopen", {}),
        ("classify", {"category": "0102", "priority": "P2"}),
        ("merge", {"number": "BX-20261123-0001"}),
        ("dispatch", {"assignee": ""}),
    ],
)
def test_who_may_not_is_refused_and_nothing_changes(desk: Desk, step: str, given: dict[str, str]) -> None:
    one = desk.report()
    before = _row(desk, one)
    for who, status in (("张强", 403), ("王小明", 404), ("钱进", 404)):
        assert desk.cast.client_of(who).post(desk.address(one, step), given).status_code == status
    assert _row(desk, one) == before
    assert desk.jobs(one) == []


def test_who_sees_but_does_not_answer_has_no_buttons(desk: Desk) -> None:
    one = desk.report()
    leader = desk.cast.client_of("刘工")
    page = leader.get(desk.address(one)).content.decode()
    assert f"{one.number}/dispatch/" in page
    assert f"{one.number}/answer/" not in page and f"{one.number}/take/" not in page
    assert leader.post(desk.address(one, "take")).status_code == 403


def test_html_in_words_stays_words(desk: Desk) -> None:
    one = desk.report(words="<img src=x onerror=alert(1)> 漏水")
    desk.agent.post(desk.address(one, "answer"), {"words": "<b>您好</b>"})
    for page in (desk.agent.get(desk.address(one)), desk.agent.get(desk.address(one, "dispatch"))):
        text = page.content.decode()
        assert "<img src=x" not in text and "<b>您好" not in text


def test_the_page_asks_the_database_little(desk: Desk, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    one = desk.report()
    for _times in range(3):
        job = actions.dispatch_request(
            actor=desk.cast.actor("赵敏"), request=one, assignee_id=desk.cast.person("张强").id
        )
        worker = desk.cast.actor("张强")
        for step in (accept_job, arrive):
            step(actor=worker, job=job)
        finish_job(actor=worker, job=job, words="换了垫片")
        if desk.now(one).state == RequestState.DONE:
            actions.judge_request(actor=desk.cast.actor("王小明"), request=one, verdict="not")
    assert {job.state for job in desk.jobs(one)} == {JobState.FINISHED}
    desk.agent.get(desk.address(one))
    with django_assert_max_num_queries(33):  # the panels of the apps above ask a little each
        desk.agent.get(desk.address(one))
