"""An anonymous complaint of somebody who is signed in: nothing that is kept tells who it was."""

import json
import re

from django.contrib.sessions.models import Session
from django.core import serializers
from django.db import connection
from django.test import Client

from anju.complaints.models import Complaint, Statement
from anju.complaints.tests.stories import Case
from anju.kernel.files import files_of
from anju.kernel.models import Event, IdempotencyKey
from anju.notices.models import Notice
from anju.requests.models import Message, Request
from anju.requests.tests.conftest import photo

__all__ = ["photo"]
WORDS = "保洁领班当众骂人，希望管一管"
KEY = "key-of-the-form-0001"


def form(case: Case, **more: object) -> dict[str, object]:
    home = case.cast.place("3-2-1001").id
    return {"words": WORDS, "category": "1001", "place": home, "anonymous": "1", "key": KEY, **more}


def send(case: Case, client: Client, **more: object) -> Request:
    answer = client.post("/home/cuihu/report/", form(case, **more))
    assert answer.status_code == 302, answer.content.decode()
    token = re.fullmatch(r"/t/([\w-]+)/received/", answer["Location"])
    assert token
    return Request.objects.across().get(follow_token=token[1])


def test_the_form_asks_and_the_link_is_shown_once(case: Case) -> None:
    client = case.cast.client_of("王小明")
    page = client.get("/home/cuihu/report/?kind=complaint").content.decode()
    assert "匿名投诉" in page and "不要让被投诉的人看到" in page
    made = send(case, client)
    received = client.get(f"/t/{made.follow_token}/received/").content.decode()
    assert f"/t/{made.follow_token}/" in received and "把它存下来" in received


def test_nothing_that_is_kept_tells_who_it_was(case: Case, photo: object) -> None:
    made = send(case, case.cast.client_of("王小明"), photos=photo)
    person, account = case.cast.person("王小明"), case.cast.account("王小明")
    assert (made.reporter_id, made.filed_by_id, made.guest_name, made.guest_phone) == (None, None, "", "")
    assert made.place == case.cast.place("3")  # of the home only the building
    assert [stored.person_id for stored in files_of(made)] == [None]
    for event in Event.objects.of(made.community_id).filter(about_id=made.id):
        assert event.person_id != person.id and event.account_id != account.id
        assert event.actor_kind in {"guest", "system"}
    for key in IdempotencyKey.objects.filter(about_id=made.id):
        assert key.owner == "anonymous"
    assert not Notice.objects.of(made.community_id).filter(person_id=person.id).exists()
    for session in Session.objects.all():
        assert made.follow_token not in json.dumps(session.get_decoded())
    ids = (str(person.id), str(account.id))
    rows = serializers.serialize("json", [made, *Complaint.objects.of(made.community_id).all()])
    assert not any(one in rows for one in ids)


def test_no_row_anywhere_joins_the_person_to_it(case: Case) -> None:
    """Whatever table: no row holds the request's id or link together with the person's or account's id."""
    made = send(case, case.cast.client_of("王小明"))
    person, account = case.cast.person("王小明"), case.cast.account("王小明")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            for (row,) in cursor.fetchall():
                if str(made.id) in row or made.follow_token in row:
                    assert str(person.id) not in row, table
                    assert f'"account_id":{account.id},' not in row, table


def test_the_same_form_sent_twice_is_one_complaint(case: Case) -> None:
    client = case.cast.client_of("王小明")
    assert send(case, client).id == send(case, client).id


def test_the_desk_reads_anonymous_and_finds_nobody(case: Case) -> None:
    made = send(case, case.cast.client_of("王小明"))
    for address in (f"/desk/cuihu/requests/{made.number}/", f"/desk/cuihu/requests/{made.number}/print/"):
        page = case.cast.client_of("何丽").get(address).content.decode()
        assert "王小明" not in page and made.follow_token not in page
    assert "匿名" in case.cast.client_of("何丽").get(f"/desk/cuihu/requests/{made.number}/").content.decode()
    told = case.cast.client_of("何丽").get(f"/api/v1/communities/cuihu/requests/{made.number}").json()
    assert str(case.id("王小明")) not in json.dumps(told)
    assert made.number not in case.cast.client_of("王小明").get("/home/cuihu/requests/").content.decode()


def test_it_is_followed_answered_and_appealed_by_the_link(case: Case) -> None:
    client = case.cast.client_of("王小明")
    made = send(case, client)
    base = f"/t/{made.follow_token}/"
    client.post(f"{base}do/facts/", {"words": "上周二早上八点"})
    case.decide(made, "not")
    assert "不属实" in client.get(base).content.decode()
    assert client.post(f"{base}do/appeal/", {"words": "没有看录像就下结论"}).status_code == 302
    assert case.now(made).appealed_at is not None
    assert case.holder(made) == "陈静"
    for event in Event.objects.of(made.community_id).filter(about_id=made.id, actor_kind="guest"):
        assert event.person_id is None and event.account_id is None
    assert not Message.objects.of(made.community_id).filter(person_id=case.id("王小明")).exists()


def test_only_a_complaint_can_be_anonymous(case: Case) -> None:
    client = case.cast.client_of("王小明")
    answer = client.post("/home/cuihu/report/", form(case, words="厨房水龙头一直滴水", category="0101"))
    assert answer.status_code == 422 and "只有投诉可以匿名" in answer.content.decode()
    assert not Request.objects.across().exists()


def test_a_passer_by_may_ask_to_seal_but_need_not_hide(case: Case) -> None:
    token = case.cast.place("LT-3-2").token
    page = Client().get(f"/q/{token}?kind=complaint").content.decode()
    assert "不要让被投诉的人看到" in page and "匿名投诉" not in page


def test_a_made_up_subject_is_refused(case: Case) -> None:
    answer = case.cast.client_of("王小明").post("/home/cuihu/report/", form(case, subject="weather"))
    assert answer.status_code == 422
    assert not Request.objects.across().exists()


def test_facts_of_somebody_else_are_not_taken(case: Case) -> None:
    made = send(case, case.cast.client_of("王小明"))
    assert Client().post("/t/no-such-link/do/facts/", {"words": "我也见过"}).status_code == 404
    li = case.cast.client_of("李芳")
    assert li.post(f"/home/cuihu/requests/{made.number}/do/facts/", {"words": "我也见过"}).status_code == 404
    assert not Statement.objects.of(made.community_id).exists()
