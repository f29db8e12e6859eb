"""Who is there: puts the actor on each web request, and speaks their language."""

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from anju.kernel import clock
from anju.people import queries

SEEN = "device_seen"


class KnowsTheActor:
    """Costs two queries beside those of the session and the account, and only when the actor is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user if request.user.is_authenticated else None
        request.actor = SimpleLazyObject(lambda: queries.actor_of(account))  # type: ignore[attr-defined]
        if account is not None:
            translation.activate(account.language)
            request.LANGUAGE_CODE = account.language
            _note_device(request)
        return self.get_response(request)


def this_hour() -> str:
    return f"{clock.now():%Y%m%d%H}"


def _note_device(request: HttpRequest) -> None:
    """Once an hour, so that one's own page can say when a device was used last."""
    if request.session.get(SEEN) != this_hour():
        request.session[SEEN] = this_hour()
        UserSession.objects.create_from_request(request)
