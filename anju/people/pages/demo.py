"""The demo's own doors. They are shut (404) unless ``ANJU_DEMO`` is on."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from anju.kernel.errors import NotFound
from anju.people import queries


def demo_page(page: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    @never_cache
    @wraps(page)
    def enter(request: HttpRequest) -> HttpResponse:
        if not settings.DEMO:
            raise NotFound()
        return page(request)

    return enter


@demo_page
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """The text messages that would have been sent: the codes for signing in are among them."""
    return render(request, "people/public/texts.html", {"texts": queries.newest_texts()})


@demo_page
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """One tap: sign in as one of the listed faces."""
    for face in queries.demo_faces():
        if face.phone == request.POST.get("phone"):
            account = queries.account_for_phone(face.phone)
            login(request, account, settings.AUTHENTICATION_BACKENDS[0])
            return redirect(face.url)
    raise NotFound()
