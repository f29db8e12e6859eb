"""Jobs and who may see them."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.kernel.files import seen_through
from anju.work import rules
from anju.work.choices import OPEN_STATES, UNACCEPTED, HandoverState, JobState
from anju.work.models import Handover, Job, JobMate
from anju.work.step_queries import follow_ups_of

if TYPE_CHECKING:
    from anju.places.models import Place

MINE = (JobState.ASSIGNED, JobState.ACCEPTED, JobState.ON_WAY, JobState.ARRIVED)


def jobs_for(actor: Actor, community_id: int) -> QuerySet[Job]:
    """The jobs the actor may see: all with ``work.see``, else the own ones, those on which they lend a hand and those
    they are asked to take over."""
    found = Job.objects.of(community_id).select_related("place", "category", "assignee")
    if actor.may("work.see", community_id):
        return found
    person_id = actor.at(community_id).person_id or 0
    lent = JobMate.objects.of(community_id).filter(person_id=person_id)
    asked = Handover.objects.of(community_id).filter(taker_id=person_id, state=HandoverState.ASKED)
    return found.filter(
        Q(assignee_id=person_id) | Q(id__in=lent.values("job_id")) | Q(id__in=asked.values("job_id"))
    )


def job_for(actor: Actor, community_id: int, number: str) -> Job:
    found = jobs_for(actor, community_id).filter(number=number).first()
    if found is None:
        raise NotFound()
    return found


@seen_through("work.job")
def job_with_id(actor: Actor, community_id: int, job_id: int) -> Job:
    found = jobs_for(actor, community_id).filter(id=job_id).first()
    if found is None:
        raise NotFound()
    return found


def jobs_named(community_id: int, job_ids: Collection[int]) -> dict[int, Job]:
    """Jobs by id, for the app that asked for them and has checked who sees."""
    found = Job.objects.of(community_id).filter(id__in=list(job_ids))
    return {job.id: job for job in found.select_related("place", "category", "assignee")}


@seen_through("work.job")
def check_sees_photos_before(actor: Actor, community_id: int, job_id: int) -> None:
    """The photos of a job are also seen by who does what one of its steps has opened."""
    ids = follow_ups_of(community_id, [job_id]) if actor.kind != "guest" else []
    if not ids or not jobs_for(actor, community_id).filter(id__in=ids).exists():
        raise NotFound()


def my_jobs(actor: Actor, community_id: int) -> list[Job]:
    """The actor's own open jobs, most pressing first."""
    mine = Job.objects.of(community_id).filter(assignee_id=actor.at(community_id).person_id, state__in=MINE)
    return sorted(mine.select_related("place", "category"), key=rules.pressing_order)


def my_finished_jobs(
    actor: Actor,
    community_id: int,
    *,
    since: datetime | None = None,
    before: int | None = None,
    most: int = 20,
) -> list[Job]:
    """The actor's finished jobs, newest first; ``before`` is the last id of the page before."""
    mine = Job.objects.of(community_id).filter(
        assignee_id=actor.at(community_id).person_id, state=JobState.FINISHED
    )
    if since is not None:
        mine = mine.filter(finished_at__gte=since)
    if before is not None:
        mine = mine.filter(id__lt=before)
    return list(mine.select_related("place", "category").order_by("-id")[:most])


def jobs_to_accept(community_id: int, person_id: int | None) -> int:
    return Job.objects.of(community_id).filter(assignee_id=person_id, state=JobState.ASSIGNED).count()


def unaccepted_since(actor: Actor, community_id: int, before: datetime) -> list[Job]:
    """The jobs that nobody has accepted though they were given out (or opened) ``before``, the oldest first."""
    waiting = jobs_for(actor, community_id).filter(state__in=UNACCEPTED)
    waiting = waiting.annotate(since=Coalesce("assigned_at", "opened_at")).filter(since__lt=before)
    return list(waiting.order_by("since", "id")[:200])


def open_jobs_at(actor: Actor, place: "Place") -> list[Job]:
    """The open jobs the actor may see at the place and in what lies directly in it, most pressing first."""
    here = Q(place_id=place.id) | Q(place__parent_id=place.id)
    found = jobs_for(actor, place.community_id).filter(here, state__in=OPEN_STATES)
    return sorted(found, key=rules.pressing_order)


def as_seen(job: Job) -> str:
    """How the job stands, for a form to bring back to ``actions.assign_job``."""
    return rules.as_seen(job)
