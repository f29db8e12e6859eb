"""Reports join an incident: by themselves through place, kind and time, or by the desk's hand."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.incidents import events, queries
from anju.incidents.actions.keeping import check_live
from anju.incidents.models import Incident, IncidentReport
from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.errors import NotFound, Refused
from anju.kernel.events import record
from anju.requests.actions import answer_request, hold_request
from anju.requests.choices import RequestState
from anju.standards.choices import HoldReason


def join_incident(*, actor: Actor, incident: Incident, request: Any, by_itself: bool = False) -> None:
    """Let a request belong to the incident: its reporter gets the prepared words at once, which is the first answer.

    Where an outside body is waited for, the request's clock stands until the expected end. ``Refused`` when the
    incident is over, the request has ended, or belongs to an incident already.
    """
    actor.check("incidents.manage", incident.community_id)
    check_live(incident)
    if request.community_id != incident.community_id:
        raise NotFound()
    if request.state not in (RequestState.NEW, RequestState.OPEN):
        raise Refused(_("这件事已经不在处理中。"))
    if queries.incident_of(request) is not None:
        raise Refused(_("这件事已经算在一个大面积事件里。"))
    with transaction.atomic():
        IncidentReport.objects.of(incident.community_id).create(
            incident=incident, request=request, at=clock.now()
        )
        fact = events.RequestJoined(incident_id=incident.id, number=incident.number, by_itself=by_itself)
        record(fact, actor=actor, about=request)
        answer_request(actor=SYSTEM, request=request, words=queries.words_now(incident))
        if incident.party and incident.expected_end and incident.expected_end > clock.now():
            hold_while(request, incident)


def hold_while(request: Any, incident: Incident) -> None:
    """Let the clock stand until the expected end, because an outside body is waited for."""
    try:
        hold_request(
            actor=SYSTEM,
            request=request,
            reason=HoldReason.OUTSIDE,
            party=incident.party,
            until=incident.expected_end,
        )
    except Refused:
        pass  # it stands already, for a reason of its own


def join_by_itself(*, request: Any) -> None:
    """Let a fresh report join the incident that runs there, if one does. Safe to run twice."""
    with transaction.atomic():
        if request.state not in (RequestState.NEW, RequestState.OPEN) or queries.incident_of(request):
            return
        incident = queries.running_at(request.community_id, request.place, request.category)
        if incident is not None:
            join_incident(actor=SYSTEM, incident=incident, request=request, by_itself=True)


def leave_incident(*, actor: Actor, request: Any) -> None:
    """The request is about something else after all: it goes its own way, with its own clock."""
    actor.check("incidents.manage", request.community_id)
    with transaction.atomic():
        link = (
            IncidentReport.objects.of(request.community_id)
            .filter(request_id=request.id)
            .select_related("incident")
            .first()
        )
        if link is None:
            raise Refused(_("这件事不在大面积事件里。"))
        fact = events.RequestParted(incident_id=link.incident_id, number=link.incident.number)
        IncidentReport.objects.of(request.community_id).filter(id=link.id).delete()
        record(fact, actor=actor, about=request)
