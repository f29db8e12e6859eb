"""Clock-driven work on requests."""

import logging

from anju.kernel import clock
from anju.kernel.queue import queue
from anju.requests import actions, clock_queries, queries
from anju.standards.queries import holidays

BATCH = 500
MOST_BATCHES = 20

log = logging.getLogger(__name__)


@queue.periodic(cron="20 * * * *")
@queue.task(name="anju.requests.jobs.close_silent", queue="house", queueing_lock="requests_close_silent")
def close_silent(timestamp: int) -> None:
    """Close what nobody answered for a week; looks at what is missing, so a missed run is caught up by the next."""
    for community_id, request_id in queries.silent_too_long():
        actions.close_silent(community_id=community_id, request_id=request_id)


@queue.periodic(cron="* * * * *")
@queue.task(name="anju.requests.jobs.watch_promises", queue="house", queueing_lock="requests_watch_promises")
def watch_promises(timestamp: int) -> None:
    """Tell whose turn it is, end holds that are over. What fails once is tried again by the next run."""
    for _number in range(MOST_BATCHES):
        due = clock_queries.due_for_checking(clock.now(), BATCH)
        failed = 0
        for community_id, request_id in due:
            try:
                actions.check_promise(community_id=community_id, request_id=request_id)
            except Exception:  # one that cannot be read must not keep the others from being watched
                log.exception("the promise of request %s could not be checked", request_id)
                failed += 1
        if len(due) < BATCH or failed:
            return


@queue.periodic(cron="40 * * * *")
@queue.task(name="anju.requests.jobs.date_undated", queue="house", queueing_lock="requests_date_undated")
def date_undated(timestamp: int) -> None:
    """Give their due times to requests that waited for a list of holidays."""
    for community_id, request_id in clock_queries.undated(sorted(holidays().years), 1000):
        actions.reckon_again(community_id=community_id, request_id=request_id)
