"""The reporter's answer to a quote, signed in or by the secret link. The quote itself is work's."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.requests import rules
from anju.requests.models import Request
from anju.requests.quote_queries import quote_of_request
from anju.work.choices import AnswerWay
from anju.work.quotes import actions as quotes

if TYPE_CHECKING:
    from anju.work.models import Quote


def accept_quote(*, actor: Actor, request: Request, quote_id: int) -> "Quote":
    """The reporter agrees to the version they saw. ``NotFound`` for anybody else, ``Refused`` when it has changed."""
    rules.check_is_reporter(actor, request, clock.now())
    quote = quote_of_request(request, quote_id)
    return quotes.accept_quote(actor=actor, quote=quote, way=AnswerWay.OWN, name=_called(request))


def refuse_quote(*, actor: Actor, request: Request, quote_id: int, words: str) -> "Quote":
    """The reporter does not agree, in their words."""
    rules.check_is_reporter(actor, request, clock.now())
    quote = quote_of_request(request, quote_id)
    return quotes.refuse_quote(
        actor=actor, quote=quote, way=AnswerWay.OWN, name=_called(request), words=words
    )


def _called(request: Request) -> str:
    """What the reporter is called on the quote."""
    return (request.reporter.name if request.reporter else request.guest_name) or _("报事人")
