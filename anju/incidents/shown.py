"""Mass incidents in words: the state, the story, how it was at the end."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anju.incidents import queries
from anju.incidents.choices import IncidentState
from anju.incidents.queries import Heard
from anju.kernel import clock
from anju.requests.choices import Verdict

LOOKS = {
    IncidentState.RUNNING: ("late", "alert-triangle"),
    IncidentState.COMING: ("wait", "calendar-event"),
    IncidentState.OVER: ("calm", "circle-check"),
    IncidentState.CALLED_OFF: ("off", "circle-off"),
}


def state_of(incident: Any) -> tuple[str, str, str]:
    tone, icon = LOOKS[IncidentState(incident.state)]
    return str(IncidentState(incident.state).label), tone, icon


def story_of(incident: Any, *, named: bool = True) -> list[dict[str, Any]]:
    """The updates as entries of a time line, the oldest first."""
    return [
        {
            "at": one.at,
            "words": one.words,
            "person": one.person.name if named and one.person else "",
            "icon": "speakerphone",
            "tone": "calm",
        }
        for one in queries.updates_of(incident)
    ]


def answers_in_words(heard: Heard) -> list[tuple[str, int]]:
    """What those who were asked said: solved, messy, half and not kept apart, silence too."""
    named = [(str(Verdict(value).label), count) for value, count in heard.answers.items() if value]
    waiting = heard.answers.get("", 0)
    return [*named, (_("还没有答复"), waiting)] if waiting else named


def panel(actor: Any, request: Any) -> dict[str, Any] | None:
    """What a request's page says of the incident it belongs to."""
    found = queries.incident_of(request)
    if found is None:
        return None
    live = found.state in queries.LIVE
    return {
        "incident": found,
        "state": state_of(found),
        "story": story_of(found, named=False),
        "live": live,
        "overdue": live and found.expected_end is not None and found.expected_end < clock.now(),
    }


def desk_panel(actor: Any, request: Any) -> dict[str, Any] | None:
    """Like ``panel``; for a request without one, that it looks like a mass incident with others."""
    told = panel(actor, request)
    if told is not None or not actor.may("incidents.manage", request.community_id):
        return told
    alike = queries.suspected_from(request)
    if not alike:
        return None
    words = ngettext(
        "同一栋一小时内另有 %(count)d 件同类报事，可能是大面积的。",
        "同一栋一小时内另有 %(count)d 件同类报事，可能是大面积的。",
        len(alike),
    )
    return {"suspected": words % {"count": len(alike)}, "number": request.number}
