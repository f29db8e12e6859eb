"""An incident begins: planned ahead or known by the first reports."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.incidents import events, queries, rules
from anju.incidents.actions.joining import join_incident
from anju.incidents.actions.keeping import check_end, clean_words, keep_update, locked
from anju.incidents.choices import IncidentState
from anju.incidents.models import Incident, IncidentCategory, IncidentPlace
from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.errors import Invalid
from anju.kernel.events import record
from anju.kernel.numbers import next_number
from anju.kernel.text import clean_line
from anju.places.queries import community_named
from anju.requests.queries import open_of

if TYPE_CHECKING:
    from anju.places.models import Place
    from anju.standards.models import Category

FURTHEST = timedelta(days=90)


def open_incident(
    *,
    actor: Actor,
    community_id: int,
    title: str,
    words: str,
    categories: "Sequence[Category]",
    places: "Sequence[Place]" = (),
    party: str = "",
    starts: datetime | None = None,
    expected_end: datetime | None = None,
) -> Incident:
    """Open an incident. ``starts`` in the future makes it a planned one; None is now.

    The open requests of its categories from its places that were reported within the last two hours join at once.
    ``Invalid`` names the field.
    """
    actor.check("incidents.manage", community_id)
    now = clock.now()
    starts = starts or now
    planned = starts > now
    if not categories or any(one.community_id != community_id or not one.priority for one in categories):
        raise Invalid(fields={"categories": _("请选一个具体的类别。")})
    if any(place.community_id != community_id or place.is_home for place in places):
        raise Invalid(fields={"places": _("请选楼栋、单元或公共区域。")})
    if starts < now - rules.EARLY or starts > now + FURTHEST:
        raise Invalid(fields={"starts": _("开始时间最早两小时前，最晚 90 天后。")})
    check_end(expected_end, starts)
    with transaction.atomic():
        incident = Incident(
            community_id=community_id,
            title=clean_line(title, field="title", most=60, least=2),
            words=clean_words(words),
            party=clean_line(party, field="party", most=60),
            state=IncidentState.COMING if planned else IncidentState.RUNNING,
            planned=planned,
            starts=starts,
            expected_end=expected_end,
            opened_at=now,
            opened_by_id=actor.person_in(community_id),
            number=next_number(community_id, community_named(community_id).zone, "SJ"),
        )
        incident.save()
        IncidentCategory.objects.of(community_id).bulk_create(
            IncidentCategory(community_id=community_id, incident=incident, category=one) for one in categories
        )
        IncidentPlace.objects.of(community_id).bulk_create(
            IncidentPlace(community_id=community_id, incident=incident, place=one) for one in places
        )
        keep_update(actor, incident, incident.words, expected_end)
        fact = events.IncidentOpened(number=incident.number, planned=planned, starts=starts)
        record(fact, actor=actor, about=incident)
        if not planned:
            _gather(actor, incident)
    return incident


def start_incident(*, community_id: int, incident_id: int) -> None:
    """The time of a planned incident has come. Safe to run twice."""
    with transaction.atomic():
        incident = locked(Incident(community_id=community_id, id=incident_id))
        if incident.state != IncidentState.COMING or incident.starts > clock.now():
            return
        incident.state = IncidentState.RUNNING
        incident.save(update_fields=["state"])
        record(events.IncidentStarted(), actor=SYSTEM, about=incident)
        _gather(SYSTEM, incident)


def _gather(actor: Actor, incident: Incident) -> None:
    """Let join what was reported of it before it was known."""
    codes = [one.id for one in queries.categories_of(incident)]
    since = incident.starts - rules.EARLY
    for request in open_of(incident.community_id, codes, since):
        if queries.is_felt_at(incident, request.place) and _is_free(request):
            join_incident(actor=actor, incident=incident, request=request, by_itself=True)


def _is_free(request: Any) -> bool:
    return queries.incident_of(request) is None
