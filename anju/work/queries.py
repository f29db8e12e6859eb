"""Jobs and who may see them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.kernel.files import seen_through
from anju.people.queries import posts_of, staff_with_grant
from anju.work.choices import OPEN_STATES, JobState
from anju.work.models import Job, JobNote, JobStep, PartUsed

MINE = (JobState.ASSIGNED, JobState.ACCEPTED, JobState.ON_WAY, JobState.ARRIVED)


def jobs_for(actor: Actor, community_id: int) -> QuerySet[Job]:
    """The jobs the actor may see: all with ``work.see``, else the own ones."""
    found = Job.objects.of(community_id).select_related("place", "category", "assignee")
    if actor.may("work.see", community_id):
        return found
    return found.filter(assignee_id=actor.at(community_id).person_id)


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


def my_jobs(actor: Actor, community_id: int) -> list[Job]:
    """The actor's own open jobs, most pressing first."""
    mine = Job.objects.of(community_id).filter(assignee_id=actor.at(community_id).person_id, state__in=MINE)
    return list(mine.select_related("place", "category").order_by("priority", "arrive_by", "id"))


def my_finished_jobs(actor: Actor, community_id: int, most: int = 20) -> list[Job]:
    mine = Job.objects.of(community_id).filter(
        assignee_id=actor.at(community_id).person_id, state=JobState.FINISHED
    )
    return list(mine.select_related("place", "category").order_by("-id")[:most])


def jobs_to_accept(community_id: int, person_id: int | None) -> int:
    return Job.objects.of(community_id).filter(assignee_id=person_id, state=JobState.ASSIGNED).count()


def jobs_named(community_id: int, job_ids: Collection[int]) -> dict[int, Job]:
    """Jobs by id, for the app that asked for them and has checked who sees."""
    found = Job.objects.of(community_id).filter(id__in=list(job_ids))
    return {job.id: job for job in found.select_related("place", "category", "assignee")}


def steps_of(job: Job) -> list[JobStep]:
    return list(JobStep.objects.of(job.community_id).filter(job=job).order_by("number"))


def parts_of(job: Job) -> list[PartUsed]:
    return list(PartUsed.objects.of(job.community_id).filter(job=job).order_by("id"))


def notes_of(job: Job) -> list[JobNote]:
    return list(JobNote.objects.of(job.community_id).filter(job=job).select_related("person").order_by("id"))


def notes_named(community_id: int, note_ids: Collection[int]) -> dict[int, JobNote]:
    return {note.id: note for note in JobNote.objects.of(community_id).filter(id__in=list(note_ids))}


@dataclass(frozen=True)
class Candidate:
    """Somebody a job could go to, and how much they have on their hands."""

    person_id: int
    name: str
    posts: list[str]
    open_jobs: int
    fits: bool


def candidates_for(community_id: int, responder_post: str) -> list[Candidate]:
    """Who can do work here: holders of the category's post first, then by the fewest open jobs."""
    people = staff_with_grant(community_id, "work.do")
    ids = [person.id for person in people]
    posts = posts_of(community_id, ids)
    load = dict(
        Job.objects.of(community_id)
        .filter(assignee_id__in=ids, state__in=MINE)
        .values_list("assignee_id")
        .annotate(jobs=Count("id"))
    )
    found = [
        Candidate(
            person.id,
            person.name,
            posts[person.id],
            load.get(person.id, 0),
            responder_post in posts[person.id],
        )
        for person in people
    ]
    return sorted(found, key=lambda candidate: (not candidate.fits, candidate.open_jobs, candidate.name))


def open_job_counts(community_id: int) -> dict[str, int]:
    """How many open jobs, and how many of them nobody has accepted."""
    return (
        Job.objects.of(community_id)
        .filter(state__in=OPEN_STATES)
        .aggregate(
            open=Count("id"),
            unaccepted=Count("id", filter=Q(state__in=[JobState.WAITING, JobState.ASSIGNED])),
        )
    )


def open_jobs_for(actor: Actor, community_id: int, most: int) -> list[Job]:
    """The open jobs the actor may see, most pressing first."""
    found = jobs_for(actor, community_id).filter(state__in=OPEN_STATES)
    return list(found.order_by("priority", "arrive_by", "id")[:most])
