"""What follows: fresh reports join, everybody concerned is told once."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.incidents import actions, queries
from anju.incidents.events import IncidentCalledOff, IncidentEnded, IncidentOpened, IncidentUpdated
from anju.incidents.models import Incident, IncidentUpdate
from anju.kernel.errors import Words
from anju.kernel.events import Recorded, on
from anju.notices.actions import send
from anju.notices.choices import Topic
from anju.places.queries import community_named
from anju.requests.events import RequestClassified, RequestReported
from anju.requests.queries import request_about

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@on(RequestReported, RequestClassified)
def join(event: Recorded[Any]) -> None:
    actions.join_by_itself(request=request_about(event.community_id, event.about_id))


@on(IncidentOpened)
def tell_of_opening(event: Recorded[IncidentOpened]) -> None:
    incident = _incident(event)
    title = _("计划：{title}") if event.fact.planned else _("正在处理：{title}")
    _tell(event, incident, format_lazy(title, title=incident.title), incident.words)


@on(IncidentUpdated)
def tell_of_update(event: Recorded[IncidentUpdated]) -> None:
    _tell_update(event, _("最新情况：{title}"))


@on(IncidentEnded)
def tell_of_end(event: Recorded[IncidentEnded]) -> None:
    _tell_update(event, _("已恢复：{title}"))


@on(IncidentCalledOff)
def tell_of_calling_off(event: Recorded[IncidentCalledOff]) -> None:
    _tell_update(event, _("取消：{title}"))


def _tell_update(event: Recorded[Any], title: "StrOrPromise") -> None:
    incident = _incident(event)
    words = IncidentUpdate.objects.of(event.community_id).get(id=event.facts["update_id"]).words
    _tell(event, incident, format_lazy(title, title=incident.title), words)


def _tell(event: Recorded[Any], incident: Incident, title: Words, words: str) -> None:
    """Everybody who lives where it is felt, and who reported it from elsewhere: each once."""
    reporters = {link.request.reporter for link in queries.reports_of(incident) if link.request.reporter}
    people = {person.id: person for person in [*queries.people_feeling(incident), *reporters]}
    with transaction.atomic():
        send(
            community_id=event.community_id,
            to=list(people.values()),
            topic=Topic.PROGRESS,
            key=f"incident-{event.id}",
            title=title,
            body=words,
            link=f"/home/{community_named(event.community_id).slug}/incidents/{incident.number}/",
        )


def _incident(event: Recorded[Any]) -> Incident:
    return Incident.objects.of(event.community_id).get(id=event.about_id)
