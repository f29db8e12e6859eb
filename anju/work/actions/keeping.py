"""What the actions on a job share: its lock, whose it is, words kept with it."""

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import NotAllowed
from anju.work import rules
from anju.work.models import Job, JobNote
from anju.work.queries import is_mate


def locked(job: Job) -> Job:
    return Job.objects.of(job.community_id).select_for_update().get(id=job.id)


def my_locked(actor: Actor, job: Job, step: str) -> Job:
    """The job, locked, for a step that only the assignee takes."""
    job = locked(job)
    rules.check_is_mine(job, actor.at(job.community_id).person_id)
    rules.check_may(step, job)
    return job


def team_locked(actor: Actor, job: Job, step: str) -> Job:
    """The job, locked, for a step that also those take who lend a hand."""
    job = locked(job)
    if not is_mate(job, actor.at(job.community_id).person_id):
        rules.check_is_mine(job, actor.at(job.community_id).person_id)
    rules.check_may(step, job)
    return job


def check_holds_or_leads(actor: Actor, job: Job) -> None:
    """``NotAllowed`` for anybody but the assignee and who assigns work here."""
    person_id = actor.person_in(job.community_id)
    holds = person_id is not None and job.assignee_id == person_id
    if not holds and not actor.may("work.assign", job.community_id):
        actor.check("work.do", job.community_id)
        raise NotAllowed()


def keep_note(actor: Actor, job: Job, purpose: str, words: str) -> JobNote:
    return JobNote.objects.of(job.community_id).create(
        job=job, person_id=actor.person_in(job.community_id), purpose=purpose, words=words, at=clock.now()
    )


def worker_of(job: Job) -> int:
    """The id of the person whose job it is; the caller has checked that it is somebody's."""
    assert job.assignee_id is not None
    return job.assignee_id
