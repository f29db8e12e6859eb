"""Giving a job to somebody, and their yes or no."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Refused
from anju.kernel.events import record
from anju.kernel.text import clean
from anju.people.queries import person_named, staff_with_grant
from anju.work import events, rules
from anju.work.actions.keeping import keep_note, locked, my_locked, worker_of
from anju.work.choices import JobState
from anju.work.models import Job, JobNote


def assign_job(*, actor: Actor, job: Job, assignee_id: int, seen: str = "") -> Job:
    """Give the job to somebody who may do work here; also takes it from who had it before they set to work.

    ``seen`` is ``rules.as_seen`` of the job as the actor saw it: ``Refused`` when it has changed since.
    """
    actor.check("work.assign", job.community_id)
    with transaction.atomic():
        job = locked(job)
        rules.check_seen(job, seen)
        rules.check_may("assign", job)
        give(actor, job, assignee_id)
    return job


def accept_job(*, actor: Actor, job: Job) -> Job:
    with transaction.atomic():
        job = my_locked(actor, job, "accept")
        job.state, job.accepted_at = JobState.ACCEPTED, clock.now()
        job.save(update_fields=["state", "accepted_at"])
        record(events.JobAccepted(assignee_id=worker_of(job)), actor=actor, about=job)
    return job


def refuse_job(*, actor: Actor, job: Job, words: str) -> Job:
    """Give the job back with the reason; it waits for another to be found."""
    words = clean(words, field="words", most=300, least=2)
    with transaction.atomic():
        job = my_locked(actor, job, "refuse")
        note = keep_note(actor, job, JobNote.Purpose.REFUSAL, words)
        refused_by = worker_of(job)
        job.state, job.assignee, job.accepted_at = JobState.WAITING, None, None
        job.save(update_fields=["state", "assignee", "accepted_at"])
        record(events.JobRefused(note_id=note.id, assignee_id=refused_by), actor=actor, about=job)
    return job


def give(actor: Actor, job: Job, assignee_id: int) -> None:
    able = {person.id for person in staff_with_grant(job.community_id, "work.do")}
    if assignee_id not in able:
        raise Refused(_("这位同事现在不能接这里的工作。"))
    before = job.assignee_id
    if before == assignee_id and job.state != JobState.WAITING:
        return
    job.assignee = person_named(job.community_id, assignee_id)
    job.state, job.assigned_at, job.accepted_at = JobState.ASSIGNED, clock.now(), None
    job.save(update_fields=["assignee", "state", "assigned_at", "accepted_at"])
    record(events.JobAssigned(assignee_id=assignee_id, before_id=before), actor=actor, about=job)
