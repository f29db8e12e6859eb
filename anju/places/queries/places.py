"""Places of a community and who may see them."""

from collections.abc import Collection

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex

from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.kernel.ids import id_in
from anju.places.choices import AreaKind, PlaceKind
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


def community_of_retired_code(token: str) -> Community | None:
    """The community whose code this was while its place was in use; None for a code that never was."""
    found = Place.objects.across().filter(token=token, is_active=False).select_related("community").first()
    return found.community if found else None


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


def home_words_in(community_id: int, words: str) -> set[str]:
    """The labels and codes of homes that stand somewhere in the words."""
    homes = Place.objects.of(community_id).filter(kind=PlaceKind.HOME)
    named = homes.annotate(
        by_label=StrIndex(Value(words), F("label")), by_code=StrIndex(Value(words), F("code"))
    ).filter(Q(by_label__gt=0) | Q(by_code__gt=0))
    return {one for row in named.values_list("label", "code") for one in row if one in words}


def areas_of(community_id: int, building_id: int | None = None) -> QuerySet[Place]:
    """The public areas of the community, or of one building and the grounds."""
    found = Place.objects.of(community_id).filter(kind=PlaceKind.AREA, is_active=True)
    if building_id is not None:
        found = found.filter(building_id=building_id) | found.filter(building_id__isnull=True)
    return found.order_by("sort", "id")


def located_areas(community_id: int) -> list[Place]:
    """The public areas that are on the map."""
    return list(areas_of(community_id).filter(lat__isnull=False))


def ground_area(community_id: int) -> Place | None:
    """Where something is kept that names no place: the service desk, else an area of the grounds, else any area."""
    desk_first = Case(
        When(area_kind=AreaKind.SERVICE_DESK, then=Value(0)),
        When(building__isnull=True, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return areas_of(community_id).annotate(turn=desk_first).order_by("turn", "sort", "id").first()


def place_named(community_id: int, place_id: int) -> Place:
    """A place of the community, without a check: for apps above that already know they may."""
    found = Place.objects.of(community_id).filter(id=place_id).first()
    if found is None:
        raise NotFound()
    return found


def place_coded(actor: Actor, community_id: int, code: str) -> Place:
    """The place with this code, if the actor may name it; ``NotFound`` otherwise."""
    found = places_for(actor, community_id).filter(code=code.replace("\x00", "")).first()
    if found is None:
        raise NotFound()
    return found


def buildings_of(community_id: int) -> list[Place]:
    return list(
        Place.objects.of(community_id).filter(kind=PlaceKind.BUILDING, is_active=True).order_by("sort", "id")
    )


def places_page(
    actor: Actor, community_id: int, *, kind: str, text: str, after: str, most: int
) -> list[Place]:
    """At most ``most`` places in the order of their codes, from behind the key ``after`` (see ``place_key``)."""
    found = places_for(actor, community_id)
    if kind:
        found = found.filter(kind=kind)
    if text:
        found = found.filter(Q(label__icontains=text) | Q(code__icontains=text))
    sort, _, last = after.rpartition("~")
    row_id = id_in(last)
    if row_id is not None:
        found = found.filter(Q(sort__gt=sort) | Q(sort=sort, id__gt=row_id))
    return list(found[:most])


def place_key(place: Place) -> str:
    return f"{place.sort}~{place.id}"


def community_called(slug: str) -> Community:
    """The community with this short name; ``NotFound`` when there is none."""
    found = Community.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound()
    return found


def has_communities() -> bool:
    return Community.objects.exists()


def only_community() -> Community | None:
    """The community of an installation that serves just one; None where there are more, or none."""
    found = list(Community.objects.order_by("id")[:2])
    return found[0] if len(found) == 1 else None
