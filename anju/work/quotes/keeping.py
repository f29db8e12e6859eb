"""What the writers of quotes share. They lock the job first, then what hangs on it."""

from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import NotAllowed, Refused
from anju.work.choices import OPEN_STATES
from anju.work.models import Job, JobNote


def locked(job: Job) -> Job:
    rows = Job.objects.of(job.community_id).select_for_update(of=("self",))
    return rows.select_related("place", "category").get(id=job.id)


def check_open(job: Job) -> None:
    if job.state not in OPEN_STATES:
        raise Refused(_("这件工作已经结束了。"))


def check_concerns(actor: Actor, job: Job) -> None:
    """The assignee, or who sends people out."""
    person_id = actor.person_in(job.community_id)
    if person_id is not None and person_id == job.assignee_id:
        return
    if not actor.may("work.assign", job.community_id):
        raise NotAllowed(_("这件工作不在您名下。"))


def keep_note(actor: Actor, job: Job, purpose: str, words: str) -> JobNote:
    note: JobNote = JobNote.objects.of(job.community_id).create(
        job=job, person_id=actor.person_in(job.community_id), purpose=purpose, words=words, at=clock.now()
    )
    return note
