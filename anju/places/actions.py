"""Changes to the tree of places."""

from datetime import time
from decimal import Decimal

from django.db import transaction

from anju.kernel.actor import Actor
from anju.kernel.events import record
from anju.places.choices import PlaceKind
from anju.places.events import PlaceAdded
from anju.places.models import Community, Company, Place
from anju.places.rules import sort_key


def add_community(*, company: str, slug: str, name: str, hotline: str = "", address: str = "") -> Community:
    """A new community of a company (made when the company is new). Done by the operator, from the command line."""
    owner, _made = Company.objects.get_or_create(name=company)
    return Community.objects.create(
        company=owner,
        slug=slug,
        name=name,
        hotline=hotline,
        address=address,
        desk_opens=time(8),
        desk_closes=time(20),
    )


def add_place(
    *,
    actor: Actor,
    community_id: int,
    kind: str,
    code: str,
    name: str,
    label: str,
    parent: Place | None = None,
    area_kind: str = "",
    floor: int | None = None,
    floor_label: str = "",
    built_area: Decimal | None = None,
) -> Place:
    """Add one place below ``parent``. Many at once come by the import."""
    actor.check("places.manage", community_id)
    with transaction.atomic():
        place = Place.objects.of(community_id).create(
            kind=kind,
            area_kind=area_kind,
            parent=parent,
            building=_building_of(parent),
            code=code,
            name=name,
            label=label,
            floor=floor,
            floor_label=floor_label,
            built_area=built_area,
            sort=sort_key(code),
        )
        record(PlaceAdded(place_kind=kind), actor=actor, about=place)
    return place


def _building_of(parent: Place | None) -> Place | None:
    if parent is None or parent.kind == PlaceKind.BUILDING:
        return parent
    return parent.building
