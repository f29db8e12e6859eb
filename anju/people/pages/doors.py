"""The door of one's own pages: for everybody who has signed in, in whichever community."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import NotSignedIn

FRESH_SECONDS = 15 * 60

Page = Callable[..., HttpResponse]


class OwnRequest(HttpRequest):
    """A request of somebody who has signed in."""

    user: Any
    actor: Actor


def own_page(methods: str = "GET", *, fresh: bool = False) -> Callable[[Page], Page]:
    """``fresh``: only shortly after signing in; others are asked to do so again and come back."""

    def mark(page: Page) -> Page:
        @never_cache
        @require_http_methods([*methods.split(), "HEAD"] if "GET" in methods.split() else methods.split())
        @wraps(page)
        def enter(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                raise NotSignedIn()
            if fresh and not _signed_in_lately(request):
                logout(request)
                messages.info(request, _("为了安全，请重新登录一次，再接着做。"))
                raise NotSignedIn()
            return page(cast(OwnRequest, request), **kwargs)

        enter.face, enter.needs = "own", ""  # type: ignore[attr-defined]
        return enter

    return mark


def back_to(request: HttpRequest, default: str = "/me/") -> str:
    """Where the form said to go on, if that is a page of ours."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and safe else default


def _signed_in_lately(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and clock.now().timestamp() - records[-1]["at"] < FRESH_SECONDS
