"""What the actions on a job share: its lock, whose it is, words kept with it."""

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.work import rules
from anju.work.models import Job, JobNote


def locked(job: Job) -> Job:
    return Job.objects.of(job.community_id).select_for_update().get(id=job.id)


def my_locked(actor: Actor, job: Job, step: str) -> Job:
    job = locked(job)
    rules.check_is_mine(job, actor.at(job.community_id).person_id)
    rules.check_may(step, job)
    return job


def keep_note(actor: Actor, job: Job, purpose: str, words: str) -> JobNote:
    return JobNote.objects.of(job.community_id).create(
        job=job, person_id=actor.person_in(job.community_id), purpose=purpose, words=words, at=clock.now()
    )


def worker_of(job: Job) -> int:
    """The id of the person whose job it is; the caller has checked that it is somebody's."""
    assert job.assignee_id is not None
    return job.assignee_id
