"""The desk's board and one request, over 100,000 requests of which 2,000 are open.

Pages are asked for as the browser does, through every middleware and template, signed in as a receptionist. Beside each
time stands its limit: p95 under 200 ms; beside the number of queries 15 for the board and 25 for one request. Rows are
made in a transaction that is rolled back.
"""

import random
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from anju.kernel import clock, partitions
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.bulk import add_rows
from anju.kernel.ids import new_id
from anju.people import actions as people
from anju.people.models import Person
from anju.people.queries import actor_of
from anju.people.rules import haystack_of, pinyin_of
from anju.places.actions import add_community, add_place
from anju.places.models import Community, Place
from anju.requests import actions
from anju.requests.models import Message, Request, RequestJob
from anju.standards.actions import load_catalogue
from anju.standards.models import Category
from anju.standards.queries import category_for
from anju.work.models import Job
from benchmarks.results import Result

REQUESTS = 100_000
OPEN = 2_000
BUILDINGS, ROOMS = 12, 100
TIMES = 30
LIMIT_MS = 200.0
BOARD_QUERIES, DETAIL_QUERIES = 15, 25
WORDS = (
    "厨房水龙头一直滴水",
    "马桶水箱关不住",
    "电梯门关不上，一直在响",
    "楼道灯不亮",
    "半夜楼上装修太吵",
    "下水返味",
)


def run() -> list[Result]:
    with _rolled_back(), override_settings(STORAGES=_plain_static_files(), ALLOWED_HOSTS=["*"]):
        community = add_community(company="基准物业", slug="bench-board", name="基准小区")
        load_catalogue(actor=SYSTEM, community_id=community.id)
        partitions.ensure_ahead()
        agent, worker, client = _staff(community)
        homes = _homes(community)
        persons = _persons(community, homes)
        _requests(community, homes, persons, worker)
        one = _busy_request(community, homes[0], agent, worker)
        with connection.cursor() as cursor:
            for model in (Request, Message, RequestJob, Job, Person, Place, Category):
                cursor.execute(f"ANALYZE {model._meta.db_table}")
        return [*_board(client, community, homes), *_detail(client, community, one)]


def _board(client: Client, community: Community, homes: list[Place]) -> Iterator[Result]:
    at = f"/desk/{community.slug}/requests/"
    pages = {
        "board": at,
        "board as columns": f"{at}?as=columns",
        "board, late ones": f"{at}?as=table&late=late",
        "board of one building": f"{at}?as=table&building_id={homes[0].building_id}",
        "board, unaccepted jobs": f"{at}?unaccepted=1",
        "board, words searched": f"{at}?text=滴水",
        "board, ended ones": f"{at}?states=closed",
        "board, words searched in all": f"{at}?states=all&text=没有人这么说",
    }
    for name, address in pages.items():
        yield from _measured(name, client, address, BOARD_QUERIES)
    part = {"HX-Request": "true", "HX-Target": "board-list"}
    yield from _measured("board, refreshed part", client, f"{at}?as=table", BOARD_QUERIES, part)


def _detail(client: Client, community: Community, one: Request) -> Iterator[Result]:
    at = f"/desk/{community.slug}/requests/{one.number}/"
    yield from _measured("one request", client, at, DETAIL_QUERIES)
    yield from _measured(
        "one request as panel", client, at, DETAIL_QUERIES, {"HX-Request": "true", "HX-Target": "panel"}
    )


def _measured(
    name: str, client: Client, address: str, most_queries: int, headers: dict[str, str] | None = None
) -> Iterator[Result]:
    def ask() -> None:
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200, (address, answer.status_code)

    ask()
    with CaptureQueriesContext(connection) as asked:
        ask()
    queries = len(asked)  # the next request forgets what was asked
    taken = []
    for _try in range(TIMES):
        begun = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - begun) * 1000)
    p95 = statistics.quantiles(taken, n=20)[-1]
    yield Result(f"{name}: p50", statistics.median(taken), LIMIT_MS, "ms")
    yield Result(f"{name}: p95", p95, LIMIT_MS, "ms")
    yield Result(f"{name}: queries", float(queries), float(most_queries), "queries")


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _plain_static_files() -> dict[str, Any]:
    """Static files as they lie: a benchmark needs no collected folder."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return settings.STORAGES | {"staticfiles": plain}


def _staff(community: Community) -> tuple[Actor, Person, Client]:
    people_made = []
    for name, phone, post in (
        ("基准前台", "19900000001", "CS_AGENT"),
        ("基准师傅", "19900000002", "ENG_TECH"),
    ):
        person = people.add_person(actor=SYSTEM, community_id=community.id, name=name, phone=phone)
        people.open_account(actor=SYSTEM, person=person)
        people.give_post(actor=SYSTEM, person=person, post=post)
        people_made.append(person)
    agent, worker = people_made
    assert agent.account is not None
    client = Client()
    client.force_login(agent.account)
    return actor_of(agent.account), worker, client


def _homes(community: Community) -> list[Place]:
    for number in range(1, BUILDINGS + 1):
        building = add_place(
            actor=SYSTEM, community_id=community.id, kind="building", code=str(number), name=f"{number}栋",
            label=f"{number}栋",
        )  # fmt: skip
        rooms = [f"{floor}{door:02d}" for floor in range(1, ROOMS // 4 + 1) for door in range(1, 5)]
        add_rows(
            Place,
            community.id,
            (
                {
                    "kind": "home", "parent_id": building.id, "building_id": building.id,
                    "code": f"{number}-1-{room}", "name": room, "label": f"{number}栋1单元{room}",
                    "floor": int(room[:-2]), "sort": f"{number:06d}-{room}",
                }
                for room in rooms
            ),
        )  # fmt: skip
    return list(Place.objects.of(community.id).filter(kind="home").order_by("id"))


def _persons(community: Community, homes: list[Place]) -> list[int]:
    ids = [new_id() for _home in homes]

    def row(number: int, home: Place) -> dict[str, Any]:
        name = f"住户{number}"
        pinyin, initials = pinyin_of(name)
        phone = f"138{number:08d}"
        haystack = haystack_of(name=name, phone=phone, plates=[], rooms=[home.code])
        return {
            "id": ids[number], "name": name, "pinyin": pinyin, "initials": initials, "phone": phone,
            "haystack": haystack,
        }  # fmt: skip

    add_rows(Person, community.id, (row(number, home) for number, home in enumerate(homes)))
    return ids


def _requests(community: Community, homes: list[Place], persons: list[int], worker: Person) -> None:
    """Ended requests of two years and the open ones of the last days, half of them with a job."""
    dice, now = random.Random(7), clock.now()
    leaves = list(Category.objects.of(community.id).filter(parent__isnull=False, priority__gt=""))
    rows = []
    for number in range(REQUESTS):
        is_open = number >= REQUESTS - OPEN
        state = dice.choices(("new", "open", "done"), (4, 5, 1))[0] if is_open else "closed"
        back = timedelta(hours=dice.randrange(72)) if is_open else timedelta(days=3 + dice.randrange(720))
        opened, leaf, which = now - back, dice.choice(leaves), dice.randrange(len(homes))
        due = opened + timedelta(hours=dice.randrange(1, 96))
        rows.append(
            {
                "id": new_id(), "number": f"BX-20260101-{number:06d}", "kind": leaf.kind or "repair",
                "category_id": leaf.id, "priority": leaf.priority, "state": state,
                "verdict": "" if is_open else "solved", "words": dice.choice(WORDS), "place_id": homes[which].id,
                "channel": "app", "reporter_id": persons[which], "opened_at": opened, "answer_by": due,
                "finish_by": due, "first_finish_by": due, "due_at": due if state in ("new", "open") else None,
            }
        )  # fmt: skip
    add_rows(Request, community.id, rows)
    said = (
        {"request_id": row["id"], "side": "reporter", "words": "什么时候来？", "internal": False, "at": now}
        for row in rows
        if row["state"] != "closed"
    )
    add_rows(Message, community.id, said)
    _jobs(community, [row for row in rows if row["state"] == "open"], worker)


def _jobs(community: Community, going: list[dict[str, Any]], worker: Person) -> None:
    jobs = [
        {
            "id": new_id(), "number": f"GD-20260101-{at:06d}", "title": "漏水", "place_id": row["place_id"],
            "category_id": row["category_id"], "priority": "P3", "state": ("assigned", "accepted")[at % 2],
            "assignee_id": worker.id, "opened_at": row["opened_at"], "arrive_by": row["due_at"],
        }
        for at, row in enumerate(going)
    ]  # fmt: skip
    add_rows(Job, community.id, jobs)
    links = ({"request_id": row["id"], "job_id": job["id"]} for row, job in zip(going, jobs, strict=True))
    add_rows(RequestJob, community.id, links)


def _busy_request(community: Community, home: Place, agent: Actor, worker: Person) -> Request:
    """One request as long as life makes it: words back and forth, notes, three jobs."""
    one = actions.report_for(
        actor=agent, place=home, category=category_for(community.id, "0101"), words=WORDS[0],
        guest_name="访客", guest_phone="13900000000",
    )  # fmt: skip
    actions.take_request(actor=agent, request=one)
    for number in range(6):
        actions.answer_request(actor=agent, request=one, words=f"第 {number} 次回复：师傅今天来。")
        actions.add_note(actor=agent, request=one, words=f"第 {number} 条备注")
    for _job in range(3):
        actions.dispatch_request(actor=agent, request=one, assignee_id=worker.id)
    return one
