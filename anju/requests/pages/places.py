"""Which places a reporter can choose from, and which one they mean."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, NotFound
from anju.kernel.ids import id_in
from anju.places.queries import areas_of, place_for, place_scanned

SCANNED = "q:"  # before the token of a scanned code, in the field ``place``
MOST_AREAS = 30


@dataclass(frozen=True)
class Choices:
    """What is offered under 在哪里. ``chosen`` is the value that is marked, ``area`` a chosen public area that must
    stay in the list whatever is searched for, ``more`` that there are areas beyond those shown."""

    homes: list[Any] = field(default_factory=list)
    scanned: Any = None
    areas: list[Any] = field(default_factory=list)
    chosen: str = ""
    more: bool = False


def choices_for(
    actor: Actor, community_id: int, *, homes: list[Any], home: Any, value: str, scanned: Any
) -> Choices:
    """The own homes, the scanned place, the public areas of the building and the grounds."""
    areas = _areas(community_id, home.building_id if home else None, "")
    chosen = value or (f"{SCANNED}{scanned.token}" if scanned else str(home.id) if home else "")
    shown = areas[:MOST_AREAS]
    if chosen.isdigit() and chosen not in {str(one.id) for one in [*homes, *shown]}:
        shown = [*_named(actor, community_id, chosen), *shown]
    return Choices(homes, scanned, shown, chosen, len(areas) > MOST_AREAS)


def areas_found(actor: Actor, community_id: int, *, home: Any, text: str, chosen: str) -> Choices:
    """The public areas that a search finds, anywhere in the community; the chosen one stays."""
    areas = _areas(community_id, None if text else home.building_id if home else None, text)
    shown = areas[:MOST_AREAS]
    if chosen.isdigit() and chosen not in {str(one.id) for one in shown}:
        shown = [*(one for one in _named(actor, community_id, chosen) if not one.is_home), *shown]
    return Choices(areas=shown, chosen=chosen, more=len(areas) > MOST_AREAS)


def place_meant(actor: Actor, community_id: int, value: str) -> Any:
    """The place of the field ``place``: one the actor may name, or the one whose code was scanned. ``Invalid`` for
    any other, also for one of another community."""
    try:
        if value.startswith(SCANNED):
            scanned = place_scanned(value.removeprefix(SCANNED))
            if scanned.community_id == community_id:
                return scanned
        elif (place_id := id_in(value)) is not None:
            return place_for(actor, community_id, place_id)
    except NotFound:
        pass
    raise Invalid(fields={"place": _("没有找到这个地方，请再选一次。")})


def scanned_in(community_id: int, token: str) -> Any:
    """The place of a scanned code in the address; None for an unknown one or one of another community."""
    if not token:
        return None
    try:
        found = place_scanned(token)
    except NotFound:
        return None
    return found if found.community_id == community_id else None


def _areas(community_id: int, building_id: int | None, text: str) -> list[Any]:
    """One more than are shown, to know whether there are more. Those of the building come first."""
    found = areas_of(community_id, building_id)
    if text:
        found = found.filter(label__icontains=text[:40])
    rows = list(found[: MOST_AREAS + 1])
    return sorted(rows, key=lambda area: area.building_id is None)


def _named(actor: Actor, community_id: int, value: str) -> list[Any]:
    try:
        return [place_meant(actor, community_id, value)]
    except Invalid:
        return []
