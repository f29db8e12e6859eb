"""Letting a job stand and go on, and giving it the due times that whoever asked for it has reckoned."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Refused
from anju.kernel.events import record
from anju.kernel.text import clean, clean_line
from anju.standards.rules import check_hold
from anju.work import events
from anju.work.actions.keeping import locked, my_locked
from anju.work.actions.labour import start_labour, stop_labour
from anju.work.choices import OPEN_STATES, JobState
from anju.work.models import Job

HELD = ("held_reason", "held_until", "held_for", "held_words", "held_said_by")


def hold_job(
    *,
    actor: Actor,
    job: Job,
    reason: str,
    party: str = "",
    until: datetime | None,
    words: str = "",
    said_by: str = "",
) -> Job:
    """Let the job stand until ``until`` at the latest: for a listed reason, naming who is waited for.

    ``said_by`` names who of the home gave their word by phone or at the door, where the home is waited for; without
    it whoever asked for the job is asked. ``Invalid`` names the field that is missing.
    """
    check_hold(reason, party, until, clock.now())
    assert until is not None
    with transaction.atomic():
        job = my_locked(actor, job, "hold")
        if job.held_until is not None and job.held_until > clock.now():
            raise Refused(_("已经暂停了，先恢复再重新说明原因。"))
        job.held_reason, job.held_until = reason, until
        job.held_for = clean_line(party, field="party", most=60)
        job.held_words = clean(words, field="words", most=200)
        job.held_said_by = clean_line(said_by, field="said_by", most=60)
        job.save(update_fields=list(HELD))
        stop_labour(actor=actor, job=job)
        record(events.JobHeld(reason=reason, until=until), actor=actor, about=job)
    return job


def resume_job(*, actor: Actor, job: Job) -> Job:
    """What was waited for is there: go on."""
    with transaction.atomic():
        job = my_locked(actor, job, "hold")
        if job.held_until is None:
            raise Refused(_("这件工作没有暂停。"))
        _release(job)
        if job.state == JobState.ARRIVED:
            start_labour(actor=actor, job=job)
        record(events.JobResumed(), actor=actor, about=job)
    return job


def release_job(*, job: Job) -> None:
    """Whoever asked for the job goes on: it stands no longer. Nothing happens to a job that does not stand."""
    with transaction.atomic():
        job = locked(job)
        if job.held_until is not None:
            _release(job)


def retime_job(
    *, job: Job, arrive_by: datetime | None, safe_by: datetime | None, finish_by: datetime | None
) -> None:
    """Give an open job the due times that whoever asked for it has reckoned anew."""
    times = {"arrive_by": arrive_by, "safe_by": safe_by, "finish_by": finish_by}
    Job.objects.of(job.community_id).filter(id=job.id, state__in=OPEN_STATES).update(**times)


def _release(job: Job) -> None:
    job.held_reason = job.held_for = job.held_words = job.held_said_by = ""
    job.held_until = None
    job.save(update_fields=list(HELD))
