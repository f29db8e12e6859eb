"""The quote on the reporter's phone: read, agreed, refused in their own words."""

from typing import Any

import pytest
from django.test import Client

from anju.kernel.errors import NotFound
from anju.notices.models import Notice
from anju.requests import actions
from anju.requests.models import Request
from anju.requests.tests.desk import Desk
from anju.work import actions as work
from anju.work.models import Quote
from anju.work.quotes import actions as quotes
from anju.work.tests.quoting import LABOUR, TAP
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("inline_reactions")


def quoted(desk: Desk, request: Request) -> Quote:
    """张强 stands there and has said what it costs."""
    cast = desk.cast
    job = actions.dispatch_request(
        actor=cast.actor("赵敏"), request=request, assignee_id=cast.person("张强").id
    )
    worker = cast.actor("张强")
    work.accept_job(actor=worker, job=job)
    work.arrive(actor=worker, job=job)
    return quotes.give_quote(actor=worker, job=job, lines=[LABOUR, TAP], words="龙头阀芯坏了，换新")


def page(cast: Cast, request: Request, client: Client | None = None) -> str:
    answer = (client or cast.client_of("王小明")).get(f"/home/cuihu/requests/{request.number}/")
    return str(answer.content.decode())


def do(cast: Cast, request: Request, way: str, told: dict[str, Any], who: str = "王小明") -> Any:
    return cast.client_of(who).post(f"/home/cuihu/requests/{request.number}/do/{way}/", told, follow=True)


def now(quote: Quote) -> Quote:
    return Quote.objects.of(quote.community_id).get(id=quote.id)


def test_the_reporter_is_asked_and_agrees(desk: Desk) -> None:
    request = desk.report()
    given = quoted(desk, request)
    told = Notice.objects.of(request.community_id).filter(person=desk.cast.person("王小明"))
    assert told.filter(title="有一份报价等您同意：129.90 元").count() == 1
    shown = page(desk.cast, request)
    for words in ("龙头", "89.90", "129.90 元", "同意，129.90 元", "报价 129.90 元，等您答复", "阀芯坏了"):
        assert words in shown
    answer = do(desk.cast, request, "accept-quote", {"quote": given.id}).content.decode()
    assert "您同意了报价" in answer
    assert "同意了报价 129.90 元" in answer
    assert (now(given).state, now(given).name) == ("accepted", "王小明")
    heard = Notice.objects.of(request.community_id).filter(person=desk.cast.person("张强"))
    assert heard.filter(title="3栋2单元1001 同意了报价：129.90 元").count() == 1


def test_an_open_page_shows_the_quote_by_itself(desk: Desk) -> None:
    request = desk.report()
    before = page(desk.cast, request)
    seen = before.partition("/line/?seen=")[2].partition('"')[0]
    quoted(desk, request)
    line = desk.cast.client_of("王小明").get(f"/home/cuihu/requests/{request.number}/line/", {"seen": seen})
    for words in ('id="panels"', "有一份报价等您答复：129.90 元", "同意，129.90 元"):
        assert words in line.content.decode()
    assert "等您答复" in desk.cast.client_of("王小明").get("/home/cuihu/").content.decode()


def test_the_reporter_refuses_in_their_words(desk: Desk) -> None:
    request = desk.report()
    given = quoted(desk, request)
    nothing = do(desk.cast, request, "refuse-quote", {"quote": given.id, "words": " "}).content.decode()
    assert "请写一句为什么" in nothing
    assert now(given).state == "waiting"
    answer = do(desk.cast, request, "refuse-quote", {"quote": given.id, "words": "太贵，我自己买"})
    shown = answer.content.decode()
    assert "太贵，我自己买" in shown
    assert "这次没有做" in shown
    assert now(given).state == "refused"
    assert desk.jobs(request)[0].state == "cancelled"
    assert desk.now(request).state == "open"  # what was reported is not solved by that


def test_only_the_reporter_answers(desk: Desk) -> None:
    request = desk.report()
    given = quoted(desk, request)
    for who in ("李芳", "欧阳慧敏", "赵敏", "张强"):
        assert do(desk.cast, request, "accept-quote", {"quote": given.id}, who).status_code == 404, who
    for quote_id in ("", "x", "0", "7", str(2**70)):
        assert do(desk.cast, request, "accept-quote", {"quote": quote_id}).status_code in {200, 404}
    assert now(given).state == "waiting"
    with pytest.raises(NotFound):
        actions.accept_quote(actor=desk.cast.actor("赵敏"), request=request, quote_id=given.id)


def test_a_quote_of_somebody_elses_job_cannot_be_answered_here(desk: Desk) -> None:
    mine = desk.report()
    other = quoted(desk, desk.report(who="李芳", place="3-2-1002"))
    quoted(desk, mine)
    assert do(desk.cast, mine, "accept-quote", {"quote": other.id}).status_code == 404
    assert now(other).state == "waiting"


def test_what_changed_meanwhile_is_not_agreed_unseen(desk: Desk) -> None:
    request = desk.report()
    first = quoted(desk, request)
    quotes.give_quote(actor=desk.cast.actor("张强"), job=first.job, lines=[LABOUR, TAP, TAP])
    answer = do(desk.cast, request, "accept-quote", {"quote": first.id}).content.decode()
    assert "换成新的了" in answer
    assert now(first).state == "replaced"
    assert "报价有变化，现在是 219.80 元" in page(desk.cast, request)


def test_by_the_secret_link_too(desk: Desk) -> None:
    stranger = Client()
    request = actions.report_request(
        actor=desk.cast.actor("王小明"),
        place=desk.cast.place("3-2-1001"),
        category=desk.report().category,
        words="龙头漏水",
    )
    Request.objects.of(request.community_id).filter(id=request.id).update(
        reporter=None, guest_name="路人甲", follow_until="2027-01-01T00:00:00Z"
    )
    given = quoted(desk, desk.now(request))
    link = f"/t/{request.follow_token}/"
    assert "同意，129.90 元" in stranger.get(link).content.decode()
    stranger.post(f"{link}do/accept-quote/", {"quote": given.id})
    assert (now(given).state, now(given).name, now(given).person_id) == ("accepted", "路人甲", None)


def test_the_desk_sees_it_beside_the_request_and_writes_the_call_down(desk: Desk) -> None:
    request = desk.report()
    given = quoted(desk, request)
    assert "129.90 元" in desk.agent.get(desk.address(request)).content.decode()
    answer = f"/desk/cuihu/jobs/{given.job.number}/quote/answer/"
    assert "念给住户听" in desk.agent.get(answer).content.decode()
    assert desk.agent.post(answer, {"answer": "no", "name": "王小明", "words": ""}).status_code == 422
    assert now(given).state == "waiting"
    told = {"answer": "yes", "name": "王太太", "at": "", "words": ""}
    assert desk.agent.post(answer, told).status_code == 302
    assert (now(given).way, now(given).name) == ("call", "王太太")
