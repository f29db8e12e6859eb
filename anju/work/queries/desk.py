"""The desk's list of jobs, page by page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Coalesce

from anju.kernel.actor import Actor
from anju.kernel.ids import MAX_ID
from anju.work import rules
from anju.work.choices import OPEN_STATES, UNACCEPTED, JobState
from anju.work.models import Job
from anju.work.queries.jobs import jobs_for

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
    Case(
        When(state=JobState.ARRIVED, safe_at__isnull=True, then=Coalesce("safe_by", "finish_by")),
        When(state=JobState.ARRIVED, then=F("finish_by")),
        default=Coalesce("arrive_by", "finish_by"),
    ),
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
