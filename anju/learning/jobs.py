"""Queued work of learning: files checked and written, training at night and after an import."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import OperationalError
from procrastinate import RetryStrategy

from anju.kernel import clock
from anju.kernel.actor import SYSTEM
from anju.kernel.queue import queue
from anju.learning import actions, queries

logger = logging.getLogger(__name__)

# Only a lost connection is tried again; whatever else goes wrong is said on the page.
AGAIN = RetryStrategy(max_attempts=6, exponential_wait=2, retry_exceptions=[OperationalError])
KEEP_UNUSED = timedelta(days=7)


@queue.task(name="anju.learning.jobs.check_file", queue="intake", retry=AGAIN)
def check_file(*, community_id: int, file_id: int) -> None:
    _do(community_id, file_id, lambda: actions.check_file(community_id=community_id, file_id=file_id))


@queue.task(name="anju.learning.jobs.apply_file", queue="intake", retry=AGAIN)
def apply_file(*, community_id: int, file_id: int) -> None:
    """The door and ``confirm_file`` have asked whether the person may."""
    _do(
        community_id,
        file_id,
        lambda: actions.apply_file(actor=SYSTEM, community_id=community_id, file_id=file_id),
    )


@queue.task(name="anju.learning.jobs.learn", queue="house", retry=AGAIN)
def learn(*, community_id: int) -> None:
    actions.learn(community_id=community_id)


@queue.periodic(cron="10 2 * * *")
@queue.task(name="anju.learning.jobs.learn_at_night", queue="house", queueing_lock="learn_at_night")
def learn_at_night(timestamp: int) -> None:
    """Each community that has enough new reports."""
    for community_id in queries.worth_training():
        queue.configure_task("anju.learning.jobs.learn", lock=f"learn-{community_id}").defer(
            community_id=community_id
        )


@queue.periodic(cron="50 3 * * *")
@queue.task(name="anju.learning.jobs.drop_unused", queue="house", queueing_lock="drop_unused_past_files")
def drop_unused(timestamp: int) -> None:
    """Files that nobody came back to: they are full of people's words."""
    for file in queries.files_left_before(clock.now() - KEEP_UNUSED):
        actions.mark_broken(community_id=file.community_id, file_id=file.id)
        actions.drop_file(actor=SYSTEM, file=file)


def _do(community_id: int, file_id: int, work: Callable[[], object]) -> None:
    try:
        work()
    except OperationalError:
        raise
    except Exception:
        logger.exception("past file %s of community %s", file_id, community_id)
        actions.mark_broken(community_id=community_id, file_id=file_id)
