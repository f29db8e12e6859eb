"""Opening a job, and calling it off."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.events import record
from anju.kernel.numbers import next_number
from anju.kernel.text import clean_line
from anju.places.queries import community_named
from anju.standards.queries import crew_steps, sample_percent_of
from anju.standards.rules import MIDDLE_LEVEL
from anju.work import events, rules
from anju.work.actions.giving import drop_handover, give, leave_waiting
from anju.work.actions.keeping import locked
from anju.work.actions.labour import stop_labour
from anju.work.choices import JobState
from anju.work.models import Job, JobStep
from anju.work.quotes.deciding import find_rework
from anju.work.quotes.giving import withdraw_waiting
from anju.work.step_rules import steps_from

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
    safe_by: datetime | None = None,
    finish_by: datetime | None = None,
    contact_name: str = "",
    contact_phone: str = "",
    wish: str = "",
    source: tuple[str, int] | None = None,
    assignee_id: int | None = None,
    resident_id: int | None = None,
    barred: Collection[int] = (),
    despite: str = "",
    level: int = MIDDLE_LEVEL,
) -> Job:
    """Open a job with the steps of the category's procedure, and assign it at once if ``assignee_id`` is given (then
    ``despite`` as in ``assign_job``); else it goes the way of the community: turns, pool or desk.

    ``source`` is the type and id of the record that asked for it; its app listens to the job's events.
    ``resident_id`` is who is met there, ``barred`` are persons who may never be sent. ``level`` is the service level
    whose time limits the steps get.
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
            safe_by=safe_by,
            finish_by=finish_by,
            contact_name=contact_name,
            contact_phone=contact_phone,
            wish=wish,
            source_type=source[0] if source else "",
            source_id=source[1] if source else None,
            resident_id=resident_id,
            barred=sorted(set(barred)),
            opened_at=clock.now(),
            number=next_number(community_id, community_named(community_id).zone, "GD"),
        )
        job.save()
        steps = steps_from(job, crew_steps(category), share=sample_percent_of(category), level=level)
        JobStep.objects.bulk_create(steps)
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
            give(actor, job, assignee_id, despite=despite)
        else:
            leave_waiting(job)
    return job


def cancel_job(*, actor: Actor, job: Job) -> Job:
    """Call the job off, because what it was for fell away."""
    actor.check("work.assign", job.community_id)
    with transaction.atomic():
        job = locked(job)
        rules.check_may("cancel", job)
        stop_labour(actor=actor, job=job)
        drop_handover(actor, job)
        job.state, job.respond_by = JobState.CANCELLED, None
        job.save(update_fields=["state", "respond_by"])
        withdraw_waiting(actor, job)
        record(events.JobCancelled(), actor=actor, about=job)
    return job
