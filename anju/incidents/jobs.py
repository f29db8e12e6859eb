"""Clock-driven work on incidents."""

from anju.incidents import actions, queries
from anju.kernel import clock
from anju.kernel.queue import queue


@queue.periodic(cron="* * * * *")
@queue.task(name="anju.incidents.jobs.start_planned", queue="house", queueing_lock="incidents_start_planned")
def start_planned(timestamp: int) -> None:
    """Let planned incidents begin; looks at what is due, so a missed run is caught up by the next."""
    for community_id, incident_id in queries.due_to_start(clock.now()):
        actions.start_incident(community_id=community_id, incident_id=incident_id)
