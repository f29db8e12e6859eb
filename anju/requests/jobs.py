"""Clock-driven work on requests."""

import logging
from itertools import groupby
from typing import Any

from anju.kernel import clock
from anju.kernel.queue import queue
from anju.learning.actions import Ended, keep_ended
from anju.learning.queries import newest_kept
from anju.requests import actions, clock_queries, queries
from anju.standards.queries import holidays

BATCH = 500
MOST_BATCHES = 20

log = logging.getLogger(__name__)

SOURCE = "requests.request"
KEPT_AT_ONCE = 5_000


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


@queue.periodic(cron="40 1 * * *")
@queue.task(name="anju.requests.jobs.keep_ended", queue="house", queueing_lock="requests_keep_ended")
def keep_ended_requests(timestamp: int) -> None:
    """Words and final category of what has ended are learned from, before the training of the night. Goes on from the
    last one kept, and takes what ended at that very moment once more."""
    since = newest_kept(SOURCE)
    while ended := queries.ended_since(since, KEPT_AT_ONCE):
        ended.sort(key=lambda request: request.community_id)
        for community_id, requests in groupby(ended, key=lambda request: request.community_id):
            keep_ended(
                community_id=community_id, source_type=SOURCE, ended=[_as_ended(one) for one in requests]
            )
        last = max(request.closed_at for request in ended if request.closed_at)
        if len(ended) < KEPT_AT_ONCE or last == since:
            return
        since = last


def _as_ended(request: Any) -> Ended:
    return Ended(
        source_id=request.id,
        words=request.words,
        category_id=request.category_id,
        place_id=request.place_id,
        opened_at=request.opened_at,
        closed_at=request.closed_at,
    )
