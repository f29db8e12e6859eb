"""The queued making of a plan. Safe to run twice: the state of the plan says what is still to do."""

import logging

from anju.kernel.queue import queue
from anju.work.planning import actions

logger = logging.getLogger(__name__)


@queue.task(name="anju.work.planning.jobs.make_plan", queue="planning")
def make_plan(*, community_id: int, plan_id: int) -> None:
    try:
        actions.make_plan(community_id=community_id, plan_id=plan_id)
    except Exception:
        logger.exception("plan %s of community %s", plan_id, community_id)
        actions.mark_plan_broken(community_id=community_id, plan_id=plan_id)
