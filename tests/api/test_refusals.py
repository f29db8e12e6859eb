"""What the API answers to whom it does not know, and to what it cannot use."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client

from anju.connect import actions
from anju.connect.models import ApiToken
from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock, now
from anju.people.models import Account, Person
from anju.places.models import Place
from anju.requests.models import Message, Request
from tests.api.caller import PROBLEM, ROOT, Caller, check_problem
from tests.api.stories import content, report
from tests.cast import Cast

Calls = Callable[..., Caller]


def requests_of(house: Cast) -> int:
    return Request.objects.of(house.cuihu.id).count()


# Who calls


def test_an_unknown_token_is_asked_for_one(db: None) -> None:
    for token in ("", "anju_x", "anju_" + "x" * 43, "令牌".encode().decode("latin-1"), "a b c"):
        for method in ("GET", "POST"):
            answer = Caller(token).call(method, "requests", content="{}")
            assert answer.status == 401
            assert answer.headers["WWW-Authenticate"] == "Bearer"
            assert "Bearer" in answer.body["detail"]


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "bearer ", "anju_x", "Bearer\tx"])
def test_another_kind_of_authorization_is_none(db: None, header: str) -> None:
    answer = Client().get(f"{ROOT}/me", headers={"Authorization": header})
    assert answer.status_code == 401


def test_ended_expired_and_closed_tokens_open_nothing(house: Cast, calls: Calls, clock: MovedClock) -> None:
    ended, expiring, closed, gone = (calls(name) for name in ("赵敏", "张强", "王小明", "李芳"))
    tokens = {token.name: token for token in ApiToken.objects.of(house.cuihu.id)}
    assert {caller.get("/me").status for caller in (ended, expiring, closed, gone)} == {200}

    actions.end_token(actor=SYSTEM, token=tokens["赵敏的系统"])
    ApiToken.objects.of(house.cuihu.id).filter(name="张强的系统").update(
        expires_at=now() + timedelta(hours=1)
    )
    Account.objects.filter(phone="13800000001").update(is_active=False)
    Person.objects.of(house.cuihu.id).filter(name="李芳").update(is_active=False)
    clock.forward(hours=1)
    for caller in (ended, expiring, closed, gone):
        assert caller.get("/me").status == 401
        assert caller.post("requests", **content(house)).status == 401
    assert requests_of(house) == 0


def test_a_browser_may_read_but_writes_only_from_our_own_pages(house: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(house.account("王小明"))
    address = f"{ROOT}/communities/cuihu/requests"
    assert browser.get(address).status_code == 200
    sent = json.dumps(content(house))

    refused = browser.post(address, sent, content_type="application/json")
    assert refused.status_code == 403
    check_problem(403, refused["Content-Type"], refused.json())
    with_bad_token = browser.post(
        address, sent, content_type="application/json", headers={"Authorization": "Bearer anju_x"}
    )
    assert with_bad_token.status_code == 401
    assert requests_of(house) == 0

    key = browser.get(f"{ROOT}/docs").cookies["csrftoken"].value
    taken = browser.post(address, sent, content_type="application/json", headers={"X-CSRFToken": key})
    assert taken.status_code == 201


# What is not theirs


def test_what_others_reported_is_not_there(house: Cast, calls: Calls) -> None:
    number = report(calls("王小明"), house)["number"]
    before = Request.objects.of(house.cuihu.id).values().get()
    one = f"requests/{number}"
    for name in ("李芳", "欧阳慧敏", "张强"):
        other = calls(name)
        assert other.get(one).status == 404
        assert other.get(f"{one}/timeline").status == 404
        assert other.get("requests").body["items"] == []
        for step in ("take", "urge", "cancel", "reopen"):
            assert other.post(f"{one}/{step}").status == 404
        for step in ("comments", "answers", "notes", "finish"):
            assert other.post(f"{one}/{step}", words="是我家的").status == 404
        assert other.post(f"{one}/judge", verdict="solved").status == 404
    assert Request.objects.of(house.cuihu.id).values().get() == before
    assert Message.objects.of(house.cuihu.id).count() == 0


@pytest.mark.parametrize("name", ["王小明", "赵敏"])
def test_ids_of_the_other_community_lead_nowhere(house: Cast, calls: Calls, name: str) -> None:
    caller, theirs = calls(name), house.place("1-1-101", "laohuai")
    outsider = house.person("钱进")
    answers = [
        caller.post("requests", **content(house, place_id=str(theirs.id))),
        caller.get(f"places/{theirs.id}"),
        caller.get(f"places/{theirs.id}/people"),
        caller.get(f"people/{outsider.id}"),
        caller.get("/communities/laohuai/requests"),
        caller.get("/communities/laohuai/places"),
        caller.get("/communities/nowhere/places"),
        caller.get("requests/BX-20261123-0099"),
        caller.get(f"places/{2**63 - 1}"),
        caller.get(f"places/{2**63}"),
        caller.get("places/0"),
    ]
    refused = {404} if name == "赵敏" else {403, 404}
    assert {answer.status for answer in answers} <= refused
    assert not any("钱进" in answer.body["detail"] for answer in answers)
    assert requests_of(house) == 0


def test_a_person_of_the_other_community_is_neither_reporter_nor_assignee(house: Cast, calls: Calls) -> None:
    desk, outsider = calls("赵敏"), str(house.person("马超").id)
    assert desk.post("requests", **content(house, reporter_id=outsider)).status == 404
    number = report(desk, house, guest_phone="13900000000")["number"]
    refused = desk.post(f"requests/{number}/jobs", assignee_id=outsider)
    assert refused.status == 409
    assert desk.get("jobs").body["items"] == []
    assert desk.get(f"requests/{number}").body["state"] == "new"


def test_a_resident_files_for_nobody_else(house: Cast, calls: Calls) -> None:
    resident = calls("王小明")
    for more in ({"reporter_id": str(house.person("李芳").id)}, {"guest_phone": "13900000000"}):
        assert resident.post("requests", **content(house, **more)).status == 403
    neighbours = str(house.place("3-2-1002").id)
    assert resident.post("requests", **content(house, place_id=neighbours)).status == 404
    assert requests_of(house) == 0


# What cannot be read


def test_every_refusal_is_a_problem_document(house: Cast, calls: Calls) -> None:
    caller = calls("王小明")
    assert caller.get("/nowhere").status == 404
    assert caller.get("/communities/cuihu/nowhere").status == 404
    assert caller.get("/communities/CUIHU!/places").status in {404, 422}
    not_allowed = caller.call("DELETE", "requests")
    assert not_allowed.status == 405
    assert set(not_allowed.headers["Allow"].split(", ")) == {"GET", "POST"}
    assert caller.call("PUT", "/me", content="{}").status == 405
    assert caller.get("requests").headers["Cache-Control"] == "private, no-store"
    for address in ("/api/", "/api/v2/me", "/api/v1/x/../../y"):
        answer = Client().get(address)
        check_problem(404, answer["Content-Type"], answer.json())


BROKEN = [
    b"",
    b"{",
    b"not json",
    b'{"words": "\xff\xfe"}',
    b"[" * 100_000,
    b"1" * 5000,
]


def test_broken_json_is_said_to_be_broken(house: Cast, calls: Calls) -> None:
    for broken in BROKEN:
        answer = calls("王小明").call("POST", "requests", content=broken)
        assert answer.status == (400 if broken else 422), broken[:20]
    assert requests_of(house) == 0


def test_other_json_is_no_report(house: Cast, calls: Calls) -> None:
    for other in ("[]", "null", "1", '"words"', "true", "[{}]"):
        assert calls("王小明").call("POST", "requests", content=other).status == 400, other
    for other in ('{"words": NaN}', "{}"):
        assert calls("王小明").call("POST", "requests", content=other).status == 422, other
    assert requests_of(house) == 0


def test_what_is_too_large_is_not_read(house: Cast, calls: Calls) -> None:
    caller = calls("王小明")
    large = json.dumps(content(house, words="水" * 1_000_000)).encode()
    answer = caller.call("POST", "requests", content=large)
    assert answer.status == 413
    body = caller.client.generic(
        "POST",
        f"{ROOT}/communities/cuihu/requests",
        b"{}",
        "application/json",
        headers={"Authorization": f"Bearer {caller.token}"},
        CONTENT_LENGTH=str(300 * 2**20),
    )
    check_problem(413, body["Content-Type"], body.json())
    assert requests_of(house) == 0


WRONG: list[tuple[str, Any]] = [
    ("photo", "x"),
    ("words", "水" * 1001),
    ("words", ""),
    ("words", "   "),
    ("words", "\u200b\u200b"),
    ("words", "滴\x00水"),
    ("words", "半个\ud83d字"),
    ("words", None),
    ("words", ["滴水"]),
    ("words", 7),
    ("wish", "晚" * 81),
    ("category", "9" * 81),
    ("category", "01"),
    ("place_id", "1'; DROP TABLE x"),
    ("place_id", 12),
    ("place_id", "1" * 20),
    ("place_id", "-1"),
    ("place_id", "²"),
]


def test_the_field_is_named(house: Cast, calls: Calls) -> None:
    for field, value in WRONG:
        answer = calls("王小明").post("requests", **content(house, **{field: value}))
        assert answer.status == 422, (field, value)
        assert [one["field"] for one in answer.body["errors"]] == [field]
    assert requests_of(house) == 0


def test_a_missing_field_is_named(house: Cast, calls: Calls) -> None:
    for missing in ("words", "category", "place_id"):
        sent = {name: value for name, value in content(house).items() if name != missing}
        answer = calls("王小明").post("requests", **sent)
        assert (answer.status, answer.body["errors"]) == (422, [{"field": missing, "detail": "缺少这一项。"}])


NASTY = [
    "'; DROP TABLE requests_request; --",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% include 'x' %}",
    "../../etc/passwd",
    "%s %d %(x)s {0} \\x00 \\",
    "滴水 👩‍🔧 \u202e反\u202c é",
]


def test_text_is_text_in_every_field(house: Cast, calls: Calls) -> None:
    desk = calls("赵敏")
    for nasty in NASTY:
        kept = nasty.replace("\u202e", "").replace("\u202c", "")
        made = report(
            desk, house, words=nasty, wish=nasty[:60], guest_name=nasty[:40], guest_phone="13900000000"
        )
        assert (made["words"], made["wish"]) == (kept, kept[:60])
        one = f"requests/{made['number']}"
        for door in ("answers", "notes"):
            assert desk.post(f"{one}/{door}", words=nasty).status == 201
        assert desk.post(f"{one}/jobs", words=nasty[:80]).status == 201
        assert [entry["words"] for entry in desk.get(f"{one}/timeline").body if entry["words"]].count(
            kept
        ) == 3
        for path, query in (
            ("requests", {"q": nasty}),
            ("places", {"q": nasty}),
            ("people", {"q": nasty}),
            ("categories/guess", {"words": nasty}),
        ):
            assert desk.get(path, **query).status == 200
        for number in (nasty, "BX-20261123-0001'--"):
            assert desk.get(f"requests/{number.replace('/', '')[:20]}").status in {404, 422}
    assert Place.objects.of(house.cuihu.id).exists()


def test_odd_queries_are_refused_or_find_nothing(house: Cast, calls: Calls) -> None:
    desk = calls("赵敏")
    for name in ("q", "after", "limit", "state", "kind", "late", "unfinished"):
        for value in ("\x00", "x\x00y", "' OR 1=1", "🦊" * 50, "1" * 400):
            answer = desk.get("requests", **{name: value})
            assert answer.status in {200, 422}, (name, value)
            if answer.status == 422:
                assert [one["field"] for one in answer.body["errors"]] == [name]


# Too often


def test_a_token_may_call_so_often_in_a_minute(
    house: Cast, calls: Calls, clock: MovedClock, settings: Any
) -> None:
    settings.API_PER_MINUTE = 3
    caller = calls("赵敏")
    assert [caller.get("/me").status for _ in range(3)] == [200] * 3
    refused = caller.get("/me")
    assert (refused.status, refused.headers["Retry-After"]) == (429, "60")
    assert caller.post("requests", **content(house, guest_phone="13900000000")).status == 429
    assert calls("张强").get("/me").status == 200
    clock.forward(seconds=60)
    assert caller.get("/me").status == 200
    assert requests_of(house) == 0


def test_our_own_faults_are_problems_too(house: Cast, calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: Any, **_more: Any) -> None:
        raise ZeroDivisionError

    def suspicious(*_given: Any, **_more: Any) -> None:
        raise SuspiciousOperation

    caller = calls("赵敏")
    caller.client.raise_request_exception = False
    monkeypatch.setattr("anju.places.queries.places_page", broken)
    answer = caller.get("places")
    assert (answer.status, answer.body["type"]) == (500, "urn:anju:failed")
    assert "ZeroDivision" not in str(answer.body)
    monkeypatch.setattr("anju.places.queries.places_page", suspicious)
    assert caller.get("places").status == 400
    assert PROBLEM in caller.get("places").headers["Content-Type"]
