"""Everything that can be done to a job of work. Each verb: lock, check, change, record the event."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, NotFound, Refused
from anju.kernel.events import record
from anju.kernel.files import check_photos, files_of, keep_photos
from anju.kernel.numbers import next_number
from anju.kernel.text import clean, clean_line
from anju.people.queries import person_named, staff_with_grant
from anju.places.queries import community_named
from anju.standards.queries import crew_steps
from anju.work import events, rules
from anju.work.choices import JobState
from anju.work.models import Job, JobNote, JobStep, PartUsed
from anju.work.parts import put_back
from anju.work.quotes.charging import charge_for_job
from anju.work.quotes.deciding import find_rework
from anju.work.quotes.gates import check_may_finish, check_may_start, check_may_tick
from anju.work.quotes.giving import withdraw_waiting

if TYPE_CHECKING:
    from anju.places.models import Place
    from anju.standards.models import Category


def open_job(
    *,
    actor: Actor,
    community_id: int,
    title: str,
    words: str,
    place: "Place",
    category: "Category",
    priority: str,
    arrive_by: datetime | None = None,
    finish_by: datetime | None = None,
    contact_name: str = "",
    contact_phone: str = "",
    wish: str = "",
    source: tuple[str, int] | None = None,
    assignee_id: int | None = None,
) -> Job:
    """Open a job with the steps of the category's procedure, and assign it at once if ``assignee_id`` is given.

    ``source`` is the type and id of the record that asked for it; its app listens to the job's events.
    """
    actor.check("work.assign", community_id)
    with transaction.atomic():
        job = Job(
            community_id=community_id,
            title=clean_line(title, field="title", most=80, least=1),
            words=words,
            place=place,
            category=category,
            priority=priority,
            arrive_by=arrive_by,
            finish_by=finish_by,
            contact_name=contact_name,
            contact_phone=contact_phone,
            wish=wish,
            source_type=source[0] if source else "",
            source_id=source[1] if source else None,
            opened_at=clock.now(),
            number=next_number(community_id, community_named(community_id).zone, "GD"),
        )
        job.save()
        _copy_steps(job, category)
        record(
            events.JobOpened(
                number=job.number,
                category=category.code,
                priority=priority,
                source_type=job.source_type,
                source_id=job.source_id,
            ),
            actor=actor,
            about=job,
        )
        find_rework(actor, job)
        if assignee_id is not None:
            _assign(actor, job, assignee_id)
    return job


def assign_job(*, actor: Actor, job: Job, assignee_id: int, seen: str = "") -> Job:
    """Give the job to somebody who may do work here; also takes it from who had it before they set to work.

    ``seen`` is ``rules.as_seen`` of the job as the actor saw it: ``Refused`` when it has changed since.
    """
    actor.check("work.assign", job.community_id)
    with transaction.atomic():
        job = _locked(job)
        rules.check_seen(job, seen)
        rules.check_may("assign", job)
        _assign(actor, job, assignee_id)
    return job


def accept_job(*, actor: Actor, job: Job) -> Job:
    with transaction.atomic():
        job = _my_locked(actor, job, "accept")
        job.state, job.accepted_at = JobState.ACCEPTED, clock.now()
        job.save(update_fields=["state", "accepted_at"])
        record(events.JobAccepted(assignee_id=_worker(job)), actor=actor, about=job)
    return job


def refuse_job(*, actor: Actor, job: Job, words: str) -> Job:
    """Give the job back with the reason; it waits for another to be found."""
    words = clean(words, field="words", most=300, least=2)
    with transaction.atomic():
        job = _my_locked(actor, job, "refuse")
        note = _note(actor, job, JobNote.Purpose.REFUSAL, words)
        refused_by = _worker(job)
        job.state, job.assignee, job.accepted_at = JobState.WAITING, None, None
        job.save(update_fields=["state", "assignee", "accepted_at"])
        record(events.JobRefused(note_id=note.id, assignee_id=refused_by), actor=actor, about=job)
    return job


def set_out(*, actor: Actor, job: Job) -> Job:
    """The assignee is on the way."""
    with transaction.atomic():
        job = _my_locked(actor, job, "set_out")
        job.state = JobState.ON_WAY
        job.save(update_fields=["state"])
        record(events.JobSetout(assignee_id=_worker(job)), actor=actor, about=job)
    return job


def arrive(*, actor: Actor, job: Job) -> Job:
    with transaction.atomic():
        job = _my_locked(actor, job, "arrive")
        job.state, job.arrived_at = JobState.ARRIVED, clock.now()
        job.save(update_fields=["state", "arrived_at"])
        record(events.JobArrived(assignee_id=_worker(job)), actor=actor, about=job)
    return job


def tick_step(*, actor: Actor, job: Job, number: int) -> JobStep:
    """Tick a step of the procedure; ticking it again changes nothing."""
    with transaction.atomic():
        job = _my_locked(actor, job, "work")
        step = JobStep.objects.of(job.community_id).filter(job=job, number=number).first()
        if step is None:
            raise NotFound()
        check_may_tick(job, step)
        if step.done_at is None:
            step.done_at, step.done_by_id = clock.now(), job.assignee_id
            step.save(update_fields=["done_at", "done_by"])
            record(events.JobStepDone(step=number), actor=actor, about=job)
    return step


def untick_step(*, actor: Actor, job: Job, number: int) -> JobStep:
    """Take back a tick that was set by mistake; both stay in the history."""
    with transaction.atomic():
        job = _my_locked(actor, job, "work")
        step = JobStep.objects.of(job.community_id).filter(job=job, number=number).first()
        if step is None:
            raise NotFound()
        if step.done_at is not None:
            step.done_at, step.done_by_id = None, None
            step.save(update_fields=["done_at", "done_by"])
            record(events.JobStepReverted(step=number), actor=actor, about=job)
    return step


def use_part(*, actor: Actor, job: Job, name: str, quantity: Decimal, unit: str = "个") -> PartUsed:
    name = clean_line(name, field="name", most=60, least=1)
    if not Decimal("0") < quantity <= Decimal("9999"):
        raise Invalid(fields={"quantity": _("数量要大于 0，不超过 9999。")})
    with transaction.atomic():
        job = _my_locked(actor, job, "work")
        check_may_start(job)
        part = PartUsed.objects.of(job.community_id).create(
            job=job, name=name, quantity=quantity, unit=clean_line(unit, field="unit", most=10) or "个"
        )
        record(events.JobPartUsed(part_id=part.id), actor=actor, about=job)
    return part


def drop_part(*, actor: Actor, job: Job, part_id: int) -> None:
    """Take back a part that was noted by mistake: one out of a store goes back there. Again changes nothing."""
    with transaction.atomic():
        job = _my_locked(actor, job, "work")
        dropped = PartUsed.objects.of(job.community_id).filter(job=job, id=part_id)
        for row in dropped.select_related("part", "store"):
            put_back(actor, job, row, row.quantity)
            dropped.delete()
            record(events.JobPartDropped(part_id=part_id), actor=actor, about=job)


def add_job_photos(*, actor: Actor, job: Job, photos: Sequence[UploadedFile], purpose: str) -> None:
    """Keep photos of the place ``before`` or ``after`` the work."""
    if purpose not in {"before", "after"}:
        raise Invalid(fields={"purpose": _("照片分“维修前”和“维修后”。")})
    images = check_photos(photos, already=len(files_of(job)))
    if not images:
        raise Invalid(fields={"photos": _("还没有选照片。")})
    with transaction.atomic():
        job = _my_locked(actor, job, "work")
        keep_photos(images, actor=actor, about=job, purpose=purpose)
        record(events.JobPhotoTaken(count=len(images), purpose=purpose), actor=actor, about=job)


def finish_job(*, actor: Actor, job: Job, words: str, photos: Sequence[UploadedFile] = ()) -> Job:
    """The assignee says it is done: what was done, with photos of the result. The reporter has the last word."""
    words = clean(words, field="words", most=500, least=2)
    images = check_photos(photos, already=len(files_of(job)))
    with transaction.atomic():
        job = _my_locked(actor, job, "finish")
        check_may_finish(job)
        keep_photos(images, actor=actor, about=job, purpose="after")
        note = _note(actor, job, JobNote.Purpose.RESULT, words)
        job.state, job.finished_at = JobState.FINISHED, clock.now()
        job.save(update_fields=["state", "finished_at"])
        record(
            events.JobFinished(
                note_id=note.id, assignee_id=_worker(job), photos=len(files_of(job, purpose="after"))
            ),
            actor=actor,
            about=job,
        )
        charge_for_job(actor, job)
    return job


def cancel_job(*, actor: Actor, job: Job) -> Job:
    """Call the job off, because what it was for fell away."""
    actor.check("work.assign", job.community_id)
    with transaction.atomic():
        job = _locked(job)
        rules.check_may("cancel", job)
        job.state = JobState.CANCELLED
        job.save(update_fields=["state"])
        withdraw_waiting(actor, job)
        record(events.JobCancelled(), actor=actor, about=job)
    return job


def _assign(actor: Actor, job: Job, assignee_id: int) -> None:
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


def _copy_steps(job: Job, category: "Category") -> None:
    steps = [
        JobStep(
            community_id=job.community_id,
            job=job,
            number=number,
            action=step.action,
            to_check=step.to_check,
            evidence=step.evidence,
        )
        for number, step in enumerate(crew_steps(category), start=1)
    ]
    JobStep.objects.bulk_create(steps)


def _note(actor: Actor, job: Job, purpose: str, words: str) -> JobNote:
    return JobNote.objects.of(job.community_id).create(
        job=job, person_id=actor.person_in(job.community_id), purpose=purpose, words=words, at=clock.now()
    )


def _locked(job: Job) -> Job:
    return Job.objects.of(job.community_id).select_for_update().get(id=job.id)


def _my_locked(actor: Actor, job: Job, step: str) -> Job:
    locked = _locked(job)
    rules.check_is_mine(locked, actor.at(job.community_id).person_id)
    rules.check_may(step, locked)
    return locked


def _worker(job: Job) -> int:
    """The id of the person whose job it is; the caller has checked that it is somebody's."""
    assert job.assignee_id is not None
    return job.assignee_id
