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
LEAST = 0.7

Weighed = list[tuple[int, float]]


@dataclass(frozen=True)
class Index:
    """For keywords, those in several parts and pairs of characters: the candidates (by position), weighed."""

    keywords: dict[str, Weighed]
    parted: dict[tuple[str, ...], Weighed]
    pairs: dict[str, Weighed]
    longest: int


def plain(words: str) -> str:
    """Lower case, without spaces and punctuation."""
    return _NOT_WORDS.sub("", words.lower())


@lru_cache(maxsize=256)
def index_of(candidates: tuple[tuple[str, str], ...]) -> Index:
    """The index of candidates, each its name and its keywords (separated by spaces).

    A keyword with ``+`` fits when all its parts occur, anywhere in the words: 狗+咬 finds 狗没拴，把我咬了. The cache
    is keyed by the words themselves, so a changed keyword is seen at once and nothing can go stale.
    """
    whole: dict[str, set[int]] = defaultdict(set)
    parted: dict[tuple[str, ...], set[int]] = defaultdict(set)
    pairs: dict[str, set[int]] = defaultdict(set)
    for position, (name, keywords) in enumerate(candidates):
        for word in [*keywords.split(), *_NOT_WORDS.split(name)]:
            parts = tuple(part for part in map(plain, word.split("+")) if part)
            if len(parts) > 1:
                parted[parts].add(position)
            elif parts:
                whole[parts[0]].add(position)
                for pair in _pairs(parts[0]):
                    pairs[pair].add(position)
    count = len(candidates)
    return Index(
        keywords={word: _weighed(at, count, _size(len(word))) for word, at in whole.items()},
        parted={parts: _weighed(at, count, _size(sum(map(len, parts)))) for parts, at in parted.items()},
        pairs={pair: _weighed(at, count, PAIR_WEIGHT) for pair, at in pairs.items()},
        longest=max(map(len, whole), default=0),
    )


def best_of(candidates: Sequence[tuple[str, str]], words: str, most: int) -> list[int]:
    """The positions of the candidates that fit best, best first; [] where nothing fits."""
    index, text = index_of(tuple(candidates)), plain(words)
    scores: dict[int, float] = defaultdict(float)
    for found in _found(index, text):
        for position, weight in found:
            scores[position] += weight
    fitting = [position for position, score in scores.items() if score >= LEAST]
    return sorted(fitting, key=lambda position: (-scores[position], position))[:most]


def _found(index: Index, text: str) -> Iterable[Weighed]:
    for part in _parts(text, index.longest):
        yield index.keywords.get(part, [])
    for pair in set(_pairs(text)):
        yield index.pairs.get(pair, [])
    for parts, weighed in index.parted.items():
        if all(part in text for part in parts):
            yield weighed


def _pairs(text: str) -> Iterable[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))


def _parts(text: str, longest: int) -> set[str]:
    return {
        text[at:end] for at in range(len(text)) for end in range(at + 1, min(at + longest, len(text)) + 1)
    }


def _size(characters: int) -> float:
    return 0.5 if characters == 1 else math.sqrt(characters)


def _weighed(positions: set[int], all_of_them: int, weight: float) -> Weighed:
    rarity = math.log(1 + all_of_them / len(positions)) / math.log(1 + all_of_them)
    return [(position, weight * rarity) for position in sorted(positions)]
