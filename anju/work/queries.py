"""Jobs and who may see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.kernel.files import files_about, files_of, seen_through
from anju.kernel.ids import MAX_ID
from anju.kernel.models import StoredFile
from anju.people.queries import posts_of, staff_with_grant
from anju.people.rules import grants_of, post_title
from anju.work import rules
from anju.work.choices import OPEN_STATES, UNACCEPTED, JobState
from anju.work.models import Job, JobNote, JobStep, PartUsed

if TYPE_CHECKING:
    from anju.places.models import Place

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
    return sorted(mine.select_related("place", "category"), key=rules.pressing_order)


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


def jobs_named(community_id: int, job_ids: Collection[int]) -> dict[int, Job]:
    """Jobs by id, for the app that asked for them and has checked who sees."""
    found = Job.objects.of(community_id).filter(id__in=list(job_ids))
    return {job.id: job for job in found.select_related("place", "category", "assignee")}


def steps_of(job: Job) -> list[JobStep]:
    return list(JobStep.objects.of(job.community_id).filter(job=job).order_by("number"))


def parts_of(job: Job) -> list[PartUsed]:
    found = PartUsed.objects.of(job.community_id).filter(job=job).select_related("store")
    return list(found.order_by("id"))


def part_named(community_id: int, part_id: int) -> PartUsed:
    """A part that was noted, without a check; ``NotFound`` when it was taken back since."""
    found = PartUsed.objects.of(community_id).filter(id=part_id).first()
    if found is None:
        raise NotFound()
    return found


def source_photos(job: Job) -> list[StoredFile]:
    """The photos that came with what asked for the job (purpose "report").

    Found by the type and id that the job carries, so that work need not know the app above. Whether the actor sees
    them the files' door asks that app's ``seen_through`` query.
    """
    if not job.source_id:
        return []
    return files_about(job.community_id, job.source_type, job.source_id, "report")


def photos_by_purpose(job: Job) -> dict[str, list[StoredFile]]:
    """The photos taken on the job: "before" and "after"."""
    found: dict[str, list[StoredFile]] = {"before": [], "after": []}
    for stored in files_of(job):
        found.setdefault(stored.purpose, []).append(stored)
    return found


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
    leads: bool = False

    @property
    def titles(self) -> list[str]:
        """The names of the posts."""
        return [post_title(post) for post in self.posts]


def candidates_for(community_id: int, responder_post: str) -> list[Candidate]:
    """Who can do work here: holders of the category's post first, who leads last, then by the fewest open jobs."""
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
            "work.assign" in grants_of(posts[person.id]),
        )
        for person in people
    ]
    return sorted(found, key=lambda one: (not one.fits, one.leads, one.open_jobs, one.name))


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


JOB_ROWS = 50
WANTED = ("open", "unaccepted", "finished", "cancelled")


@dataclass(frozen=True)
class JobFilter:
    """Which jobs the desk looks for. ``wanted`` is one of ``WANTED``; ``assignee_id`` None means anybody's."""

    wanted: str = "open"
    assignee_id: int | None = None


def desk_jobs(
    actor: Actor, community_id: int, looking: JobFilter, *, after: str = "", most: int = JOB_ROWS
) -> list[Job]:
    """The jobs of the desk's list: open ones by what is due next, ended ones newest first.

    ``after`` is the ``job_key`` of the last row of the page before; one that cannot be read begins anew.
    """
    found = jobs_for(actor, community_id)
    if looking.assignee_id is not None:
        found = found.filter(assignee_id=looking.assignee_id)
    last = _last_row(after)
    if looking.wanted in ("finished", "cancelled"):
        found = found.filter(state=looking.wanted)
        return list((found.filter(id__lt=last[1]) if last else found).order_by("-id")[:most])
    found = found.filter(state__in=UNACCEPTED if looking.wanted == "unaccepted" else OPEN_STATES)
    found = found.annotate(next_due=_NEXT_DUE)
    if last:
        found = found.filter(Q(next_due__gt=last[0]) | Q(next_due=last[0], id__gt=last[1]))
    return list(found.order_by("next_due", "id")[:most])


def job_key(job: Job) -> str:
    """The place of a row in the list, for the address of the next page."""
    return f"{(rules.next_due(job) or rules.NO_PROMISE).isoformat()}~{job.id}"


# The same as rules.next_due, for the database.
_NEXT_DUE = Coalesce(
    Case(When(state=JobState.ARRIVED, then=F("finish_by")), default=Coalesce("arrive_by", "finish_by")),
    Value(rules.NO_PROMISE),
)


def is_job_key(key: str) -> bool:
    """Whether it is a ``job_key``; ``desk_jobs`` begins anew with one that is not."""
    return _last_row(key) is not None


def _last_row(key: str) -> tuple[datetime, int] | None:
    due, _sign, row_id = key.rpartition("~")
    try:
        moment, last_id = datetime.fromisoformat(due), int(row_id)
    except ValueError:
        return None
    return (moment, last_id) if moment.tzinfo is not None and 0 <= last_id <= MAX_ID else None


def as_seen(job: Job) -> str:
    """How the job stands, for a form to bring back to ``actions.assign_job``."""
    return rules.as_seen(job)


def workers_of(community_id: int) -> list[tuple[int, str]]:
    """Id and name of everybody who can do work here."""
    return [(person.id, person.name) for person in staff_with_grant(community_id, "work.do")]
