"""What all actions on a request share: its row lock and its words."""

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.requests.models import Message, Request
from anju.requests.queries import check_not_about
from anju.requests.rules import check_is_reporter


def locked(request: Request) -> Request:
    """The request as it stands now, locked until the transaction ends."""
    rows = Request.objects.of(request.community_id).select_for_update(of=("self",))
    return rows.select_related("category", "place", "reporter").get(id=request.id)


def check_deals_with(actor: Actor, request: Request, grant: str = "requests.answer") -> None:
    """Raise unless the actor may deal with it: by the grant, and only if it is not about themselves."""
    actor.check(grant, request.community_id)
    check_not_about(actor, request)


def check_reported(actor: Actor, request: Request) -> None:
    """``NotFound`` for anybody but who reported it, signed in or by the link."""
    check_is_reporter(actor, request, clock.now())


def keep_message(actor: Actor, request: Request, side: str, words: str, *, internal: bool = False) -> Message:
    return Message.objects.of(request.community_id).create(
        request=request,
        side=side,
        person_id=actor.person_in(request.community_id),
        words=words,
        internal=internal,
        at=clock.now(),
    )
