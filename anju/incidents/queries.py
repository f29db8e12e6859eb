"""Mass incidents: which run, which a report belongs to, who feels them, how they ended."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from anju.incidents import rules
from anju.incidents.choices import IncidentState
from anju.incidents.models import (
    Incident,
    IncidentCategory,
    IncidentPlace,
    IncidentReport,
    IncidentUpdate,
)
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.people.queries import households_of
from anju.places.queries import community_named
from anju.requests.queries import alike_within
from anju.ui import humane

if TYPE_CHECKING:
    from anju.people.models import Person
    from anju.places.models import Place
    from anju.requests.models import Request
    from anju.standards.models import Category

LIVE = (IncidentState.RUNNING, IncidentState.COMING)
ROWS = 50


def incidents_for(actor: Actor, community_id: int) -> QuerySet[Incident]:
    """All incidents, the newest first, for who may see every request; for others those that run or come."""
    found = Incident.objects.of(community_id).select_related("opened_by").order_by("-id")
    actor.at(community_id)
    return found if actor.may("requests.see", community_id) else found.filter(state__in=LIVE)


def incident_for(actor: Actor, community_id: int, number: str) -> Incident:
    found = incidents_for(actor, community_id).filter(number=number).first()
    if found is None:
        raise NotFound()
    return found


def incident_told(actor: Actor, community_id: int, number: str) -> Incident:
    """An incident as residents read of it, also after it is over: they were told of it."""
    actor.at(community_id)
    found = Incident.objects.of(community_id).filter(number=number).first()
    if found is None:
        raise NotFound()
    return found


def incident_with_id(actor: Actor, community_id: int, incident_id: int) -> Incident:
    found = incidents_for(actor, community_id).filter(id=incident_id).first()
    if found is None:
        raise NotFound()
    return found


def incident_rows(
    actor: Actor, community_id: int, *, over: bool, before: int | None = None
) -> list[tuple[Incident, int]]:
    """The live ones, or those that ended, each with how many reports belong to it; ``before`` is the last id of the
    page before."""
    found = incidents_for(actor, community_id)
    found = found.exclude(state__in=LIVE) if over else found.filter(state__in=LIVE)
    if before is not None:
        found = found.filter(id__lt=before)
    rows = list(found[: ROWS + 1])
    counts = dict(
        IncidentReport.objects.of(community_id)
        .filter(incident_id__in=[row.id for row in rows])
        .values_list("incident_id")
        .annotate(reports=Count("id"))
    )
    return [(row, counts.get(row.id, 0)) for row in rows]


def live_count(community_id: int) -> int:
    return Incident.objects.of(community_id).filter(state=IncidentState.RUNNING).count()


def due_to_start(at: datetime) -> list[tuple[int, int]]:
    """(community, id) of planned incidents whose time has come."""
    found = Incident.objects.across().filter(state=IncidentState.COMING, starts__lte=at)
    return list(found.order_by("id").values_list("community_id", "id")[:500])


def running_at(community_id: int, place: "Place | None", category: "Category | None") -> Incident | None:
    """The incident that a report of the category at the place belongs to now; without category any at that place."""
    now = clock.now()
    live = Incident.objects.of(community_id).filter(
        state=IncidentState.RUNNING, starts__lte=now + rules.EARLY
    )
    for incident in live.order_by("-id"):
        if place is not None and is_felt_at(incident, place) and is_of(incident, category):
            return incident
    return None


def is_felt_at(incident: Incident, place: "Place") -> bool:
    """Whether the place lies in one of the incident's places; one without places is felt everywhere."""
    wanted = {
        felt.place_id for felt in IncidentPlace.objects.of(incident.community_id).filter(incident=incident)
    }
    return not wanted or bool(wanted & {place.id, place.parent_id, place.building_id})


def is_of(incident: Incident, category: "Category | None") -> bool:
    if category is None:
        return True
    return (
        IncidentCategory.objects.of(incident.community_id)
        .filter(incident=incident, category=category)
        .exists()
    )


def places_of(incident: Incident) -> "list[Place]":
    found = IncidentPlace.objects.of(incident.community_id).filter(incident=incident).select_related("place")
    return [one.place for one in found.order_by("place__sort", "id")]


def categories_of(incident: Incident) -> "list[Category]":
    found = IncidentCategory.objects.of(incident.community_id).filter(incident=incident)
    return [one.category for one in found.select_related("category").order_by("category__code")]


def updates_of(incident: Incident) -> list[IncidentUpdate]:
    found = IncidentUpdate.objects.of(incident.community_id).filter(incident=incident)
    return list(found.select_related("person").order_by("id"))


def reports_of(incident: Incident) -> list[IncidentReport]:
    """What was reported of it, the first first."""
    found = IncidentReport.objects.of(incident.community_id).filter(incident=incident)
    return list(
        found.select_related("request__place", "request__reporter", "request__category").order_by("id")
    )


def incident_of(request: Any) -> Incident | None:
    """The incident a request belongs to."""
    link = (
        IncidentReport.objects.of(request.community_id)
        .filter(request_id=request.id)
        .select_related("incident")
        .first()
    )
    return link.incident if link else None


def words_now(incident: Incident) -> str:
    """What somebody is told who reports it now, with the time it is expected to be over."""
    if incident.expected_end is None or incident.expected_end <= clock.now():
        return incident.words
    zone = ZoneInfo(community_named(incident.community_id).zone)
    end = humane.by(incident.expected_end, clock.now(), zone)
    return _("%(words)s预计%(end)s恢复。") % {"words": incident.words, "end": end}


def was_asked(request: Any) -> bool:
    return IncidentReport.objects.of(request.community_id).filter(request_id=request.id, asked=True).exists()


def people_feeling(incident: Incident) -> "list[Person]":
    """Everybody who lives or owns where it is felt."""
    places = places_of(incident)
    wanted = {place.id for place in places}
    held = [
        role
        for role in households_of(incident.community_id)
        if not places or wanted & {role.home_id, role.home.parent_id, role.home.building_id}
    ]
    return list({role.person_id: role.person for role in held}.values())


@dataclass(frozen=True)
class Heard:
    """How it was at the end: of ``reports``, ``asked`` were asked; ``answers`` counts their verdicts, the unanswered
    ones under "" (asked) and "silent"."""

    reports: int
    asked: int
    answers: dict[str, int]


def heard_of(incident: Incident) -> Heard:
    links = reports_of(incident)
    asked = [link for link in links if link.asked]
    return Heard(len(links), len(asked), dict(Counter(link.request.verdict for link in asked)))


def suspected_from(request: Any) -> list["Request"]:
    """The other open requests that together with this one look like a mass incident; [] when they do not."""
    if incident_of(request) is not None:
        return []
    alike = alike_within(request, rules.SUSPECT_WITHIN)
    loose = set(
        IncidentReport.objects.of(request.community_id)
        .filter(request_id__in=[one.id for one in alike])
        .values_list("request_id", flat=True)
    )
    alike = [one for one in alike if one.id not in loose]
    return alike if len(alike) + 1 >= rules.SUSPECT_FROM else []


def extra_reports(community_id: int) -> QuerySet:
    """The ids of requests that tell of an incident which another one told of before: what statistics leave out, so
    that a mass incident counts once."""
    earlier = IncidentReport.objects.of(community_id).filter(
        incident_id=OuterRef("incident_id"), id__lt=OuterRef("id")
    )
    return IncidentReport.objects.of(community_id).filter(Exists(earlier)).values("request_id")
