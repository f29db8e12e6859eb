"""Who is there: puts the actor on each web request, and speaks their language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from anju.people import queries


class KnowsTheActor:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user if request.user.is_authenticated else None
        request.actor = SimpleLazyObject(lambda: queries.actor_of(account))  # type: ignore[attr-defined]
        if account is not None:
            translation.activate(account.language)
            request.LANGUAGE_CODE = account.language
        return self.get_response(request)
