"""Clock-driven work on requests."""

from anju.kernel.queue import queue
from anju.requests import actions, queries


@queue.periodic(cron="20 * * * *")
@queue.task(name="anju.requests.jobs.close_silent", queue="house", queueing_lock="requests_close_silent")
def close_silent(timestamp: int) -> None:
    """Close what nobody answered for a week; looks at what is missing, so a missed run is caught up by the next."""
    for community_id, request_id in queries.silent_too_long():
        actions.close_silent(community_id=community_id, request_id=request_id)
