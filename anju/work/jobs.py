"""Clock-driven and queued work on jobs."""

from anju.kernel import clock
from anju.kernel.queue import queue
from anju.work import actions, queries
from anju.work.planning.jobs import make_plan

__all__ = ["make_plan", "take_back_unanswered"]


@queue.periodic(cron="* * * * *")
@queue.task(
    name="anju.work.jobs.take_back_unanswered", queue="house", queueing_lock="work_take_back_unanswered"
)
def take_back_unanswered(timestamp: int) -> None:
    """Take back what nobody accepted in time; looks at what is late, so a missed run is caught up by the next."""
    for community_id in queries.communities_with_unanswered(clock.now()):
        actions.take_back_unanswered(community_id=community_id)
