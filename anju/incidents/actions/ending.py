"""An incident is over, or did not happen: all are told, a sample is asked."""

from django.db import transaction

from anju.incidents import events, queries, rules
from anju.incidents.actions.keeping import check_live, clean_words, keep_update, locked
from anju.incidents.choices import IncidentState
from anju.incidents.models import Incident, IncidentReport
from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.errors import Refused
from anju.kernel.events import record
from anju.requests.actions import finish_request
from anju.requests.choices import RequestState


def end_incident(*, actor: Actor, incident: Incident, words: str) -> Incident:
    """It is over: what was reported of it is done, with these words to all. A sample is asked how it is; the others
    can say so too. What still has a job under way stays open."""
    actor.check("incidents.manage", incident.community_id)
    words = clean_words(words)
    with transaction.atomic():
        incident = locked(incident)
        check_live(incident)
        links = [
            link
            for link in queries.reports_of(incident)
            if link.request.state in (RequestState.NEW, RequestState.OPEN)
        ]
        asked = rules.sample(incident.id, [link.request_id for link in links])
        done = 0
        for link in links:
            try:
                finish_request(actor=SYSTEM, request=link.request, words=words, asks=link.request_id in asked)
                done += 1
            except Refused:
                asked.discard(link.request_id)  # somebody is still at work there
        IncidentReport.objects.of(incident.community_id).filter(
            incident=incident, request_id__in=asked
        ).update(asked=True)
        incident.state, incident.ended_at = IncidentState.OVER, clock.now()
        incident.save(update_fields=["state", "ended_at"])
        update = keep_update(actor, incident, words, None)
        fact = events.IncidentEnded(update_id=update.id, reports=done, asked=len(asked))
        record(fact, actor=actor, about=incident)
    return incident


def call_off_incident(*, actor: Actor, incident: Incident, words: str) -> Incident:
    """It does not happen: everybody who was told hears it. What has joined goes its own way."""
    actor.check("incidents.manage", incident.community_id)
    words = clean_words(words)
    with transaction.atomic():
        incident = locked(incident)
        check_live(incident)
        incident.state, incident.ended_at = IncidentState.CALLED_OFF, clock.now()
        incident.save(update_fields=["state", "ended_at"])
        update = keep_update(actor, incident, words, None)
        record(events.IncidentCalledOff(update_id=update.id), actor=actor, about=incident)
    return incident
