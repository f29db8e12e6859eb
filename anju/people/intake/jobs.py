"""The queued work of the import. Each is safe to run twice: the state of the file says what is still to do."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import OperationalError
from procrastinate import RetryStrategy

from anju.kernel import clock
from anju.kernel.actor import SYSTEM
from anju.kernel.queue import queue
from anju.people.intake import actions
from anju.people.intake.queries import actor_signed_in_as, intakes_left_before

logger = logging.getLogger(__name__)

# Only a lost connection is tried again; whatever else goes wrong is said on the page.
AGAIN = RetryStrategy(max_attempts=6, exponential_wait=2, retry_exceptions=[OperationalError])
KEEP_UNUSED = timedelta(days=7)


@queue.task(name="anju.people.intake.jobs.check_intake", queue="intake", retry=AGAIN)
def check_intake(*, community_id: int, intake_id: int) -> None:
    _do(community_id, intake_id, lambda: actions.check_intake(community_id=community_id, intake_id=intake_id))


@queue.task(name="anju.people.intake.jobs.apply_intake", queue="intake", retry=AGAIN)
def apply_intake(*, community_id: int, intake_id: int, account_id: int | None) -> None:
    actor = SYSTEM if account_id is None else actor_signed_in_as(account_id)
    _do(
        community_id,
        intake_id,
        lambda: actions.apply_intake(actor=actor, community_id=community_id, intake_id=intake_id),
    )


@queue.periodic(cron="45 3 * * *")
@queue.task(name="anju.people.intake.jobs.drop_unused", queue="house", queueing_lock="drop_unused_intakes")
def drop_unused(timestamp: int) -> None:
    """Files that nobody came back to: they are full of names and numbers."""
    for intake in intakes_left_before(clock.now() - KEEP_UNUSED):
        actions.mark_broken(community_id=intake.community_id, intake_id=intake.id)
        actions.drop_intake(actor=SYSTEM, intake=intake)


def _do(community_id: int, intake_id: int, work: Callable[[], object]) -> None:
    try:
        work()
    except OperationalError:
        raise
    except Exception:
        logger.exception("import %s of community %s", intake_id, community_id)
        actions.mark_broken(community_id=community_id, intake_id=intake_id)
