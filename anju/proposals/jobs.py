"""Clock-driven work on proposals."""

from anju.kernel.queue import queue
from anju.proposals import actions, queries


@queue.periodic(cron="*/10 * * * *")
@queue.task(name="anju.proposals.jobs.climb_overdue", queue="house", queueing_lock="proposals_climb_overdue")
def climb_overdue(timestamp: int) -> None:
    """What is late climbs, each step once; looks at what is missing, so a missed run is caught up by the next."""
    for one in queries.overdue():
        actions.climb(community_id=one.community_id, proposal_id=one.id)
