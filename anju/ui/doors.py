"""Doors of the faces: who stands before a page, in which community, and may they come in.

Page functions are marked with one of ``resident_page``, ``crew_page``, ``desk_page``; each address begins with
the face and the community's slug. The page gets ``request.actor`` (who) and ``request.standing`` (where), and
not the slug.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anju.kernel.actor import Actor, Standing
from anju.kernel.errors import NotAllowed, NotFound, NotSignedIn


class Request(HttpRequest):
    """A request inside a door."""

    actor: Actor
    standing: Standing
    face: str
    htmx: Any


Page = Callable[..., HttpResponse]


def resident_page(methods: str = "GET", *, homeless: bool = False) -> Callable[[Page], Page]:
    """For who lives or owns a home in the community; with ``homeless`` for everybody known there (staff who report
    something themselves, who moved out and follows what they reported). ``methods``: allowed ones, separated by
    spaces."""
    enter = _door("resident", "", methods, lambda standing: homeless or bool(standing.places))

    def mark(page: Page) -> Page:
        entered = enter(page)
        if homeless:
            entered.face = "known"  # type: ignore[attr-defined]
        return entered

    return mark


def crew_page(needs: str = "", methods: str = "GET") -> Callable[[Page], Page]:
    """For who holds a post in the community, and the grant ``needs`` if given."""
    return _door("crew", needs, methods, lambda standing: standing.is_staff)


def desk_page(needs: str, methods: str = "GET") -> Callable[[Page], Page]:
    """For staff with the grant ``needs``."""
    return _door("desk", needs, methods, lambda standing: standing.is_staff)


def _door(face: str, needs: str, methods: str, belongs: Callable[[Standing], bool]) -> Callable[[Page], Page]:
    def mark(page: Page) -> Page:
        @require_http_methods([*methods.split(), "HEAD"] if "GET" in methods.split() else methods.split())
        @wraps(page)
        def enter(request: HttpRequest, community: str, **kwargs: Any) -> HttpResponse:
            inside = cast(Request, request)
            if inside.actor.kind == "guest":
                raise NotSignedIn()
            standing = inside.actor.at_slug(community)
            if not belongs(standing):
                raise NotFound()
            if needs and not standing.may(needs):
                raise NotAllowed()
            inside.standing, inside.face = standing, face
            with timezone.override(standing.tz):
                return page(inside, **kwargs)

        enter.face, enter.needs = face, needs  # type: ignore[attr-defined]
        return enter

    return mark


@dataclass(frozen=True)
class Way:
    """A way from the first page to a face of one's own."""

    label: str
    community: str
    url: str
    icon: str


def faces_of(actor: Actor) -> list[Way]:
    """The faces an actor has, community by community: desk before crew before home."""
    return [
        way
        for standing in actor.standings
        for belongs, way in (
            (standing.may("requests.see"), _way(standing, "desk", _("客服前台"), "layout-board")),
            (standing.may("work.do"), _way(standing, "crew", _("我的工作"), "tool")),
            (bool(standing.places), _way(standing, "home", _("我的家"), "home")),
        )
        if belongs
    ]


def _way(standing: Standing, prefix: str, label: str, icon: str) -> Way:
    return Way(label=label, community=standing.name, url=f"/{prefix}/{standing.slug}/", icon=icon)
