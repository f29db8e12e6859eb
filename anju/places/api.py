"""Places over the API: read, and where they are on the map."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from anju.kernel.api import (
    PROBLEMS,
    After,
    Given,
    IdPath,
    Limit,
    Page,
    Search,
    Slug,
    as_id,
    check_writes,
    page_of,
    standing_at,
)
from anju.places import actions, queries
from anju.places.choices import AreaKind, PlaceKind

router = Router()


class CommunityOut(Schema):
    slug: str
    name: str


class PlaceOut(Schema):
    id: str
    kind: PlaceKind
    area_kind: AreaKind | Literal[""]
    code: str
    name: str
    label: str
    floor: int | None
    floor_label: str
    parent_id: str | None
    lat: float | None
    lon: float | None


class PositionIn(Given):
    """Degrees, WGS 84; null for both takes the place off the map."""

    lat: Annotated[float | None, Field(ge=-90, le=90)]
    lon: Annotated[float | None, Field(ge=-180, le=180)]


def place_out(place: Any) -> dict[str, Any]:
    return {
        "id": str(place.id),
        "kind": place.kind,
        "area_kind": place.area_kind,
        "code": place.code,
        "name": place.name,
        "label": place.label,
        "floor": place.floor,
        "floor_label": place.floor_label,
        "parent_id": str(place.parent_id) if place.parent_id else None,
        "lat": None if place.lat is None else float(place.lat),
        "lon": None if place.lon is None else float(place.lon),
    }


@router.get(
    "/communities", response={200: list[CommunityOut], **PROBLEMS}, summary="The communities you stand in"
)
def list_communities(request: HttpRequest) -> Any:
    actor = request.actor  # type: ignore[attr-defined]
    return [{"slug": standing.slug, "name": standing.name} for standing in actor.standings]


@router.get("/communities/{community}/places", response={200: Page[PlaceOut], **PROBLEMS}, summary="Places")
def list_places(
    request: HttpRequest,
    community: Slug,
    kind: Annotated[PlaceKind | None, Query()] = None,
    q: Search = "",
    after: After = "",
    limit: Limit = 50,
) -> Any:
    actor, standing = standing_at(request, community)
    rows = queries.places_page(
        actor, standing.community_id, kind=kind or "", text=q, after=after, most=limit + 1
    )
    return page_of(rows, limit, queries.place_key, place_out)


@router.get(
    "/communities/{community}/places/{place_id}", response={200: PlaceOut, **PROBLEMS}, summary="One place"
)
def read_place(request: HttpRequest, community: Slug, place_id: IdPath) -> Any:
    actor, standing = standing_at(request, community)
    return place_out(queries.place_for(actor, standing.community_id, as_id(place_id)))


@router.put(
    "/communities/{community}/places/{place_id}/position",
    response={200: PlaceOut, **PROBLEMS},
    summary="Where it is on the map",
)
def locate(request: HttpRequest, community: Slug, place_id: IdPath, payload: PositionIn) -> Any:
    actor, standing = standing_at(request, community)
    check_writes(request)
    place = queries.place_for(actor, standing.community_id, as_id(place_id))
    lat, lon = (None if part is None else Decimal(str(part)) for part in (payload.lat, payload.lon))
    return place_out(actions.locate_place(actor=actor, place=place, lat=lat, lon=lon))
