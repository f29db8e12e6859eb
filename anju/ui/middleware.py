"""Errors of ours become pages in a person's words; a fragment answered to htmx becomes a toast."""

import json
import time
from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from anju.kernel.errors import AnjuError, NotSignedIn, TooOften

MOST_BODY_BYTES = 200 * 2**20
SAFE_METHODS = ("GET", "HEAD")
WAITS_SECONDS = (0.1, 0.5, 2.0)
OWN_ERROR_PAGES = {400, 403, 404, 413}

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "style-src 'self' 'unsafe-inline'",
        "worker-src 'self' blob:",  # the reader of QR codes makes its worker itself
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


class WordsForErrors:
    """Turns ``AnjuError`` into an answer, refuses bodies that are far too large, sets the content policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BODY_BYTES:
            return render(request, "413.html", status=413)
        answer = self.get_response(request)
        answer.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, AnjuError):
            return None
        if isinstance(exception, NotSignedIn):
            return _to_sign_in(request)
        if getattr(request, "htmx", False):
            answer = HttpResponse(status=exception.status)
            answer["HX-Reswap"] = "none"
            answer["HX-Trigger"] = json.dumps({"toast": {"words": str(exception.words), "tone": "error"}})
        else:
            page = f"{exception.status}.html" if exception.status in OWN_ERROR_PAGES else "400.html"
            answer = render(request, page, {"words": exception.words}, status=exception.status)
        if isinstance(exception, TooOften):
            answer["Retry-After"] = str(exception.retry_after)
        return answer


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    address = reverse(settings.LOGIN_URL) + "?" + urlencode({"next": request.get_full_path()})
    if getattr(request, "htmx", False):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address
        return answer
    return redirect(address)


class TriesAgain:
    """A database that went away for a moment (a restart, a failover) is asked again when only reading.

    What writes is never repeated here, since nobody knows whether it was kept: the person gets a page that says
    so, with their words still in the form; callers of the API have their idempotency key.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        connection.close()
        if request.method in SAFE_METHODS and request.resolver_match is not None:
            page, given = request.resolver_match.func, request.resolver_match
            for wait in WAITS_SECONDS:
                time.sleep(wait)
                try:
                    return page(request, *given.args, **given.kwargs)
                except (OperationalError, InterfaceError):
                    connection.close()
        answer = HttpResponse(
            render_to_string("503.html"), status=503
        )  # without the request: nothing is asked
        answer["Retry-After"] = "5"
        return answer
