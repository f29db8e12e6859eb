"""What the builder still warrants."""

from typing import TYPE_CHECKING

from anju.assets.models import Warranty

if TYPE_CHECKING:
    from anju.places.models import Place


def warranty_at(place: "Place", part_class: str) -> Warranty | None:
    """The warranty of a class of parts at a place: its own, else that of its building. None where nothing is known."""
    ids = [place.id, *([place.building_id] if place.building_id else [])]
    found = Warranty.objects.of(place.community_id).filter(place_id__in=ids, part_class=part_class)
    rows = {row.place_id: row for row in found}
    return next((rows[place_id] for place_id in ids if place_id in rows), None)


def warranties_of(place: "Place") -> list[Warranty]:
    """All that is kept about the place itself."""
    return list(Warranty.objects.of(place.community_id).filter(place=place).order_by("until"))
