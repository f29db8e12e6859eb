"""Which category do the words mean? Keywords and pairs of characters, weighed by how few categories share them."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_NOT_WORDS = re.compile(r"[\W_]+")
# A keyword found whole counts far more than a shared pair of characters.
PAIR_WEIGHT = 0.12
# Below this, what matched is chance: a pair or two.
LEAST = 1.0


@dataclass(frozen=True)
class Index:
    """For each keyword and each pair of characters the candidates (by position) and their weight."""

    keywords: dict[str, list[tuple[int, float]]]
    pairs: dict[str, list[tuple[int, float]]]
    longest: int


def plain(words: str) -> str:
    """Lower case, without spaces and punctuation."""
    return _NOT_WORDS.sub("", words.lower())


@lru_cache(maxsize=256)
def index_of(candidates: tuple[tuple[str, str], ...]) -> Index:
    """The index of candidates, each its name and its keywords (separated by spaces).

    The cache is keyed by the words themselves, so a changed keyword is seen at once and nothing can go stale.
    """
    whole: dict[str, set[int]] = defaultdict(set)
    pairs: dict[str, set[int]] = defaultdict(set)
    for position, (name, keywords) in enumerate(candidates):
        for word in {plain(word) for word in [*keywords.split(), *re.split(r"[\W_]+", name)]} - {""}:
            whole[word].add(position)
            for pair in _pairs(word):
                pairs[pair].add(position)
    return Index(
        keywords={word: _weighed(at, len(candidates), _size(word)) for word, at in whole.items()},
        pairs={pair: _weighed(at, len(candidates), PAIR_WEIGHT) for pair, at in pairs.items()},
        longest=max(map(len, whole), default=0),
    )


def best_of(candidates: Sequence[tuple[str, str]], words: str, most: int) -> list[int]:
    """The positions of the candidates that fit best, best first; [] where nothing fits."""
    index, text = index_of(tuple(candidates)), plain(words)
    scores: dict[int, float] = defaultdict(float)
    for part in _parts(text, index.longest):
        for position, weight in index.keywords.get(part, ()):
            scores[position] += weight
    for pair in set(_pairs(text)):
        for position, weight in index.pairs.get(pair, ()):
            scores[position] += weight
    fitting = [position for position, score in scores.items() if score >= LEAST]
    return sorted(fitting, key=lambda position: (-scores[position], position))[:most]


def _pairs(text: str) -> Iterable[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))


def _parts(text: str, longest: int) -> set[str]:
    return {
        text[at : at + size]
        for at in range(len(text))
        for size in range(1, longest + 1)
        if at + size <= len(text)
    }


def _size(word: str) -> float:
    return 0.5 if len(word) == 1 else math.sqrt(len(word))


def _weighed(positions: set[int], all_of_them: int, weight: float) -> list[tuple[int, float]]:
    rarity = math.log(1 + all_of_them / len(positions)) / math.log(1 + all_of_them)
    return [(position, weight * rarity) for position in sorted(positions)]
