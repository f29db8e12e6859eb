"""The pages of complaints: the desk's list, the case beside its request, the crew's phone, who complained."""

import pytest
from django.test import Client

from anju.complaints import actions
from anju.complaints.models import Complaint, Decision, Question, Remedy, Statement
from anju.complaints.tests.stories import RUDE, SORRY, TOLD, Case
from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.requests.models import Request

LIST = "/desk/cuihu/complaints/"


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def do(client: Client, request: Request, step: str, status: int = 302, **told: object) -> str:
    """Take a step of the desk as a browser without script does."""
    answer = client.post(f"/desk/cuihu/requests/{request.number}/do/{step}/", told)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return answer.content.decode()


def test_an_empty_list_says_what_comes_there(case: Case) -> None:
    assert "现在没有等结论的投诉" in page(case.cast.client_of("何丽"), LIST)


def test_the_list_and_its_filters(case: Case, clock: MovedClock) -> None:
    late = case.complain(words="上周的事到现在没人理我", category="1002", subject="deed")
    clock.forward(days=2)
    money = case.complain(words="停车多收了我两次钱", category="0706", subject="money")
    case.name(money, "赵敏", subject="money")
    decided = case.complain(words="楼道灯不亮没人管")
    case.decide(decided)
    client = case.cast.client_of("何丽")

    def rows(query: str = "") -> set[str]:
        shown = page(client, f"{LIST}{query}")
        return {one.number for one in (late, money, decided) if f"/requests/{one.number}/" in shown}

    assert rows() == {late.number, money.number}
    assert rows("?due=late") == {late.number}
    assert rows("?due=reply") == {late.number, money.number}
    assert rows("?due=outcome") == rows("?due=appeal") == set()
    assert rows("?due=decided") == {decided.number}
    assert rows("?subject=money") == {money.number}
    assert rows("?mine=1") == {late.number}
    assert rows(f"?holder={case.id('陈静')}") == {money.number}
    assert rows("?text=停车多收") == {money.number}
    assert rows("?due=nonsense&subject=x&holder=x&after=broken") == {late.number, money.number}
    assert "这样筛选下来没有" in page(client, f"{LIST}?due=appeal")
    assert rows("?due=remedy") == set()
    actions.agree_remedy(
        actor=case.actor("陈静"),
        request=money,
        kind="explain",
        person_id=case.id("陈静"),
        by=case.later(days=1),
    )
    assert rows("?due=remedy") == {money.number}


def test_the_badge_counts_what_runs_out_today(case: Case, clock: MovedClock) -> None:
    case.complain()
    client = case.cast.client_of("何丽")
    badge = '<span class="a-count'
    menu = page(client, "/desk/cuihu/people/").split(LIST)[1].split("</a>")[0]
    assert badge not in menu
    clock.forward(days=1, hours=-2)
    menu = page(client, "/desk/cuihu/people/").split(LIST)[1].split("</a>")[0]
    assert badge in menu and ">1<" in menu


def test_many_complaints_are_turned_over(case: Case) -> None:
    for number in range(52):
        case.complain(words=f"第 {number} 件投诉说的事")
    client = case.cast.client_of("何丽")
    first = page(client, LIST)
    assert first.count("data-item") == 50 and 'rel="next"' in first
    after = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert page(client, f"{LIST}{after}").count("data-item") == 2


def test_whoever_handles_none_sees_those_they_hold(case: Case) -> None:
    request = case.complain()
    client = case.cast.client_of("赵敏")
    assert request.number not in page(client, LIST)
    actions.change_holder(actor=case.actor("何丽"), request=request, person_id=case.id("赵敏"))
    assert request.number in page(client, LIST)
    assert case.cast.client_of("老周").get(LIST).status_code == 403


def test_the_whole_case_at_the_desk(case: Case) -> None:
    request = case.complain()
    client = case.cast.client_of("何丽")
    address = f"/desk/cuihu/requests/{request.number}/"
    assert "还没有写明说的是谁" in page(client, address)
    do(client, request, "complaint-about", subject="deed", add=case.id("老周"))
    assert "不在老周的管理线上" in page(client, address)
    do(client, request, "complaint-reply", words="今天看录像", next_by="2026-11-24T18:00")
    do(client, request, "complaint-ask", whom=f"concerned:{case.id('老周')}", words="当晚怎么问的？")
    do(client, request, "complaint-ask", whom="complainant", words="是哪个门？")
    do(client, request, "complaint-heard", whom="complainant", words=TOLD)
    shown = page(client, address)
    assert "还没有回答" in shown and TOLD in shown
    do(client, request, "complaint-decide", outcome="partly", reason="查过录像，语气确实急了。")
    do(client, request, "complaint-remedy", kind="visit", person=case.id("陈静"), by="2026-11-25T18:00")
    remedy = Remedy.objects.of(request.community_id).get()
    do(client, request, "complaint-done", remedy=remedy.id, words="去过了")
    shown = page(client, address)
    assert "部分属实" in shown and "登门拜访" in shown and "去过了" in shown


@pytest.mark.parametrize(
    ("step", "told", "words"),
    [
        ("complaint-reply", {"words": "", "next_by": "2026-11-24T18:00"}, "请写上接下来怎么做"),
        ("complaint-reply", {"words": "看录像", "next_by": "明天"}, "这个时间看不懂"),
        ("complaint-reply", {"words": "看录像", "next_by": "2020-01-01T08:00"}, "已经过去了"),
        ("complaint-ask", {"whom": "", "words": "怎么回事"}, "请选一下问谁"),
        ("complaint-decide", {"outcome": "upheld", "reason": "好"}, "理由写得太短"),
        ("complaint-decide", {"reason": "查过了，情况属实"}, "请选一下结论"),
        ("complaint-remedy", {"kind": "money", "by": "2026-11-25T18:00", "amount": "abc"}, "金额请写成数字"),
        ("complaint-remedy", {"kind": "money", "by": "2026-11-25T18:00"}, "请写上金额"),
        ("complaint-about", {"add": "999"}, "选"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    case: Case, step: str, told: dict[str, object], words: str
) -> None:
    request = case.complain()
    if step == "complaint-remedy":
        told = {**told, "person": case.id("陈静")}
    assert words in do(case.cast.client_of("何丽"), request, step, 422, **told)
    for model in (Decision, Question, Statement, Remedy):
        assert not model.objects.of(request.community_id).exists()
    assert case.now(request).replied_at is None


def test_a_refused_step_says_why(case: Case) -> None:
    request = case.complain()
    case.name(request, "老周")
    shown = do(
        case.cast.client_of("何丽"), request, "complaint-decide", 409, outcome="not", reason="没有证据证明"
    )
    assert "还没有问过老周" in shown
    shown = do(
        case.cast.client_of("陈静"), request, "complaint-decide", 409, outcome="not", reason="没有证据证明"
    )
    assert "由何丽负责" in shown
    assert case.now(request).outcome == ""


def test_an_agent_reads_how_it_stands_and_not_what_was_said(case: Case) -> None:
    request = case.complain()
    case.name(request, "老周")
    case.hear(request)
    shown = page(case.cast.client_of("赵敏"), f"/desk/cuihu/requests/{request.number}/")
    assert "何丽（客服主管）" in shown and SORRY not in shown
    assert SORRY in page(case.cast.client_of("何丽"), f"/desk/cuihu/requests/{request.number}/")


def test_the_guard_answers_on_the_phone(case: Case) -> None:
    request = case.complain()
    case.name(request, "老周")
    question = actions.ask_facts(
        actor=case.actor("何丽"),
        request=request,
        side="concerned",
        person_id=case.id("老周"),
        words="怎么问的？",
    )
    guard, address = case.cast.client_of("老周"), "/crew/cuihu/complaints/"
    assert "怎么问的？" in page(guard, address)
    wrong = guard.post(f"{address}questions/{question.id}/", {"words": " "})
    assert wrong.status_code == 422 and "这里还没有写内容" in wrong.content.decode()
    other = case.cast.client_of("张强").post(f"{address}questions/{question.id}/", {"words": "我替他说"})
    assert other.status_code == 404
    assert not Statement.objects.of(request.community_id).exists()
    assert guard.post(f"{address}questions/{question.id}/", {"words": SORRY}).status_code == 302
    assert guard.post(f"{address}questions/{question.id}/", {"words": "当时风很大"}).status_code == 302
    shown = page(guard, address)
    assert SORRY in shown and "当时风很大" in shown
    assert "没有问到您的事" in page(case.cast.client_of("张强"), address)


def test_who_makes_it_good_says_so_on_the_phone(case: Case) -> None:
    request = case.complain()
    remedy = actions.agree_remedy(
        actor=case.actor("何丽"),
        request=request,
        kind="visit",
        person_id=case.id("陈静"),
        by=case.later(days=1),
    )
    address = f"/crew/cuihu/complaints/remedies/{remedy.id}/"
    assert case.cast.client_of("张强").post(address).status_code == 404
    assert Remedy.objects.of(request.community_id).get().done_at is None
    assert case.cast.client_of("陈静").post(address, {"words": "谈了半小时"}).status_code == 302
    assert Remedy.objects.of(request.community_id).get().done_words == "谈了半小时"


def test_who_complained_reads_plain_sentences(case: Case, clock: MovedClock) -> None:
    request = case.complain()
    he, address = case.cast.client_of("王小明"), f"/home/cuihu/requests/{request.number}/"
    shown = page(he, address)
    assert "由何丽（客服主管）负责" in shown and "明天 09:00 前先给您一个答复" in shown
    clock.forward(days=2)
    assert "我们晚了" in page(he, address)
    assert he.post(f"{address}do/facts/", {"words": TOLD}).status_code == 302
    case.name(request, "老周")
    case.hear(request)
    case.decide(request)
    shown = page(he, address)
    assert "属实" in shown and "您的投诉有结果了" in shown and SORRY not in shown
    assert he.post(f"{address}do/appeal/", {"words": "没有问过邻居"}).status_code == 302
    shown = page(he, address)
    assert "您的申诉由陈静（项目经理）复核" in shown and "申诉一次" not in shown
    he.post(f"{address}do/appeal/", {"words": "再申诉一次可以吗"})
    assert "12345" in page(he, address)
    assert Statement.objects.of(request.community_id).filter(appeal=True).count() == 1


def test_nobody_left_to_hold_it_is_said(case: Case) -> None:
    request = case.complain()
    actions.name_concerned(
        actor=SYSTEM,
        request=request,
        subject="person",
        person_ids=[case.id("何丽"), case.id("郑总")],
        sealed=False,
    )
    assert case.holder(request) == ""
    assert "还没有合适的人" in page(case.cast.client_of("陈静"), f"/desk/cuihu/requests/{request.number}/")
    assert "与此事无关的人" in page(case.cast.client_of("王小明"), f"/home/cuihu/requests/{request.number}/")


def test_a_call_that_complains(case: Case) -> None:
    client = case.cast.client_of("赵敏")
    answer = client.post(
        "/desk/cuihu/requests/new/",
        {
            "guest_name": "孙先生",
            "guest_phone": "13912345678",
            "place": case.cast.place("DT-3-2").id,
            "words": RUDE,
            "category": "1001",
            "channel": "phone",
            "subject": "person",
            "sealed": "1",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    made = Request.objects.across().get()
    assert made.sealed and made.by_outcome
    assert Complaint.objects.across().get().subject == "person"
    offered = client.get(
        "/desk/cuihu/requests/new/?words=保安态度差", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="call-what"
    ).content.decode()
    assert "不要让被投诉的人看到" in offered
    offered = client.get(
        "/desk/cuihu/requests/new/?words=水龙头漏水", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="call-what"
    ).content.decode()
    assert "不要让被投诉的人看到" not in offered
