"""How alike two reports are: what is said, of which category, where and when. One rule for residents and desk.

    likeness = topic x nearness x freshness

*Topic* joins the words (how many pieces two texts share) and the category: either may say that it is the same thing.
*Nearness*: the same place, the same building, elsewhere. *Freshness* halves with every two days.
"""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from anju.learning.rules.features import pieces_of

LOOK_BACK = timedelta(days=3)
HALVES_IN = timedelta(hours=48)
ALIKE = 0.25  # from here on it is perhaps the same thing
SAME_CATEGORY, SAME_GROUP = 0.75, 0.5
SAME_PLACE, SAME_BUILDING, ELSEWHERE = 1.0, 0.7, 0.3
GROUP_LETTERS = 2


@dataclass(frozen=True)
class Told:
    """A report as it is compared. ``category`` is its code or "", ``place`` and ``building`` are ids."""

    words: str
    category: str
    place: int | None
    building: int | None


def likeness(one: Told, other: Told, apart: timedelta) -> float:
    """From 0 to 1; ``apart`` is the time between them."""
    said = alike_in_words(one.words, other.words)
    topic = 1 - (1 - said) * (1 - _alike_in_category(one.category, other.category))
    return topic * _nearness(one, other) * 0.5 ** (abs(apart) / HALVES_IN)


def alike_in_words(one: str, other: str) -> float:
    """The cosine of the texts' pieces, from 0 to 1; 0 where one says nothing."""
    first, second = _bag(one), _bag(other)
    if not first or not second:
        return 0.0
    fewer, more = sorted((first, second), key=len)
    shared = sum(weight * more.get(piece, 0.0) for piece, weight in fewer.items())
    return min(1.0, shared)


@lru_cache(maxsize=4096)
def _bag(words: str) -> dict[str, float]:
    """Pieces as a unit vector; longer ones say more."""
    weights = {
        piece: len(piece) * (1 + math.log(count)) for piece, count in Counter(pieces_of(words)).items()
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {piece: weight / length for piece, weight in weights.items()} if length else {}


def _alike_in_category(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    if one == other:
        return SAME_CATEGORY
    return SAME_GROUP if one[:GROUP_LETTERS] == other[:GROUP_LETTERS] else 0.0


def _nearness(one: Told, other: Told) -> float:
    if one.place is None or other.place is None:
        return ELSEWHERE
    if one.place == other.place:
        return SAME_PLACE
    buildings = {one.building or one.place, other.building or other.place}
    return SAME_BUILDING if len(buildings) == 1 else ELSEWHERE
