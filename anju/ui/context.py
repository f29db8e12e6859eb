"""What every shell knows about the request: the face, the navigation, the community, what is unread."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from anju.kernel.actor import STRANGER, Actor, Standing
from anju.ui.menu import PREFIXES, ShownEntry, menu_for

THEMES = {"light", "dark"}
IN_LIST = {"menu", "raised"}


@dataclass(frozen=True)
class Community:
    """A community that the actor can switch to on the present face."""

    name: str
    url: str
    active: bool


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Reads ``actor``, ``face`` and ``standing`` of the request; all may be absent.

    ``menu`` is the list, ``spots`` the entries with a place of their own (search, bell, me: the last one of each).
    They are drawn up only when a template asks, so a fragment answered to htmx counts no badge.
    """
    actor: Actor = getattr(request, "actor", STRANGER)
    face: str = getattr(request, "face", None) or "public"
    standing: Standing | None = getattr(request, "standing", None)
    shown = SimpleLazyObject(lambda: _shown(face, standing, request.path))
    return {
        "face": face,
        "actor": actor,
        "standing": standing,
        "community": standing,
        "communities": _communities(actor, face, standing),
        "faces": _faces(standing, face),
        "menu": SimpleLazyObject(lambda: [entry for entry in shown if entry.spot in IN_LIST]),
        "spots": SimpleLazyObject(
            lambda: {entry.spot: entry for entry in shown if entry.spot not in IN_LIST}
        ),
        "unread": SimpleLazyObject(lambda: sum(entry.badge for entry in shown if entry.spot == "bell")),
        "theme": request.COOKIES.get("anju_theme") if request.COOKIES.get("anju_theme") in THEMES else "",
    }


def _shown(face: str, standing: Standing | None, path: str) -> list[ShownEntry]:
    if standing is None or face not in PREFIXES:
        return []
    return menu_for(face, standing, path)


def _communities(actor: Actor, face: str, standing: Standing | None) -> list[Community]:
    if face not in PREFIXES:
        return []
    return [
        Community(
            name=other.name,
            url=f"/{PREFIXES[face]}/{other.slug}/",
            active=standing is not None and other.community_id == standing.community_id,
        )
        for other in actor.standings
        if (other.places if face == "resident" else other.is_staff)
    ]


def _faces(standing: Standing | None, face: str) -> dict[str, str]:
    """The other faces that the person has in this community, each with its address."""
    if standing is None:
        return {}
    has = {"resident": bool(standing.places), "crew": standing.is_staff, "desk": standing.is_staff}
    return {
        name: f"/{PREFIXES[name]}/{standing.slug}/" for name, held in has.items() if held and name != face
    }
