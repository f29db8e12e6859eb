"""What would become of lists of homes and areas."""

from collections.abc import Collection, Sequence

from anju.places.drafts import KnownPlace
from anju.places.models import Place
from anju.places.plans import AreaWords, HomeWords, PlacePlan, plan


def plan_places(community_id: int, homes: Sequence[HomeWords], areas: Sequence[AreaWords]) -> PlacePlan:
    """What would change if these homes and areas were written; ``actions.put_places`` writes it."""
    return plan(known_places(community_id), homes, areas)


def names_of_places(community_id: int) -> list[tuple[int, str, str]]:
    """Id, code and label of every place in use, to find those that a file names."""
    found = Place.objects.of(community_id).filter(is_active=True).order_by("sort", "id")
    return list(found.values_list("id", "code", "label"))


def labels_of_places(community_id: int, ids: Collection[int]) -> dict[int, str]:
    """The labels of places, buildings too, by id; for rows the caller may see."""
    return dict(Place.objects.of(community_id).filter(id__in=list(ids)).values_list("id", "label"))


def known_places(community_id: int) -> dict[str, KnownPlace]:
    """Every place of the community by code, retired ones too."""
    rows = Place.objects.of(community_id).values_list(*KnownPlace.__dataclass_fields__).iterator()
    return {place.code: place for place in (KnownPlace(*row) for row in rows)}
