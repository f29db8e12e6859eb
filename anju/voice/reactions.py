"""What follows from events: a closed request is drawn for a visit, an opened one needs none, the visitor is told."""

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.kernel.events import Recorded, on
from anju.notices.actions import send
from anju.notices.choices import Topic
from anju.people.queries import person_named
from anju.places.queries import community_named
from anju.requests.events import RequestClosed, RequestReopened
from anju.voice import actions
from anju.voice.events import VisitDrawn
from anju.voice.queries import visit_with_id


@on(RequestClosed)
def draw_visit(event: Recorded[RequestClosed]) -> None:
    actions.draw_visit(community_id=event.community_id, request_id=event.about_id, at=event.at)


@on(RequestReopened)
def drop_visits(event: Recorded[RequestReopened]) -> None:
    actions.drop_visits(community_id=event.community_id, request_id=event.about_id)


@on(VisitDrawn)
def tell_visitor(event: Recorded[VisitDrawn]) -> None:
    if event.fact.visitor_id is None:
        return
    visit = visit_with_id(event.community_id, event.about_id)
    with transaction.atomic():
        send(
            community_id=event.community_id,
            to=[person_named(event.community_id, event.fact.visitor_id)],
            topic=Topic.DESK,
            key=f"visit-{event.id}",
            title=format_lazy(_("请回访 {number}"), number=visit.request.number),
            body=visit.request.words,
            link=f"/desk/{community_named(event.community_id).slug}/visits/{visit.id}/",
        )
