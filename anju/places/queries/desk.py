"""Places as the desk looks through them: the tree with its counts, lists page by page, codes to print."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from django.db.models import Count, Q, QuerySet

from anju.kernel.actor import Actor
from anju.kernel.ids import id_in
from anju.places.choices import AreaKind, PlaceKind
from anju.places.models import Place
from anju.places.queries.places import place_key

ROWS = 50
MOST_WORDS = 40


@dataclass
class Branch:
    """A building with what it holds; ``entrances`` pairs each with how many homes it has."""

    building: Place
    entrances: list[tuple[Place, int]] = field(default_factory=list)
    homes: int = 0
    areas: int = 0


@dataclass
class Tree:
    """``kinds`` counts all public areas by kind, ``grounds`` those that belong to no building."""

    branches: list[Branch]
    kinds: dict[str, int]
    grounds: int
    homes: int


@dataclass
class Window:
    """Some rows of a long list. ``before`` and ``after`` are keys to ask for the neighbouring windows, or ""."""

    rows: list[Place]
    before: str = ""
    after: str = ""


def tree_for(actor: Actor, community_id: int) -> Tree:
    """The buildings of the community in their order, and how much each holds. Two queries."""
    actor.check("places.see", community_id)
    active = Place.objects.of(community_id).filter(is_active=True)
    steps = list(active.filter(kind__in=[PlaceKind.BUILDING, PlaceKind.ENTRANCE]).order_by("sort", "id"))
    branches = {place.id: Branch(place) for place in steps if place.kind == PlaceKind.BUILDING}
    tree = Tree(list(branches.values()), kinds={}, grounds=0, homes=0)
    homes_in: dict[int | None, int] = {}
    counted = (
        active.filter(kind__in=[PlaceKind.HOME, PlaceKind.AREA])
        .values_list("kind", "area_kind", "building_id", "parent_id")
        .annotate(Count("id"))
        .order_by()
    )
    for kind, area_kind, building_id, parent_id, count in counted:
        branch = branches.get(building_id)
        if kind == PlaceKind.HOME:
            tree.homes += count
            homes_in[parent_id] = homes_in.get(parent_id, 0) + count
            if branch:
                branch.homes += count
        else:
            tree.kinds[area_kind] = tree.kinds.get(area_kind, 0) + count
            if branch:
                branch.areas += count
            else:
                tree.grounds += count
    for place in steps:
        if place.kind == PlaceKind.ENTRANCE and place.building_id in branches:
            branches[place.building_id].entrances.append((place, homes_in.get(place.id, 0)))
    return tree


def area_kinds_of(community_id: int) -> set[str]:
    """The kinds of public area that the community has."""
    found = Place.objects.of(community_id).filter(kind=PlaceKind.AREA, is_active=True)
    return set(found.order_by().values_list("area_kind", flat=True).distinct())


def entrances_of(building: Place) -> list[Place]:
    """The entrances of a building, in their order."""
    found = Place.objects.of(building.community_id).filter(building=building, kind=PlaceKind.ENTRANCE)
    return list(found.filter(is_active=True).order_by("sort", "id"))


def inside_of(place: Place) -> list[Place]:
    """The steps from the outside to a place: its building, its entrance."""
    steps = [place.building, place.parent]
    return list(dict.fromkeys(step for step in steps if step is not None))


def homes_found(
    actor: Actor,
    community_id: int,
    *,
    building_id: int | None = None,
    entrance_id: int | None = None,
    words: str = "",
) -> QuerySet[Place]:
    """The homes that fit all that is given, as people count them."""
    actor.check("places.see", community_id)
    found = Place.objects.of(community_id).filter(kind=PlaceKind.HOME, is_active=True)
    if building_id is not None:
        found = found.filter(building_id=building_id)
    if entrance_id is not None:
        found = found.filter(parent_id=entrance_id)
    return _called(found, words).order_by("sort", "id")


def areas_found(
    actor: Actor,
    community_id: int,
    *,
    building_id: int | None = None,
    grounds: bool = False,
    area_kind: str = "",
    words: str = "",
) -> QuerySet[Place]:
    """The public areas that fit all that is given; ``grounds`` leaves only those of no building."""
    actor.check("places.see", community_id)
    found = Place.objects.of(community_id).filter(kind=PlaceKind.AREA, is_active=True)
    if building_id is not None:
        found = found.filter(building_id=building_id)
    if grounds:
        found = found.filter(building_id__isnull=True)
    if area_kind in AreaKind.values:
        found = found.filter(area_kind=area_kind)
    return _called(found, words).select_related("building").order_by("sort", "id")


def places_with_ids(actor: Actor, community_id: int, ids: Collection[int]) -> QuerySet[Place]:
    """Homes and areas of those ids, in their order; unknown ones are left out."""
    actor.check("places.see", community_id)
    found = Place.objects.of(community_id).filter(
        id__in=list(ids), kind__in=[PlaceKind.HOME, PlaceKind.AREA], is_active=True
    )
    return found.order_by("sort", "id")


def window_of(found: QuerySet[Place], *, after: str = "", before: str = "") -> Window:
    """The ``ROWS`` rows behind (or in front of) a ``place_key``, of a list ordered by ``sort`` and ``id``."""
    if before and not after:
        front = _beyond(found, before, "lt").order_by("-sort", "-id")
        page = list(front[: ROWS + 1])
        shown = page[:ROWS][::-1]
        return Window(
            shown, before=_key_of(shown[:1]) if len(page) > ROWS else "", after=_key_of(shown[-1:]) or after
        )
    page = list(_beyond(found, after, "gt")[: ROWS + 1])
    shown = page[:ROWS]
    return Window(
        shown,
        before=_key_of(shown[:1]) if after else "",
        after=_key_of(shown[-1:]) if len(page) > ROWS else "",
    )


def _beyond(found: QuerySet[Place], key: str, way: Literal["gt", "lt"]) -> QuerySet[Place]:
    sort, _, last = key.replace("\x00", "").rpartition("~")
    row_id = id_in(last)
    if row_id is None:
        return found
    return found.filter(Q(**{f"sort__{way}": sort}) | Q(**{"sort": sort, f"id__{way}": row_id}))


def _key_of(rows: list[Place]) -> str:
    return place_key(rows[0]) if rows else ""


def _called(found: QuerySet[Place], words: str) -> QuerySet[Place]:
    words = unicodedata.normalize("NFKC", words).replace("\x00", "").strip()[:MOST_WORDS]
    if not words:
        return found
    return found.filter(Q(code__icontains=words) | Q(label__icontains=words))
