"""The way to the place, the steps of the procedure, photos, done."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, NotFound
from anju.kernel.events import record
from anju.kernel.files import check_photos, files_of, keep_photos
from anju.kernel.text import clean
from anju.standards.choices import CheckKind
from anju.work import events
from anju.work.actions.giving import drop_handover
from anju.work.actions.keeping import keep_note, my_locked, team_locked, worker_of
from anju.work.actions.labour import start_labour, stop_labour
from anju.work.choices import JobState, StepResult
from anju.work.models import Job, JobNote, JobStep
from anju.work.quotes.charging import charge_for_job
from anju.work.quotes.gates import check_may_finish, check_may_tick
from anju.work.step_queries import photos_of_result, steps_without_evidence
from anju.work.step_rules import check_can_tick, check_evidence


def set_out(*, actor: Actor, job: Job) -> Job:
    """The assignee is on the way."""
    with transaction.atomic():
        job = my_locked(actor, job, "set_out")
        job.state = JobState.ON_WAY
        job.save(update_fields=["state"])
        record(events.JobSetout(assignee_id=worker_of(job)), actor=actor, about=job)
    return job


def arrive(*, actor: Actor, job: Job) -> Job:
    """The assignee is at the place and their time runs. Who took the job over from somebody who was there keeps the
    first arrival."""
    with transaction.atomic():
        job = my_locked(actor, job, "arrive")
        job.state, job.arrived_at = JobState.ARRIVED, job.arrived_at or clock.now()
        job.save(update_fields=["state", "arrived_at"])
        record(events.JobArrived(assignee_id=worker_of(job)), actor=actor, about=job)
        start_labour(actor=actor, job=job)
    return job


def secure_job(*, actor: Actor, job: Job) -> Job:
    """The danger is under control; the mending goes on. Saying it again changes nothing."""
    with transaction.atomic():
        job = my_locked(actor, job, "secure")
        if job.safe_at is None:
            job.safe_at = clock.now()
            job.save(update_fields=["safe_at"])
            record(events.JobSecured(assignee_id=worker_of(job)), actor=actor, about=job)
    return job


def tick_step(*, actor: Actor, job: Job, number: int) -> JobStep:
    """Tick a step of the procedure; ticking it again changes nothing."""
    with transaction.atomic():
        job = team_locked(actor, job, "work")
        step = JobStep.objects.of(job.community_id).filter(job=job, number=number).first()
        if step is None:
            raise NotFound()
        if step.done_at is None:
            check_can_tick(step)
            check_may_tick(job, step)
            step.done_at, step.done_by_id = clock.now(), actor.at(job.community_id).person_id
            step.result, step.answer = StepResult.OK, "yes" if step.kind == CheckKind.YES_NO else ""
            step.save(update_fields=["done_at", "done_by", "result", "answer"])
            record(events.JobStepDone(step=number), actor=actor, about=job)
    return step


def untick_step(*, actor: Actor, job: Job, number: int) -> JobStep:
    """Take back a tick that was set by mistake; both stay in the history."""
    with transaction.atomic():
        job = team_locked(actor, job, "work")
        step = JobStep.objects.of(job.community_id).filter(job=job, number=number).first()
        if step is None:
            raise NotFound()
        if step.done_at is not None:
            step.done_at, step.done_by_id, step.result = None, None, ""
            step.answer, step.reading, step.words = "", None, ""
            step.save()
            record(events.JobStepReverted(step=number), actor=actor, about=job)
    return step


def add_job_photos(*, actor: Actor, job: Job, photos: Sequence[UploadedFile], purpose: str) -> None:
    """Keep photos of the place ``before`` or ``after`` the work."""
    if purpose not in {"before", "after"}:
        raise Invalid(fields={"purpose": _("照片分“维修前”和“维修后”。")})
    images = check_photos(photos, already=len(photos_of_result(job)))
    if not images:
        raise Invalid(fields={"photos": _("还没有选照片。")})
    with transaction.atomic():
        job = team_locked(actor, job, "work")
        keep_photos(images, actor=actor, about=job, purpose=purpose)
        record(events.JobPhotoTaken(count=len(images), purpose=purpose), actor=actor, about=job)


def finish_job(*, actor: Actor, job: Job, words: str, photos: Sequence[UploadedFile] = ()) -> Job:
    """The assignee says it is done: what was done, with photos of the result. The reporter has the last word."""
    words = clean(words, field="words", most=500, least=2)
    images = check_photos(photos, already=len(photos_of_result(job)))
    with transaction.atomic():
        job = my_locked(actor, job, "finish")
        check_may_finish(job)
        check_evidence(steps_without_evidence(job))
        keep_photos(images, actor=actor, about=job, purpose="after")
        note = keep_note(actor, job, JobNote.Purpose.RESULT, words)
        stop_labour(actor=actor, job=job)
        drop_handover(actor, job)
        job.state, job.finished_at = JobState.FINISHED, clock.now()
        job.save(update_fields=["state", "finished_at"])
        record(
            events.JobFinished(
                note_id=note.id, assignee_id=worker_of(job), photos=len(files_of(job, purpose="after"))
            ),
            actor=actor,
            about=job,
        )
        charge_for_job(actor, job)
    return job
