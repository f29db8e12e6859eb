"""The queue: a job commits with its change, and is found again when its worker was killed."""

from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.apps import apps
from django.db import connection, transaction

from anju.kernel import jobs
from anju.kernel.queue import queue

Job = apps.get_model("procrastinate.ProcrastinateJob")
REACT = "anju.kernel.jobs.react"
pytestmark = pytest.mark.django_db(transaction=True)


class Context:
    """What the worker hands to a job that asks for its context."""

    app = queue


def ask(sql: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone() if cursor.description else None


def worker(heartbeat: timedelta) -> int:
    (number,) = ask(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s) RETURNING id", heartbeat
    )
    return int(number)


def taken(by: int | None, attempts: int = 0, **more: Any) -> int:
    """A job that a worker has begun."""
    number = queue.configure_task(REACT, **more).defer(community_id=1, event_id=2, reaction="x")
    ask(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE id = %s",
        by,
        attempts,
        number,
    )
    return number


def find_stalled_jobs() -> None:
    async_to_sync(jobs.find_stalled_jobs.func)(Context(), timestamp=0)


def status_of(number: int) -> str:
    return str(Job.objects.get(id=number).status)


def test_a_job_of_a_killed_worker_is_put_back() -> None:
    dead, alive = worker(timedelta(minutes=2)), worker(timedelta(seconds=1))
    lost, orphan, running = taken(dead), taken(None), taken(alive)
    find_stalled_jobs()
    assert [status_of(job) for job in (lost, orphan, running)] == ["todo", "todo", "doing"]
    assert Job.objects.get(id=lost).attempts == 1


def test_one_that_waits_already_does_not_keep_the_others_from_being_found() -> None:
    dead = worker(timedelta(minutes=2))
    twice = taken(dead, queueing_lock="sweep")
    again = queue.configure_task(REACT, queueing_lock="sweep").defer(community_id=1, event_id=2, reaction="x")
    lost = taken(dead)
    find_stalled_jobs()
    assert [status_of(job) for job in (twice, again, lost)] == ["aborted", "todo", "todo"]


def test_a_job_that_kills_every_worker_is_given_up() -> None:
    dead = worker(timedelta(minutes=2))
    poison, lost = taken(dead, attempts=jobs.MOST_LIVES), taken(dead, attempts=jobs.MOST_LIVES - 1)
    find_stalled_jobs()
    assert [status_of(job) for job in (poison, lost)] == ["failed", "todo"]


def test_a_rollback_takes_the_job_back() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue.configure_task(REACT).defer(community_id=1, event_id=2, reaction="x")
        _ = 1 / 0
    assert Job.objects.count() == 0


def test_what_a_job_queues_in_the_worker_commits_with_it() -> None:
    def job() -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            queue.configure_task(REACT).defer(community_id=1, event_id=2, reaction="x")
            queue.configure_task(REACT).batch_defer({"community_id": 1, "event_id": 3, "reaction": "x"})
            assert Job.objects.count() == 2
            _ = 1 / 0

    async def work() -> None:
        async with queue.open_async():
            await sync_to_async(job)()

    with queue.replace_connector(queue.connector.get_worker_connector()):
        async_to_sync(work)()
    assert Job.objects.count() == 0


def test_every_job_of_the_product_is_known_to_the_worker() -> None:
    names = {name for name in queue.tasks if name.startswith("anju.")}
    assert {
        REACT,
        "anju.kernel.jobs.find_stalled_jobs",
        "anju.kernel.jobs.keep_partitions",
        "anju.connect.jobs.deliver",
        "anju.connect.jobs.sweep",
    } <= names
