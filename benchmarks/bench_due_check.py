"""Which promises want a look now: one scan over 100,000 and 1,000,000 open promises of many communities.

The scan is the one of the worker, every minute: the 500 oldest whose time has come. Beside it stands its limit (5 ms),
and, for the ratio, the same question without the index that was made for it. Looking at one promise (lock, history,
ladder, the event of who is told) stands beside the five bare writes of a report. Rows are made in a transaction that is
rolled back.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db import connection, transaction

from anju.kernel import clock, partitions
from anju.kernel.actor import SYSTEM
from anju.kernel.bulk import add_rows
from anju.kernel.ids import new_id
from anju.people import actions as people
from anju.places.actions import add_community, add_place
from anju.requests import actions
from anju.requests.clock_queries import due_for_checking
from anju.requests.models import Request
from anju.standards.actions import load_catalogue
from anju.standards.queries import category_for
from benchmarks.results import Result

SIZES = (100_000, 1_000_000)
COMMUNITIES = 20
BATCH = 500
DUE_NOW = 300  # of all, whatever their number: what a minute brings
TIMES = 40
LIMIT_MS = 5.0
CHECK_LIMIT_MS = 40.0
LOOKED_AT = 30


def run() -> list[Result]:
    with transaction.atomic():
        partitions.ensure_ahead()
        firsts = [_first_of(number) for number in range(COMMUNITIES)]
        results = [*_looking_at_one(firsts[0])]
        made = len(firsts)
        for size in SIZES:
            _grow(firsts, made, size)
            made = size
            results += _scans(size)
        transaction.set_rollback(True)
    return results


def _first_of(number: int) -> Request:
    """A community with one request, the pattern of the others."""
    community = add_community(company="基准物业", slug=f"bench-due-{number}", name=f"基准小区{number}")
    load_catalogue(actor=SYSTEM, community_id=community.id)
    place = add_place(
        actor=SYSTEM,
        community_id=community.id,
        kind="area",
        area_kind="ROAD",
        code="LU",
        name="路",
        label="主路",
    )
    guard = people.add_person(
        actor=SYSTEM, community_id=community.id, name="基准前台", phone=f"199000{number:05d}"
    )
    people.give_post(actor=SYSTEM, person=guard, post="CS_AGENT")
    return actions.report_for(
        actor=SYSTEM,
        place=place,
        category=category_for(community.id, "0210"),
        words="路面坏了",
        guest_phone="13900000000",
    )


def _grow(firsts: list[Request], made: int, size: int) -> None:
    """Copies of the pattern, spread over the communities, until there are ``size``; ``DUE_NOW`` of them are due."""
    now, each = clock.now(), (size - made) // len(firsts)
    due = DUE_NOW // len(firsts)
    for first in firsts:
        rows = (
            {
                "id": new_id(), "number": f"BX-{size}-{first.community_id % 10**6}-{number}", "kind": first.kind,
                "category_id": first.category_id, "priority": "P3", "state": "open", "words": first.words,
                "place_id": first.place_id, "channel": "phone", "guest_phone": "13900000000",
                "follow_until": now + timedelta(days=90), "opened_at": now, "answer_by": now, "finish_by": now,
                "first_finish_by": now, "due_at": now + timedelta(minutes=number % 20_000),
                "check_at": now + timedelta(minutes=5 + number % 20_000) if number >= due else now,
            }
            for number in range(each)
        )  # fmt: skip
        add_rows(Request, first.community_id, rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE requests_request")


def _scans(size: int) -> Iterator[Result]:
    name = f"{size:,} open promises"
    taken = _timed(lambda: due_for_checking(clock.now(), BATCH))
    yield Result(f"{name}: p50", statistics.median(taken), LIMIT_MS, "ms")
    yield Result(f"{name}: p95", statistics.quantiles(taken, n=20)[-1], LIMIT_MS, "ms")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_indexscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_indexonlyscan = off")
        without = statistics.median(_timed(lambda: due_for_checking(clock.now(), BATCH), times=3))
        for setting in ("enable_indexscan", "enable_bitmapscan", "enable_indexonlyscan"):
            cursor.execute(f"SET LOCAL {setting} = on")
    yield Result(f"{name}: beside a scan without the index", statistics.median(taken), without, "ms")


def _looking_at_one(request: Request) -> Iterator[Result]:
    """One look: nothing to tell, and with somebody to tell."""
    with clock.moved(clock.now()) as hands:
        actions.take_request(actor=SYSTEM, request=request)
        taken = []
        for _number in range(LOOKED_AT):
            hands.forward(hours=1)
            Request.objects.of(request.community_id).filter(id=request.id).update(check_at=clock.now())
            begun = time.perf_counter()
            actions.check_promise(community_id=request.community_id, request_id=request.id)
            taken.append((time.perf_counter() - begun) * 1000)
    yield Result("looking at one promise: p50", statistics.median(taken), CHECK_LIMIT_MS, "ms")


def _timed(ask: Callable[[], object], times: int = TIMES) -> list[float]:
    ask()
    taken = []
    for _try in range(times):
        begun = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - begun) * 1000)
    return taken
