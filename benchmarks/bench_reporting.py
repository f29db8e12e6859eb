"""Reporting through the API beside the bare SQL of the same rows.

Ours: ``POST /api/v1/…/requests`` through all middleware, token and idempotency key included, each its own committed
transaction, one after the other. Peer: the very INSERTs that one such call made, replayed with psycopg in one
transaction each. Our own limit is ten times the bare rows.
"""

import re
import statistics
import time
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from anju.connect.actions import make_token
from anju.kernel import partitions
from anju.kernel.actor import SYSTEM
from anju.people import actions as people
from anju.places.actions import add_community, add_place
from anju.places.models import Place
from anju.standards.actions import load_catalogue
from benchmarks.results import Result

CALLS = 300
WARM = 20
MOST_TIMES_BARE = 10.0
WRITES = re.compile(r"^\s*(INSERT|UPDATE)", re.IGNORECASE)


def run() -> list[Result]:
    slug = f"bench-{uuid4().hex[:8]}"
    place, token = _community(slug)
    plain = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    with override_settings(ALLOWED_HOSTS=["*"], STORAGES=plain):
        client = Client(headers={"Authorization": f"Bearer {token}"})
        for _ in range(WARM):
            _report(client, slug, place)
        times = [_timed(lambda: _report(client, slug, place)) for _ in range(CALLS)]
        with CaptureQueriesContext(connection) as captured:
            _report(client, slug, place)
    writes = [query["sql"] for query in captured if WRITES.match(query["sql"])]
    bare = [_timed(lambda: _replay(writes)) for _ in range(CALLS)]
    ours, peer = statistics.median(times), statistics.median(bare)
    return [
        Result("report, median, beside 10 × its bare writes", ours, peer * MOST_TIMES_BARE, "ms"),
        Result("the bare writes, median, beside ours", peer, ours, "ms"),
        Result("report, p95", statistics.quantiles(times, n=20)[-1], 200.0, "ms"),
        Result("queries of one report", float(len(captured)), 60.0, "queries"),
        Result("writes of one report", float(len(writes)), 20.0, "statements"),
    ]


def _community(slug: str) -> tuple[Place, str]:
    partitions.ensure_ahead()
    community = add_community(company="基准物业", slug=slug, name="基准小区")
    load_catalogue(actor=SYSTEM, community_id=community.id)
    common: dict[str, Any] = {"actor": SYSTEM, "community_id": community.id}
    building = add_place(**common, kind="building", code="1", name="1栋", label="1栋")
    home = add_place(
        **common, kind="home", code="1-101", name="101", label="1栋101", parent=building, floor=1
    )
    person = people.add_person(**common, name="基准住户", phone=f"139{uuid4().int % 10**8:08d}")
    account = people.open_account(actor=SYSTEM, person=person)
    people.give_home_role(actor=SYSTEM, person=person, home_id=home.id, role="owner")
    _token, text = make_token(actor=SYSTEM, community_id=community.id, account=account, name="bench")
    return home, text


def _report(client: Client, slug: str, place: Place) -> None:
    answer = client.post(
        f"/api/v1/communities/{slug}/requests",
        {"category": "0101", "place_id": str(place.id), "words": "厨房水龙头一直滴水"},
        content_type="application/json",
        headers={"Idempotency-Key": uuid4().hex},
    )
    assert answer.status_code == 201, answer.content


def _replay(writes: list[str]) -> None:
    """The same rows once more, with fresh ids and keys, and nothing else."""
    fresh = uuid4()
    with transaction.atomic(), connection.cursor() as cursor:
        for number, sql in enumerate(writes):
            cursor.execute(_renewed(sql, fresh.int >> 66, number))


def _renewed(sql: str, seed: int, number: int) -> str:
    """Give the row another id, number, token and key, so that it can stand beside the first."""
    sql = re.sub(r"'[A-Z]{2}-\d{8}-\d{4,}'", f"'ZZ-20261123-{seed % 10**9:09d}'", sql)
    sql = re.sub(r"'[0-9a-f]{32}'", f"'{seed:032x}'", sql)
    sql = re.sub(r"'[\w-]{24}'", f"'{seed % 10**24:024d}'", sql)
    return re.sub(r"\b\d{18}\b(?=,)", str((seed << 4 | number) % 10**17 + 10**17), sql, count=1)


def _timed(call: Any) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000
