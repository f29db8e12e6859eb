"""What the morning page counts and lists. Each call is one query, whatever the number of requests."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Value

from anju.insight import rules
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.requests.choices import OPEN_STATES, RequestState
from anju.requests.queries import BoardFilter, matching, working_on
from anju.work.queries import unaccepted_since

if TYPE_CHECKING:
    from anju.requests.models import Request
    from anju.work.models import Job

IN_HAND = (RequestState.NEW, RequestState.OPEN)
SILENT_DAYS = 30
MOST_DECISIONS = 12

# The numbers of the morning page, in their order. The same filter counts a number and opens its rows.
FIGURES: dict[str, BoardFilter] = {
    "late": BoardFilter(states=IN_HAND, late="late"),
    "soon": BoardFilter(states=IN_HAND, late="soon"),
    "unaccepted": BoardFilter(states=IN_HAND, unaccepted=True),
    "not": BoardFilter(states=OPEN_STATES, verdict="not"),
    "half": BoardFilter(states=OPEN_STATES, verdict="half"),
    "messy": BoardFilter(states=OPEN_STATES, verdict="messy"),
    "waiting": BoardFilter(states=(RequestState.DONE,)),
    "silent": BoardFilter(states=(RequestState.CLOSED,), verdict="silent", closed_days=SILENT_DAYS),
    "open": BoardFilter(states=IN_HAND),
}


def figures_for(actor: Actor, community_id: int) -> dict[str, int]:
    """How many requests each of ``FIGURES`` finds."""
    counted = [
        matching(actor, community_id, looking)
        .order_by()
        .values(figure=Value(name))
        .annotate(found=Count("id"))
        .values_list("figure", "found")
        for name, looking in FIGURES.items()
    ]
    first, *others = counted
    return dict.fromkeys(FIGURES, 0) | dict(first.union(*others, all=True))


@dataclass(frozen=True)
class Decision:
    """A request that needs somebody's decision now: why, and who has it (names; empty: nobody)."""

    request: "Request"
    reasons: list[rules.Reason]
    holders: list[str] = field(default_factory=list)


def decisions_for(actor: Actor, community_id: int, most: int = MOST_DECISIONS) -> list[Decision]:
    """What is late, re-opened, urged, or given out and not accepted for a quarter of an hour: the gravest first."""
    now = clock.now()
    stale = unaccepted_since(actor, community_id, now - rules.UNACCEPTED_AFTER)
    wanted = (
        Q(due_at__lt=now)
        | Q(verdict__in=rules.BAD)
        | Q(urged__gt=0)
        | Q(id__in=[job.source_id for job in stale if job.source_type == "requests.request"])
    )
    found = matching(actor, community_id, FIGURES["open"]).filter(wanted).select_related("taken_by")
    pressing = list(found.order_by("priority", F("due_at").asc(nulls_last=True), "id")[:most])
    jobs = working_on(community_id, [request.id for request in pressing])
    return [_decision(request, jobs.get(request.id, []), now) for request in pressing]


def _decision(request: "Request", jobs: "list[Job]", now: datetime) -> Decision:
    unaccepted = [job.assigned_at or job.opened_at for job in jobs if job.accepted_at is None]
    holders = [job.assignee.name for job in jobs if job.assignee is not None]
    if not holders and request.taken_by is not None:
        holders = [request.taken_by.name]
    return Decision(
        request=request,
        holders=list(dict.fromkeys(holders)),
        reasons=rules.reasons_of(
            due_at=request.due_at,
            verdict=request.verdict,
            reopened=request.reopened,
            urged=request.urged,
            unaccepted=unaccepted,
            now=now,
        ),
    )
