"""The permission table: each page × each standing person, allowed or refused, and a refusal changes nothing.

``permissions.txt`` says for each address who comes in. A new page needs its line there; change it on purpose.

    anyone          strangers too
    own             whoever is signed in
    link            who holds the secret link of the request
    resident        who lives in or owns a home of the community
    known           who is known there, also staff and who moved out
    crew[:grant]    who holds a post there, and the grant if named
    desk[:grant]    the same, at the desk
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from anju.assets import actions as assets
from anju.assets.tests.stories import stores_of
from anju.channels.actions import log_call
from anju.channels.intake import take_in
from anju.connect import actions as connect
from anju.connect.models import WebhookDelivery
from anju.improvement.actions import publish_article, write_article
from anju.incidents import actions as incidents
from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.models import StoredFile
from anju.learning.models import Label
from anju.learning.tests.stories import brought_in
from anju.notices.models import Notice
from anju.people.intake.actions import open_intake
from anju.people.intake.template import template_file
from anju.people.models import HomeRole
from anju.proposals.actions import share_proposal
from anju.proposals.queries import proposal_for
from anju.requests import actions as requests
from anju.requests.models import Request
from anju.standards.actions import load_catalogue
from anju.standards.queries import category_for
from anju.voice.models import Visit
from anju.work.planning.actions import ask_plan
from tests.cast import Cast

TABLE = Path(__file__).with_name("permissions.txt")
NOT_PAGES = ("api/", "ui/", "static/")
# From no standing at all to all grants: a stranger, the other community's owner, two residents, crew, desk, manager.
PERSONS = ["", "钱进", "王小明", "李芳", "老周", "张强", "刘工", "赵敏", "何丽", "陈静"]
# Whose newest notice is opened on each face.
NOTIFIED = {"home": "王小明", "crew": "张强", "desk": "何丽"}
# Also who is told that the step cannot follow now, or that the door wants another method, has come in.
CAME_IN = {200, 302, 405, 409}
# Tables that a refused call may touch: who was seen when, and how often somebody tried.
NOT_COUNTED = {"django_session", "kernel_usemark", "usersessions_usersession", "account_emailaddress"}


def table() -> dict[str, str]:
    rows = [line.rsplit(maxsplit=1) for line in TABLE.read_text("utf-8").splitlines() if line.strip()]
    return {("" if path == "/" else path): who for path, who in rows}


def pages(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Each address as it is written in the urls, with its page function."""
    for one in (resolver or get_resolver()).url_patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from pages(one, path)
        elif isinstance(one, URLPattern) and one.name and not path.startswith(NOT_PAGES):
            yield path, one.callback


def declared(page: Any) -> str:
    face = {"follow": "link"}.get(getattr(page, "face", ""), getattr(page, "face", "anyone"))
    needs = getattr(page, "needs", "")
    return f"{face}:{needs}" if needs else face


def test_the_table_says_what_the_doors_say() -> None:
    assert table() == {path: declared(page) for path, page in pages()}, (
        "bring tests/house/permissions.txt up to date"
    )


@pytest.fixture
def samples(cast: Cast, inline_reactions: None) -> dict[str, str]:
    """One of everything in 翠湖花园, for the blanks of the addresses."""
    load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    request = requests.report_request(
        actor=cast.actor("王小明"),
        place=cast.place("3-2-1001"),
        category=category_for(cast.cuihu.id, "0101"),
        words="厨房水龙头滴水",
    )
    requests.answer_request(actor=cast.actor("赵敏"), request=request, words="马上安排")
    job = requests.dispatch_request(
        actor=cast.actor("赵敏"), request=request, assignee_id=cast.person("张强").id
    )
    guest = Actor(kind="guest")
    followed = requests.report_request(
        actor=guest,
        place=cast.place("LT-3-2"),
        category=category_for(cast.cuihu.id, "0304"),
        words="电梯按键不亮",
        guest_name="路人",
    )
    incident = incidents.open_incident(
        actor=SYSTEM,
        community_id=cast.cuihu.id,
        title="3栋停水",
        words="水泵检修，正在抢修。",
        categories=[category_for(cast.cuihu.id, "0204")],
        places=[cast.place("3")],
    )
    article = write_article(
        actor=SYSTEM,
        community_id=cast.cuihu.id,
        title="装修时间",
        question="几点可以装修？",
        words="八点到十二点。",
    )
    publish_article(actor=SYSTEM, article=article)
    visit = Visit.objects.of(cast.cuihu.id).create(
        request=request,
        round=0,
        percent=100,
        seed="visit",
        drawn=0,
        state="due",
        opened_at=clock.now(),
        due_at=clock.now(),
    )
    role = HomeRole.objects.of(cast.cuihu.id).filter(person=cast.person("王小明")).get()
    intake = open_intake(
        actor=SYSTEM, community_id=cast.cuihu.id, content=template_file(), file_name="homes.xlsx"
    )
    return {
        "community": "cuihu",
        **learned_from(cast),
        "number": request.number,
        "job": job.number,
        "token": followed.follow_token,
        "scanned": cast.place("LT-3-2").token,
        "person": str(cast.person("王小明").id),
        "place": str(cast.place("3-2-1001").id),
        "home": str(cast.place("3-2-1001").id),
        **{f"{face} notice": notice_of(cast, name) for face, name in NOTIFIED.items()},
        "area": str(cast.place("LT-3-2").id),
        "intake": str(intake.id),
        "plan": str(ask_plan(actor=SYSTEM, community_id=cast.cuihu.id).id),
        **connected(cast),
        **came_in(cast),
        **stocked(cast),
        "role": str(role.id),
        "incident": incident.number,
        "visit": str(visit.id),
        "code": "0101",
        "act": "note",
        "section": "dangerous",
        "kind": "火",
        "article": str(article.id),
        "proposal": suggested(cast),
        "part act": "count",
        "tool act": "lock",
        "any": "1",
    }


def suggested(cast: Cast) -> str:
    """A suggestion that neighbours may support."""
    made = requests.report_request(
        actor=cast.actor("王小明"),
        place=cast.place("HY-1"),
        category=category_for(cast.cuihu.id, "1206"),
        words="希望花园加长椅",
    )
    proposal = proposal_for(cast.actor("王小明"), cast.cuihu.id, made.number)
    share_proposal(actor=cast.actor("王小明"), proposal=proposal, shared=True)
    return str(proposal.id)


def learned_from(cast: Cast) -> dict[str, str]:
    """A file of past reports that was written, with its label."""
    file = brought_in(cast, "内容,类别\n灯不亮,照明\n")
    label = Label.objects.of(cast.cuihu.id).get()
    return {"past": str(file.id), "label": str(label.id)}


def stocked(cast: Cast) -> dict[str, str]:
    """A part in a store, and a tool."""
    stores = stores_of(cast)
    tool = assets.add_tool(actor=SYSTEM, community_id=cast.cuihu.id, code="DL-1", name="冲击钻", kind="power")
    return {"store": str(stores.warehouse.id), "part": str(stores.valve.id), "tool": str(tool.id)}


def connected(cast: Cast) -> dict[str, str]:
    """A webhook that has something to deliver."""
    webhook = connect.add_webhook(
        actor=SYSTEM, community_id=cast.cuihu.id, name="财务系统", url="https://example.org/hook"
    )
    connect.ping_webhook(actor=SYSTEM, webhook=webhook)
    delivery = WebhookDelivery.objects.of(cast.cuihu.id).filter(webhook=webhook).first()
    assert delivery is not None
    return {"webhook": str(webhook.id), "delivery": str(delivery.id)}


def came_in(cast: Cast) -> dict[str, str]:
    """A mail that was left aside and a call that led to nothing, each to be filed."""
    mail = take_in(b"From: a@example.org\nTo: cuihu@x.org\nSubject: x\nPrecedence: bulk\n\nlamp")
    call = log_call(
        actor=SYSTEM, community_id=cast.cuihu.id, called_at=clock.now(), words="问一声", caller_name="路人"
    )
    return {"mail": str(mail.id), "call": str(call.id)}


def notice_of(cast: Cast, name: str) -> str:
    newest = Notice.objects.of(cast.cuihu.id).filter(person=cast.person(name)).order_by("-id")
    return str(newest.values_list("id", flat=True)[0])


def test_who_comes_in_and_who_does_not(cast: Cast, samples: dict[str, str]) -> None:
    clients = {name: cast.client_of(name) if name else Client() for name in PERSONS}
    wrong = []
    for path, who in table().items():
        if who in {"anyone", "own", "link"}:
            continue
        address = filled(path, samples)
        before = everything()
        for name, method in product(PERSONS, ("get", "post")):
            expected = refusal(cast, name, who)
            if expected is not None:
                answer = getattr(clients[name], method)(address)
                if not fits(answer, expected):
                    wrong.append(
                        f"{method} {address} by {name or 'a stranger'}: {answer.status_code}, not {expected}"
                    )
        if everything() != before:
            wrong.append(f"{address}: refused, but something changed")
    assert not wrong, "\n".join(wrong)


def test_who_may_comes_in(cast: Cast, samples: dict[str, str]) -> None:
    wrong = []
    clients = {name: cast.client_of(name) for name in PERSONS if name}
    for path, who in table().items():
        if who in {"anyone", "own", "link"}:
            continue
        address = filled(path, samples)
        able = [name for name in PERSONS if name and refusal(cast, name, who) is None]
        with transaction.atomic():
            answers = [clients[name].get(address) for name in able]
            if not any(answer.status_code in CAME_IN for answer in answers):
                wrong.append(f"{address}: {[answer.status_code for answer in answers]} for {able}")
            transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)


def test_a_secret_link_opens_its_own_request_only(cast: Cast, samples: dict[str, str]) -> None:
    client = Client()
    before = everything()
    for path, who in table().items():
        if who == "link":
            wrong = filled(path, {**samples, "token": "x" * 24})
            assert client.get(wrong).status_code in {404, 405}, wrong
            assert client.post(wrong).status_code in {404, 405}, wrong
    assert everything() == before
    assert client.get(f"/t/{samples['token']}/").status_code == 200
    assert Request.objects.of(cast.cuihu.id).count() == 3
    assert not StoredFile.objects.of(cast.cuihu.id).exists()


def test_ones_own_pages_ask_strangers_to_sign_in() -> None:
    client = Client()
    for path, who in table().items():
        if who == "own":
            answer = client.get("/" + filled_plainly(path))
            assert answer.status_code in {302, 405}, path


def refusal(cast: Cast, name: str, who: str) -> int | None:
    """The status a person must get: 302 to signing in, 404, 403; None for who may come in."""
    if not name:
        return 302
    face, _colon, grant = who.partition(":")
    standing = next((one for one in cast.actor(name).standings if one.slug == "cuihu"), None)
    if standing is None:
        return 404
    belongs = face == "known" or (bool(standing.places) if face == "resident" else standing.is_staff)
    if not belongs:
        return 404
    return 403 if grant and not standing.may(grant) else None


def fits(answer: Any, expected: int) -> bool:
    if answer.status_code == 405:
        return True  # the door knows no such method for anybody
    if expected == 302:
        return answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
    return bool(answer.status_code == expected)


def filled(path: str, samples: dict[str, str]) -> str:
    """The address with one of everything in its blanks."""
    parts = []
    for part in path.split("/"):
        if not part.startswith("<"):
            parts.append(part)
            continue
        blank = part.strip("<>").split(":")[-1]
        parts.append(samples.get(_meaning(path, blank), samples["any"]))
    return "/" + "/".join(parts)


def filled_plainly(path: str) -> str:
    return "/".join("1" if part.startswith("<") else part for part in path.split("/"))


def _meaning(path: str, blank: str) -> str:
    if blank == "number" and "/incidents/" in path:
        return "incident"
    if blank == "number":
        return "job" if "/jobs/" in path else "number"
    if blank == "step" and "/do/" in path:
        return "act"
    if blank == "act":
        return "tool act" if "/tools/" in path else "part act"
    if blank == "notice_id":
        return f"{path.split('/')[0]} notice"
    if blank == "token" and path.startswith("q/"):
        return "scanned"
    if blank == "place_id" and path.endswith(("edit/", "retire/", "position/")):
        return "area"
    return blank.removesuffix("_id")


def everything() -> str:
    """A digest of all rows of all tables that count."""
    names = [
        name
        for name in connection.introspection.table_names()
        if name not in NOT_COUNTED and not name.startswith(("procrastinate_periodic", "procrastinate_worker"))
    ]
    rows = "coalesce(string_agg(t::text, '' ORDER BY t::text), '')"
    tables = " UNION ALL ".join(
        f"SELECT '{name}' AS name, md5({rows}) AS rows FROM \"{name}\" t" for name in names
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT string_agg(name || rows, '' ORDER BY name) FROM ({tables}) AS all_tables")
        (digest,) = cursor.fetchone()
    return str(digest)
