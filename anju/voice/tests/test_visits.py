"""Somebody who did not do it asks again; what they hear opens it again; three tries are not an answer."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from anju.kernel import clock as kernel_clock
from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.kernel.errors import Refused
from anju.notices.models import Notice
from anju.people.actions import give_post
from anju.requests import actions as requests
from anju.requests.models import Message, Request
from anju.standards.actions import load_catalogue
from anju.standards.queries import category_for
from anju.voice import actions, rules
from anju.voice.models import Visit, VisitRule, VisitTry
from anju.work import actions as work
from anju.work.queries import steps_of
from anju.work.step_actions import explain_no_photo
from tests.cast import LONG_AGO, Cast

Closing = Callable[..., Request]


@pytest.fixture
def close(cast: Cast, inline_reactions: None) -> Closing:
    """A repair that 张强 did and 王小明 called solved; P2 by nature, so that a visit is sure."""
    load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)

    def closed(category: str = "0102", who: str = "张强", reporter: str = "王小明") -> Request:
        request = requests.report_request(
            actor=cast.actor(reporter),
            place=cast.place("3-2-1001"),
            category=category_for(cast.cuihu.id, category),
            words="厨房下水堵了",
        )
        job = requests.dispatch_request(
            actor=cast.actor("赵敏"), request=request, assignee_id=cast.person(who).id
        )
        worker = cast.actor(who)
        work.accept_job(actor=worker, job=job)
        work.arrive(actor=worker, job=job)
        for step in steps_of(job):
            if step.evidence_why:
                explain_no_photo(actor=worker, job=job, number=step.number, words="手湿拍不了")
        work.finish_job(actor=worker, job=job, words="通好了")
        requests.judge_request(actor=cast.actor(reporter), request=request, verdict="solved")
        return Request.objects.of(cast.cuihu.id).get(id=request.id)

    return closed


def visit_of(request: Request) -> Visit:
    return Visit.objects.of(request.community_id).filter(request_id=request.id).order_by("-id")[0]


def address(visit: Visit) -> str:
    return f"/desk/cuihu/visits/{visit.id}/"


def test_a_pressing_one_is_visited_by_somebody_else_within_a_day(cast: Cast, close: Closing) -> None:
    request = close()
    visit = visit_of(request)
    assert (visit.state, visit.percent, visit.reasons) == ("due", 100, ["pressing"])
    assert visit.due_at == request.closed_at + timedelta(hours=24)
    assert visit.drawn == rules.drawn_from(visit.seed) and visit.seed == f"visit {request.id} 0"
    assert visit.visitor_id not in {None, cast.person("张强").id}
    told = Notice.objects.of(request.community_id).filter(title__contains="请回访")
    assert [one.person_id for one in told] == [visit.visitor_id]
    page = cast.client_of("赵敏").get("/desk/cuihu/visits/").content.decode()
    assert "厨房下水堵了" in page and "紧急的事" in page
    beside = cast.client_of("赵敏").get(f"/desk/cuihu/requests/{request.number}/").content.decode()
    assert f"/desk/cuihu/visits/{visit.id}/" in beside


def test_the_draw_is_kept_either_way_and_drawn_once(
    cast: Cast, close: Closing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "drawn_from", lambda seed: 1000)
    request = close("0106")
    visit = visit_of(request)
    assert (visit.state, visit.percent, visit.drawn, visit.visitor_id) == ("spared", 10, 1000, None)
    monkeypatch.setattr(rules, "drawn_from", lambda seed: 0)
    again = actions.draw_visit(
        community_id=request.community_id, request_id=request.id, at=kernel_clock.now()
    )
    assert again is not None and (again.id, again.state) == (visit.id, "spared")
    assert "10.00 / 10" in cast.client_of("赵敏").get("/desk/cuihu/visits/?list=spared").content.decode()
    assert visit_of(close("0106")).state == "due"


@pytest.mark.parametrize("answer", ["not", "half", "messy"])
def test_what_is_not_good_opens_it_again_with_the_first_due_time(
    cast: Cast, close: Closing, answer: str
) -> None:
    request = close()
    visit, first = visit_of(request), request.first_finish_by
    told = {"outcome": "reached", "answer": answer, "words": "  晚上又堵上了，水漫到门口 "}
    assert cast.client_of("赵敏").post(address(visit), told).status_code == 302
    visit.refresh_from_db()
    assert (visit.state, visit.answer, visit.words) == ("done", answer, "晚上又堵上了，水漫到门口")
    request = Request.objects.of(request.community_id).get(id=request.id)
    assert (request.state, request.verdict, request.verdict_via) == ("open", answer, "visit")
    assert (request.reopened, request.first_finish_by) == (1, first)
    words = Message.objects.of(request.community_id).filter(request=request, side="reporter")
    assert words.get().words == "晚上又堵上了，水漫到门口"


@pytest.mark.parametrize("answer", ["solved", "unsaid"])
def test_what_is_good_or_not_said_changes_nothing_of_the_request(
    cast: Cast, close: Closing, answer: str
) -> None:
    request = close()
    visit = visit_of(request)
    cast.client_of("赵敏").post(address(visit), {"outcome": "reached", "answer": answer})
    visit.refresh_from_db()
    assert (visit.state, visit.answer) == ("done", answer)
    request = Request.objects.of(request.community_id).get(id=request.id)
    assert (request.state, request.verdict, request.verdict_via) == ("closed", "solved", "own")


def test_three_tries_end_as_not_reached_never_as_satisfied(
    cast: Cast, close: Closing, clock: MovedClock
) -> None:
    visit = visit_of(close())
    desk = cast.client_of("赵敏")
    for tries in range(3):
        desk.post(address(visit), {"outcome": "not_reached", "words": "没人接", "tries_seen": tries})
        clock.forward(hours=4)
    visit.refresh_from_db()
    assert (visit.state, visit.answer, visit.tries) == ("unreached", "", 3)
    assert desk.post(address(visit), {"outcome": "reached", "answer": "solved"}).status_code == 409
    figures = cast.client_of("赵敏").get("/api/v1/communities/cuihu/visit-figures").json()
    assert (figures["chosen"], figures["answered"], figures["unreached"]) == (1, 0, 1)
    assert {one["count"] for one in figures["answers"]} == {0}
    assert {one["percent"] for one in figures["answers"]} == {None}


def test_later_is_no_fruitless_try(cast: Cast, close: Closing) -> None:
    visit = visit_of(close())
    cast.client_of("赵敏").post(address(visit), {"outcome": "later", "words": "正在开会"})
    visit.refresh_from_db()
    assert (visit.state, visit.tries) == ("due", 0)
    assert visit.next_at == kernel_clock.now() + timedelta(hours=4)
    assert "正在开会" in cast.client_of("赵敏").get(address(visit)).content.decode()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "请选一个：问到了、没联系上"),
        ({"outcome": "maybe"}, "maybe"),
        ({"outcome": "reached"}, "请选一个最接近的"),
        ({"outcome": "reached", "answer": "great"}, "great"),
        ({"outcome": "reached", "answer": "not", "words": "长" * 1001}, "写得太长了"),
    ],
)
def test_what_is_missing_is_said_and_nothing_changes(
    cast: Cast, close: Closing, told: dict[str, str], words: str
) -> None:
    visit = visit_of(close())
    answer = cast.client_of("赵敏").post(address(visit), {"any": "1"} | told)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    visit.refresh_from_db()
    assert (visit.state, visit.tries) == ("due", 0)
    assert not VisitTry.objects.of(visit.community_id).exists()


def test_who_did_it_cannot_ask_nor_take_it_over(cast: Cast, close: Closing) -> None:
    """何丽 of the desk went herself this once."""
    give_post(actor=SYSTEM, person=cast.person("何丽", "cuihu"), post="ENG_TECH", since=LONG_AGO)
    visit = visit_of(close(who="何丽"))
    doer = cast.client_of("何丽")
    assert visit.visitor_id != cast.person("何丽", "cuihu").id
    assert "这件您自己做过" in doer.get(address(visit)).content.decode()
    assert doer.post(address(visit), {"outcome": "reached", "answer": "solved"}).status_code == 409
    assert doer.post(f"{address(visit)}take/").status_code == 409
    with pytest.raises(Refused):
        actions.note_try(actor=cast.actor("何丽"), visit=visit, outcome="reached", answer="solved")
    visit.refresh_from_db()
    assert (visit.state, visit.answer) == ("due", "")
    assert cast.client_of("陈静").post(f"{address(visit)}take/").status_code == 302
    visit.refresh_from_db()
    assert visit.visitor_id == cast.person("陈静").id


def test_two_at_two_desks_do_not_both_count(cast: Cast, close: Closing) -> None:
    visit = visit_of(close())
    told = {"outcome": "not_reached", "tries_seen": "0"}
    assert cast.client_of("赵敏").post(address(visit), told).status_code == 302
    assert cast.client_of("陈静").post(address(visit), told).status_code == 409
    visit.refresh_from_db()
    assert visit.tries == 1


def test_who_reopens_it_themselves_is_not_asked(cast: Cast, close: Closing) -> None:
    request = close()
    requests.reopen_request(actor=cast.actor("王小明"), request=request)
    assert visit_of(request).state == "dropped"


def test_the_technician_sees_no_visits(cast: Cast, close: Closing) -> None:
    visit = visit_of(close())
    assert cast.client_of("张强").get("/desk/cuihu/visits/").status_code == 403
    assert (
        cast.client_of("张强").post(address(visit), {"outcome": "reached", "answer": "solved"}).status_code
        == 403
    )
    assert cast.client_of("王小明").get(address(visit)).status_code == 404


def test_the_share_is_set_by_who_may_and_stays_a_share(cast: Cast, close: Closing) -> None:
    manager, at = cast.client_of("陈静"), "/desk/cuihu/visits/share/"
    for typed in ("101", "-1", "ten", ""):
        answer = manager.post(at, {"percent": typed})
        assert answer.status_code == 422
        assert "a-field-error" in answer.content.decode()
    assert not VisitRule.objects.of(cast.cuihu.id).exists()
    assert cast.client_of("赵敏").post(at, {"percent": "0"}).status_code == 403
    assert manager.post(at, {"percent": "100"}).status_code == 302
    assert visit_of(close("0106")).percent == 100


def test_a_visit_over_the_api(cast: Cast, close: Closing) -> None:
    request = close()
    client, url = cast.client_of("赵敏"), "/api/v1/communities/cuihu/visits"
    (row,) = client.get(url).json()
    assert (row["request"], row["percent"], row["answer"]) == (request.number, 100, "")
    bad = client.post(f"{url}/{row['id']}/tries", json.dumps({"outcome": "reached"}), "application/json")
    assert bad.status_code == 422
    told = {"outcome": "reached", "answer": "half", "words": "好一点"}
    done = client.post(f"{url}/{row['id']}/tries", json.dumps(told), "application/json").json()
    assert (done["state"], done["answer"], done["words"]) == ("done", "half", "好一点")
    assert client.post(f"{url}/{row['id']}/take").status_code == 409
    assert cast.client_of("张强").get(url).status_code == 403
    figures = client.get("/api/v1/communities/cuihu/visit-figures").json()
    assert {one["answer"]: one["count"] for one in figures["answers"]} == {
        "solved": 0,
        "messy": 0,
        "half": 1,
        "not": 0,
        "unsaid": 0,
    }
