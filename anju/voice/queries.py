"""Return visits and who may see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.kernel.ids import MAX_ID
from anju.requests.queries import previous_doers
from anju.voice import rules
from anju.voice.choices import VisitState
from anju.voice.models import Visit, VisitRule, VisitTry

ROWS = 50
DAYS = 30
LISTS = ("due", "mine", "done", "unreached", "spared")


def visits_for(actor: Actor, community_id: int) -> QuerySet[Visit]:
    """The visits of the community, for who makes some."""
    actor.check("voice.visit", community_id)
    return Visit.objects.of(community_id).select_related(
        "request__place", "request__category", "request__reporter", "visitor"
    )


def visit_for(actor: Actor, community_id: int, visit_id: int) -> Visit:
    found = visits_for(actor, community_id).filter(id=min(visit_id, MAX_ID)).first()
    if found is None:
        raise NotFound()
    return found


def visit_with_id(community_id: int, visit_id: int) -> Visit:
    return Visit.objects.of(community_id).get(id=visit_id)


def list_visits(
    actor: Actor, community_id: int, wanted: str, *, before: int | None = None, most: int = ROWS
) -> list[Visit]:
    """The visits of one list: those to be made by when they are due, the others newest first."""
    found = visits_for(actor, community_id)
    if wanted in ("due", "mine"):
        found = found.filter(state=VisitState.DUE)
        if wanted == "mine":
            found = found.filter(visitor_id=actor.at(community_id).person_id)
        return list(found.order_by(Coalesce("next_at", "due_at"), "id")[: max(most, 200)])
    found = found.filter(state=wanted)
    if before is not None:
        found = found.filter(id__lt=before)
    return list(found.order_by("-id")[:most])


def tries_of(visit: Visit) -> list[VisitTry]:
    return list(
        VisitTry.objects.of(visit.community_id).filter(visit=visit).select_related("by").order_by("id")
    )


def visits_of_request(community_id: int, request_id: int) -> list[Visit]:
    """All draws for the request, the newest first; the caller has checked who sees it."""
    found = Visit.objects.of(community_id).filter(request_id=request_id)
    return list(found.select_related("visitor").order_by("-id"))


def may_visit(visit: Visit, person_id: int | None) -> bool:
    """Whether it is not somebody who did the work themselves."""
    return person_id is not None and person_id not in previous_doers(visit.request)


def base_percent(community_id: int) -> int:
    rule = VisitRule.objects.of(community_id).first()
    return rule.base_percent if rule else rules.BASE_PERCENT


def open_loads(community_id: int, person_ids: Collection[int]) -> dict[int, int]:
    """How many visits each of them has before them."""
    found = Visit.objects.of(community_id).filter(state=VisitState.DUE, visitor_id__in=list(person_ids))
    return dict(found.values_list("visitor_id").annotate(visits=Count("id")))


@dataclass(frozen=True)
class Statistics:
    """The visits of the last ``DAYS`` days. ``answered`` is the sample of ``answers``: who was not reached is in
    none of them."""

    closed: int
    chosen: int
    due: int
    late: int
    answered: int
    unreached: int
    answers: list[rules.AnswerShare]


def statistics_for(actor: Actor, community_id: int) -> Statistics:
    actor.check("voice.visit", community_id)
    now = clock.now()
    lately = Visit.objects.of(community_id).filter(opened_at__gt=now - timedelta(days=DAYS))
    counted = lately.aggregate(
        closed=Count("id"),
        chosen=Count("id", filter=~Q(state=VisitState.SPARED)),
        due=Count("id", filter=Q(state=VisitState.DUE)),
        late=Count("id", filter=Q(state=VisitState.DUE, due_at__lt=now)),
        answered=Count("id", filter=Q(state=VisitState.DONE)),
        unreached=Count("id", filter=Q(state=VisitState.UNREACHED)),
    )
    answers = dict(lately.filter(state=VisitState.DONE).values_list("answer").annotate(visits=Count("id")))
    return Statistics(**counted, answers=rules.shares_of(answers))
