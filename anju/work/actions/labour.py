"""Everybody's time on a job. It starts on arriving and stops on finishing, waiting and handing over; a person is only
ever on one job at a time. A mistake is corrected by an entry with its reason, never by changing what was kept."""

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.kernel.text import clean_line
from anju.people.actions import lock
from anju.people.queries import person_named
from anju.work import events
from anju.work.actions.keeping import locked, team_locked, worker_of
from anju.work.choices import JobState
from anju.work.models import Job, LabourCorrection, LabourSpan
from anju.work.queries import is_mate, labour_of

MOST_CORRECTED = 600  # minutes


def start_labour(*, actor: Actor, job: Job, person_id: int | None = None) -> None:
    """Start the time of the assignee (or of ``person_id``) on the job; what runs for them on another job stops.

    Call it inside the transaction that holds the job's lock. Where it runs already nothing changes, nor where another
    began later than now: the demo plays the past after the present.
    """
    person_id = worker_of(job) if person_id is None else person_id
    lock(person_named(job.community_id, person_id))
    running = LabourSpan.objects.of(job.community_id).filter(person_id=person_id, stopped_at__isnull=True)
    for span in running.select_related("job"):
        if span.job_id == job.id or span.started_at > clock.now():
            return
        _stop(actor, span)
    LabourSpan.objects.of(job.community_id).create(job=job, person_id=person_id, started_at=clock.now())
    record(events.JobLabourStarted(worker_id=person_id), actor=actor, about=job)


def stop_labour(*, actor: Actor, job: Job, person_id: int | None = None) -> None:
    """Stop the time of everybody on the job (or of ``person_id``). Call it inside the transaction that holds the
    job's lock. Where nothing runs nothing changes."""
    running = LabourSpan.objects.of(job.community_id).filter(job=job, stopped_at__isnull=True)
    if person_id is not None:
        running = running.filter(person_id=person_id)
    for span in running.select_for_update().order_by("id"):
        span.job = job
        _stop(actor, span)


def pause_labour(*, actor: Actor, job: Job) -> None:
    """The actor stops their own time on the job."""
    with transaction.atomic():
        job = team_locked(actor, job, "labour")
        stop_labour(actor=actor, job=job, person_id=actor.at(job.community_id).person_id)


def resume_labour(*, actor: Actor, job: Job) -> None:
    """The actor starts their own time on the job again, or for the first time where they lend a hand."""
    with transaction.atomic():
        job = team_locked(actor, job, "labour")
        start_labour(actor=actor, job=job, person_id=actor.at(job.community_id).person_id)


def correct_labour(*, actor: Actor, job: Job, person_id: int, minutes: int, words: str) -> LabourCorrection:
    """Add minutes to somebody's time on the job, or take some from it, with the reason. By who assigns work.

    ``Invalid`` names ``minutes`` or ``words``; less than nothing cannot be left.
    """
    actor.check("work.assign", job.community_id)
    words = clean_line(words, field="words", most=200, least=2)
    if not minutes or abs(minutes) > MOST_CORRECTED:
        raise Invalid(fields={"minutes": _("请写加或减多少分钟，一次不超过 600。")})
    with transaction.atomic():
        job = locked(job)
        if job.state == JobState.CANCELLED:
            raise Refused(_("这件工作已经取消了。"))
        kept = {one.person_id: one.minutes for one in labour_of(job)}
        if person_id not in kept and person_id != job.assignee_id and not is_mate(job, person_id):
            raise Invalid(fields={"person": _("这位同事没有参加这件工作。")})
        there = kept.get(person_id, 0)
        if there + minutes < 0:
            few = format_lazy(_("减得太多了：现在一共记了 {minutes} 分钟。"), minutes=there)
            raise Invalid(fields={"minutes": few})
        correction: LabourCorrection = LabourCorrection.objects.of(job.community_id).create(
            job=job,
            person_id=person_id,
            minutes=minutes,
            words=words,
            by_id=actor.person_in(job.community_id),
            at=clock.now(),
        )
        fact = events.JobLabourCorrected(worker_id=person_id, correction_id=correction.id, minutes=minutes)
        record(fact, actor=actor, about=job)
    return correction


def _stop(actor: Actor, span: LabourSpan) -> None:
    span.stopped_at = max(clock.now(), span.started_at)
    span.save(update_fields=["stopped_at"])
    seconds = int((span.stopped_at - span.started_at).total_seconds())
    record(events.JobLabourStopped(worker_id=span.person_id, seconds=seconds), actor=actor, about=span.job)
