"""What the actions on an incident share."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from anju.incidents.choices import IncidentState
from anju.incidents.models import Incident, IncidentUpdate
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.text import clean

LIVE = (IncidentState.RUNNING, IncidentState.COMING)
LONGEST = timedelta(days=60)


def locked(incident: Incident) -> Incident:
    return Incident.objects.of(incident.community_id).select_for_update().get(id=incident.id)


def check_live(incident: Incident) -> None:
    if incident.state not in LIVE:
        raise Refused(_("这件事已经结束了。"))


def clean_words(words: str) -> str:
    return clean(words, field="words", most=500, least=4)


def check_end(expected_end: datetime | None, starts: datetime) -> None:
    """``Invalid`` for an expected end that has passed, lies before the beginning or too far away."""
    if expected_end is None:
        return
    if expected_end <= clock.now():
        raise Invalid(fields={"expected_end": _("预计恢复的时间已经过了，请写以后的时间。")})
    if expected_end <= starts:
        raise Invalid(fields={"expected_end": _("恢复的时间要在开始之后。")})
    if expected_end > max(starts, clock.now()) + LONGEST:
        raise Invalid(fields={"expected_end": _("最长 60 天，请再看一下日期。")})


def keep_update(
    actor: Actor, incident: Incident, words: str, expected_end: datetime | None
) -> IncidentUpdate:
    return IncidentUpdate.objects.of(incident.community_id).create(
        incident=incident,
        words=words,
        expected_end=expected_end,
        at=clock.now(),
        person_id=actor.person_in(incident.community_id),
    )
