"""Clock-driven work on requests."""

from itertools import groupby
from typing import Any

from anju.kernel.queue import queue
from anju.learning.actions import Ended, keep_ended
from anju.learning.queries import newest_kept
from anju.requests import actions, queries

SOURCE = "requests.request"
KEPT_AT_ONCE = 5_000


@queue.periodic(cron="20 * * * *")
@queue.task(name="anju.requests.jobs.close_silent", queue="house", queueing_lock="requests_close_silent")
def close_silent(timestamp: int) -> None:
    """Close what nobody answered for a week; looks at what is missing, so a missed run is caught up by the next."""
    for community_id, request_id in queries.silent_too_long():
        actions.close_silent(community_id=community_id, request_id=request_id)


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
