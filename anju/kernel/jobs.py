"""The kernel's jobs: run reactions, find stalled jobs again, keep partitions ahead, forget old keys and marks."""

from datetime import timedelta

from procrastinate import JobContext
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from anju.kernel import clock, partitions
from anju.kernel.events import react as run_reaction
from anju.kernel.models import IdempotencyKey, UseMark
from anju.kernel.queue import PATIENT, queue

KEEP_KEYS = timedelta(days=30)
KEEP_MARKS = timedelta(days=2)
KEEP_FINISHED_JOBS_HOURS = 24 * 7
MOST_LIVES = 20


@queue.task(name="anju.kernel.jobs.react", queue="reactions", retry=PATIENT)
def react(*, community_id: int, event_id: int, reaction: str) -> None:
    run_reaction(community_id=community_id, event_id=event_id, reaction=reaction)


@queue.periodic(cron="*/1 * * * *")
@queue.task(
    name="anju.kernel.jobs.find_stalled_jobs",
    queue="house",
    queueing_lock="find_stalled_jobs",
    pass_context=True,
)
async def find_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Jobs of a worker that was killed stay "doing" for ever; put them back. Every job is safe to run twice."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        if job.attempts >= MOST_LIVES:  # perhaps it is what kills the worker
            await jobs.finish_job(job, Status.FAILED, delete_job=False)
            continue
        try:
            await jobs.retry_job(job)
        except UniqueViolation:  # another one of its queueing lock waits already and does the same
            await jobs.finish_job(job, Status.ABORTED, delete_job=False)


@queue.periodic(cron="15 3 * * *")
@queue.task(name="anju.kernel.jobs.keep_house", queue="house", queueing_lock="keep_house", pass_context=True)
async def forget_finished_jobs(context: JobContext, timestamp: int) -> None:
    await context.app.job_manager.delete_old_jobs(nb_hours=KEEP_FINISHED_JOBS_HOURS)


@queue.periodic(cron="5 3 * * *")
@queue.task(name="anju.kernel.jobs.keep_partitions", queue="house", queueing_lock="keep_partitions")
def keep_partitions(timestamp: int) -> None:
    partitions.ensure_ahead()


@queue.periodic(cron="25 3 * * *")
@queue.task(name="anju.kernel.jobs.forget_old_keys", queue="house", queueing_lock="forget_old_keys")
def forget_old_keys(timestamp: int) -> None:
    IdempotencyKey.objects.filter(used_at__lt=clock.now() - KEEP_KEYS).delete()
    UseMark.objects.filter(window__lt=clock.now() - KEEP_MARKS).delete()
