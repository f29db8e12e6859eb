"""``kill -9`` of worker, web and database while 200 requests are reported: none is lost, none stands twice.

The real thing: ``anju run`` with its own PostgreSQL, durable. The clients do what phones do: the same report under the
same key again, until somebody says that it was received.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from anju.launch import postgres
from anju.launch.cluster import server_pid
from anju.launch.place import find_place
from tests.running import Running

ROOT = Path(__file__).resolve().parents[2]
BUILD = "import django; django.setup(); from tests.chaos.world import build; build()"
REPORTS = 200
CLIENTS = 8
WORKER, WEB, DATABASE = "procrastinate", "granian", "postgres"
# After so many received reports these parts are killed.
KILLS = {25: [WORKER], 60: [WEB], 95: [DATABASE], 130: [WORKER, WEB], 165: [WORKER, WEB, DATABASE]}
GAS, TAP = "闻到厨房有燃气味，第 {} 件", "水龙头滴水，第 {} 件"
EACH_FOURTH = 4  # is dangerous: it goes out by text message as well, at any hour
PATIENCE = 180.0  # seconds; what a killed worker had in hand is found again after a minute or two


@dataclass
class World:
    running: Running
    token: str
    place_id: str
    told: int
    received: dict[str, str] = field(default_factory=dict)  # key → number
    changed: threading.Condition = field(default_factory=threading.Condition)

    def report(self, key: str) -> str:
        """Report under ``key`` until it is received; answers the number."""
        number = int(key.rpartition("-")[2])
        danger = number % EACH_FOURTH == 0
        body = {
            "category": "0110" if danger else "0101",
            "place_id": self.place_id,
            "words": (GAS if danger else TAP).format(number),
        }
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key}
        address = f"{self.running.address}api/v1/communities/cuihu/requests"
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                answer = httpx.post(address, json=body, headers=headers, timeout=15, trust_env=False)
            except httpx.TransportError:
                time.sleep(0.2)  # as phones do; nothing is expected of the pause
                continue
            if answer.status_code == 201:
                return self._note(key, answer.json()["number"])
            assert answer.status_code >= 500, answer.text
            time.sleep(0.2)
        raise AssertionError(f"{key} was never received")

    def _note(self, key: str, number: str) -> str:
        with self.changed:
            self.received[key] = number
            self.changed.notify_all()
        return number

    def wait_for(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.received) >= count, PATIENCE), self.running.said

    def kill(self, part: str) -> None:
        """Kill one part as soon as it runs; ``anju run`` starts it again."""
        pid = until(lambda: self._pid(part), part)
        os.kill(pid, signal.SIGKILL)

    def _pid(self, part: str) -> int | None:
        return server_pid(find_place(self.running.home)) if part == DATABASE else self.running.part(part)

    def rows(self, question: str) -> list[Any]:
        with psycopg.connect(postgres.address_of(find_place(self.running.home))) as connection:
            return connection.execute(question).fetchall()  # type: ignore[call-overload]


def until(found: Callable[[], Any], what: str) -> Any:
    """The first answer of ``found`` that is something."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := found()):
        assert time.monotonic() < deadline, f"in vain: {what}"
        time.sleep(0.1)
    return answer


@pytest.fixture
def world() -> Iterator[World]:
    parent = Path(tempfile.mkdtemp(prefix="anju-chaos-"))
    parent.chmod(0o755)
    running = Running(parent / "home", ANJU_DEMO="0", ANJU_WEB_PROCESSES="1")
    try:
        with postgres.running(running.home) as address:
            made = subprocess.run(
                [sys.executable, "-c", BUILD],
                env=running.environment
                | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "anju.config.settings"},
                cwd=ROOT,
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            )
        running.start()
        yield World(running, **json.loads(made.stdout))
        running.stop()
    finally:
        place = find_place(running.home)
        shutil.rmtree(place.folder, ignore_errors=True)
        shutil.rmtree(parent)


@pytest.mark.journey
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_each_report_that_was_received_stands_once_and_everybody_is_told(world: World) -> None:
    keys = [f"report-{number}" for number in range(1, REPORTS + 1)]
    with ThreadPoolExecutor(CLIENTS) as clients:
        sent = [clients.submit(world.report, key) for key in keys]
        for count, parts in KILLS.items():
            world.wait_for(count)
            for part in parts:
                world.kill(part)
        numbers = [one.result() for one in sent]

    assert len(set(numbers)) == REPORTS
    until(lambda: world._pid(DATABASE), "database")
    stand = [number for (number,) in world.rows("select number from requests_request order by id")]
    assert sorted(stand) == sorted(numbers)
    events = (
        "select count(*), count(distinct about_id) from kernel_event where kind = 'requests.request.reported'"
    )
    assert world.rows(events) == [(REPORTS, REPORTS)]
    assert [world.report(key) for key in keys[::20]] == numbers[::20]

    until(lambda: told(world) == dict.fromkeys(numbers, world.told), "notices in each inbox")
    until(lambda: waiting(world) == 0, "text messages on their way")
    dangerous = REPORTS // EACH_FOURTH
    by_text = (
        "select count(*) from notices_delivery d join notices_notice n on n.id = d.notice_id "
        "where d.channel = 'sms' and n.key like 'request-%'"
    )
    assert world.rows(by_text) == [(dangerous * world.told,)]
    climbed = (
        "select count(*), count(distinct about_id) from kernel_event where kind = 'requests.request.climbed'"
    )
    assert world.rows(f"{climbed} and facts ->> 'rung' = 'danger'") == [(dangerous, dangerous)]
    ((texts,),) = world.rows("select count(*) from kernel_senttext")
    assert texts >= dangerous * world.told


def told(world: World) -> dict[str, int]:
    """In how many inboxes of the desk the notice of each report lies."""
    rows = world.rows(
        "select split_part(link, '/', 5), count(distinct person_id) from notices_notice "
        "where link like '/desk/%' and key like 'request-%' group by 1"
    )
    return {str(number): int(count) for number, count in rows}


def waiting(world: World) -> int:
    ((count,),) = world.rows("select count(*) from notices_delivery where state <> 'sent'")
    return int(count)
