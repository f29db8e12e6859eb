"""Places over the API: read."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from anju.kernel.api import PROBLEMS, After, IdPath, Limit, Page, Search, Slug, as_id, page_of, standing_at
from anju.places import queries
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
