"""Minutes on foot between two places of a community. There is no map: buildings are taken to stand in the
order of their numbers, which is how people speak of near and far there too."""

from dataclasses import dataclass

SAME_ENTRANCE = 2
SAME_BUILDING = 3
NEXT_DOOR = 4
FURTHEST = 10
GROUNDS = 6  # to anything that belongs to no building: the garden, the gate, our own office


@dataclass(frozen=True)
class Spot:
    """``place_id`` itself, the ``entrance_id`` above it and the ``rank`` of its building; None where there is none."""

    place_id: int | None = None
    entrance_id: int | None = None
    rank: int | None = None


OFFICE = Spot()  # where everybody begins who is not on a job


def minutes_between(here: Spot, there: Spot) -> int:
    if here == there:
        return 0
    if here.rank is None or there.rank is None:
        return GROUNDS
    if here.rank != there.rank:
        return min(NEXT_DOOR + abs(here.rank - there.rank) - 1, FURTHEST)
    same = here.entrance_id is not None and here.entrance_id == there.entrance_id
    return SAME_ENTRANCE if same else SAME_BUILDING


def table(spots: list[Spot]) -> list[list[int]]:
    return [[minutes_between(here, there) for there in spots] for here in spots]
