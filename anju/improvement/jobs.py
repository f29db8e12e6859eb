"""Clock-driven work of the knowledge base."""

from anju.improvement import actions, queries
from anju.improvement.choices import ReadingEnd
from anju.kernel.queue import queue


@queue.periodic(cron="40 * * * *")
@queue.task(name="anju.improvement.jobs.count_quiet", queue="house", queueing_lock="improvement_count_quiet")
def count_quiet(timestamp: int) -> None:
    """Who read what was offered and sent nothing for a day did not need to ask."""
    for one in queries.readings_gone_quiet():
        actions.end_reading(
            community_id=one.community_id,
            article_id=one.article_id,
            reader=one.reader,
            end=ReadingEnd.QUIET,
            day=one.day,
        )
