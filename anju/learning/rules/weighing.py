"""A text weighed and judged by plain arrays: how training sees it, and how an answer is found, with numpy alone.

A model is a matrix of weights (one row a piece, one column a label) over texts as unit vectors of weighed pieces.
What it answers is a chance for each label, blended with the catalogue's keywords as far as these proved right on
rows that were held back, and then made honest: of a hundred answers said with 80 %, eighty were right.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anju.learning.rules.features import pieces_of

Floats = NDArray[Any]


@dataclass(frozen=True)
class Blend:
    """How chances are made of margins and keywords.

    ``sharpness`` turns margins into chances; ``ours`` of them count, the rest is the keywords' (``ranks``: how often
    the first, second and third of these was right). ``said`` → ``true``: the curve from a chance to how often it held.
    """

    sharpness: float
    ours: float
    ranks: tuple[float, ...]
    said: Floats
    true: Floats


@dataclass(frozen=True)
class Learned:
    """A model in memory. ``labels`` are the targets as ``learning.queries`` writes them; from ``threshold`` on an
    answer was right nine times out of ten. A text of which less than ``least_known`` was seen before, or that lies
    nearer than ``least_margin`` to everything else, is of another kind than what was learned: of it nothing is sure."""

    places: dict[str, int]
    rarity: Floats
    weights: Floats
    bias: Floats
    labels: tuple[str, ...]
    blend: Blend
    threshold: float
    least_known: float = 0.0
    least_margin: float = -np.inf


# What an answer to a text of another kind is worth, of what it would be worth otherwise; less than this is never sure.
STRANGE = 0.5


def weighed(text: str, places: dict[str, int], rarity: Floats) -> tuple[Floats, Floats, float]:
    """Where the text's known pieces stand, their weights as a unit vector, and the share of pieces that is known."""
    pieces = Counter(pieces_of(text))
    known = [(place, count) for piece, count in pieces.items() if (place := places.get(piece)) is not None]
    at = np.array([place for place, _count in known], dtype=np.int64)
    often = np.array([count for _place, count in known], dtype=np.float32)
    weight = (1 + np.log(often)) * rarity[at]
    length = float(np.sqrt((weight * weight).sum()))
    return at, weight / length if length else weight, len(known) / max(len(pieces), 1)


def judged(text: str, model: Learned, keywords: Sequence[str]) -> list[tuple[str, float]]:
    """Labels and what they are worth, best first; [] for a text of which neither model nor keywords know anything."""
    at, weight, known = weighed(text, model.places, model.rarity)
    margins: Floats = weight @ model.weights[at].astype(np.float32) + model.bias
    shares = chances(margins, model.blend.sharpness) if len(at) else None
    if known < model.least_known or float(margins.max()) < model.least_margin:
        shares = None if keywords else shares  # of what was never seen the catalogue knows more
        found = honest(blended(shares, model.labels, keywords, model.blend), model.blend)
        return [(label, worth * STRANGE) for label, worth in found]
    return honest(blended(shares, model.labels, keywords, model.blend), model.blend)


def chances(margins: Floats, sharpness: float) -> Floats:
    """Margins (a row or a table of rows) as chances that sum to one."""
    raised = np.exp((margins - margins.max(axis=-1, keepdims=True)) * sharpness)
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def blended(
    shares: Floats | None, labels: Sequence[str], keywords: Sequence[str], blend: Blend
) -> list[tuple[str, float]]:
    """Labels with their chance, best first, before it is made honest. ``keywords``: what these guess, best first."""
    if shares is None and not keywords:
        return []
    ours = (0.0 if shares is None else blend.ours) if keywords else 1.0
    found: dict[str, float] = defaultdict(float)
    if shares is not None:
        for place in np.argsort(-shares)[:12]:
            found[labels[place]] += ours * float(shares[place])
    for label, rank in zip(keywords, blend.ranks, strict=False):
        found[label] += (1 - ours) * rank
    return sorted(((label, chance) for label, chance in found.items() if chance > 0), key=lambda one: -one[1])


def honest(found: list[tuple[str, float]], blend: Blend) -> list[tuple[str, float]]:
    """The same with what the chances are worth; together never more than one."""
    if not found:
        return []
    first = found[0][1]
    worth = float(np.interp(first, blend.said, blend.true))
    left = (1 - worth) / (1 - first) if first < 1 else 0.0
    others = [(label, min(worth, chance * left)) for label, chance in found[1:]]
    return [(found[0][0], worth), *others]
