"""What may spare a report: the same thing was told a while ago, and this is how it stands."""

from django.utils.translation import gettext as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.requests.alike import known_to_residents
from anju.requests.beside import Offer, Told
from anju.requests.choices import RequestState
from anju.requests.models import Request
from anju.ui import humane

MOST_OFFERED = 2


def known_already(actor: Actor, told: Told) -> list[Offer]:
    """For who reports on their own behalf; the desk has a list of its own. Of a neighbour's report nothing is shown but
    the public area and the kind of thing."""
    if told.place is None or actor.may("requests.answer", told.community_id):
        return []
    found = known_to_residents(actor, told.place, told.category, told.words)
    return [_offer(actor, request) for request in found[:MOST_OFFERED]]


def _offer(actor: Actor, request: Request) -> Offer:
    ago = humane.span(clock.now() - request.opened_at)
    own = request.reporter_id is not None and request.reporter_id == actor.person_in(request.community_id)
    stands = _("已安排") if request.state == RequestState.OPEN else _("已收到，正在安排")
    title = _("您 %(span)s前报过这件事") if own else _("%(span)s前已有人报过")
    what = request.words[:60] if own else request.category.shown_name
    return Offer(
        icon="copy",
        title=title % {"span": ago},
        words=f"{request.place.label}：{what}，{stands}" if not own else f"{what}，{stands}",
        url=f"/home/{actor.at(request.community_id).slug}/requests/{request.number}/" if own else "",
        link=_("看进展") if own else "",
        tone="run",
    )
