"""Places of a community and who may see them."""

from collections.abc import Collection

from django.db.models import QuerySet

from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.places.choices import PlaceKind
from anju.places.models import Community, Place


def communities_by_id(ids: Collection[int]) -> dict[int, Community]:
    """The communities with these ids; unknown ones are left out."""
    return Community.objects.in_bulk(list(ids))


def community_named(community_id: int) -> Community:
    try:
        return Community.objects.get(id=community_id)
    except Community.DoesNotExist:
        raise NotFound() from None


def place_scanned(token: str) -> Place:
    """The place whose printed code holds the token; whoever holds the code may know it. ``NotFound`` otherwise."""
    found = Place.objects.across().filter(token=token, is_active=True).select_related("community").first()
    if found is None:
        raise NotFound()
    return found


def place_for(actor: Actor, community_id: int, place_id: int) -> Place:
    """A place the actor may name: any for staff, own homes and all public areas for residents."""
    found = places_for(actor, community_id).filter(id=place_id).first()
    if found is None:
        raise NotFound()
    return found


def places_for(actor: Actor, community_id: int) -> QuerySet[Place]:
    """The places the actor may name, as people count them."""
    found = Place.objects.of(community_id).filter(is_active=True).order_by("sort", "id")
    if actor.kind == "system" or actor.may("places.see", community_id):
        return found
    own = found.filter(kind=PlaceKind.HOME, id__in=actor.at(community_id).places)
    return (own | found.filter(kind=PlaceKind.AREA)).order_by("sort", "id")


def homes_for(actor: Actor, community_id: int) -> list[Place]:
    """The actor's own homes in the community."""
    own = Place.objects.of(community_id).filter(id__in=actor.at(community_id).places, kind=PlaceKind.HOME)
    return list(own.order_by("sort", "id"))


def areas_of(community_id: int, building_id: int | None = None) -> QuerySet[Place]:
    """The public areas of the community, or of one building and the grounds."""
    found = Place.objects.of(community_id).filter(kind=PlaceKind.AREA, is_active=True)
    if building_id is not None:
        found = found.filter(building_id=building_id) | found.filter(building_id__isnull=True)
    return found.order_by("sort", "id")


def buildings_of(community_id: int) -> list[Place]:
    return list(
        Place.objects.of(community_id).filter(kind=PlaceKind.BUILDING, is_active=True).order_by("sort", "id")
    )
