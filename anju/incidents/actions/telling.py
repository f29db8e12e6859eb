"""One update reaches everybody who reported it, and everybody who feels it."""

from datetime import datetime

from django.db import transaction

from anju.incidents import events, queries
from anju.incidents.actions.joining import hold_while
from anju.incidents.actions.keeping import check_end, check_live, clean_words, keep_update, locked
from anju.incidents.models import Incident, IncidentUpdate
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.events import record
from anju.requests.actions import resume_request
from anju.requests.choices import RequestState
from anju.requests.clock_queries import open_hold


def update_incident(
    *, actor: Actor, incident: Incident, words: str, expected_end: datetime | None
) -> IncidentUpdate:
    """Say what is new and when it is expected to be over (None: not known). All are told; who reports it from now on
    reads these words; clocks that stand for it follow the new end."""
    actor.check("incidents.manage", incident.community_id)
    words = clean_words(words)
    with transaction.atomic():
        incident = locked(incident)
        check_live(incident)
        check_end(expected_end, incident.starts)
        moved = incident.expected_end != expected_end
        incident.words, incident.expected_end = words, expected_end
        incident.save(update_fields=["words", "expected_end"])
        update = keep_update(actor, incident, words, expected_end)
        record(events.IncidentUpdated(update_id=update.id), actor=actor, about=incident)
        if moved and incident.party:
            _hold_anew(incident)
    return update


def _hold_anew(incident: Incident) -> None:
    for link in queries.reports_of(incident):
        if link.request.state != RequestState.OPEN:
            continue
        hold = open_hold(link.request)
        if hold is not None and hold.party == incident.party:
            resume_request(actor=SYSTEM, request=link.request)
        if incident.expected_end is not None:
            hold_while(link.request, incident)
