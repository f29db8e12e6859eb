"""Words that tell of danger to people, so that a request is raised at once.

The delivered lists are in ``data/danger.json``; a community may have lists of its own for any kind.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_LISTS = Path(__file__).parents[1] / "data" / "danger.json"
KINDS = ("火", "气", "电", "困", "坠", "伤", "凶")

Words = tuple[tuple[str, str], ...]  # (kind, words separated by spaces)


@dataclass(frozen=True)
class DangerLists:
    """Words that raise, and everyday words that must not, each by kind."""

    dangerous: Words
    harmless: Words

    def of(self, section: str) -> dict[str, str]:
        return dict(self.dangerous if section == "dangerous" else self.harmless)


def danger_in(words: str, lists: DangerLists | None = None) -> str | None:
    """The first word of danger in the text (one in parts only after the whole ones), None where there is none.

    It errs towards danger: a person reads the request and may lower it again. The list of harmless words (烟道,
    灭火器, 煤气费, 没有人受伤) keeps everyday things from raising it. A word of the list with ``+`` fits when all its
    parts occur; it comes back with … between them. ``lists`` are a community's own, None the delivered ones.
    """
    lists = lists or delivered_lists()
    text = "".join(words.lower().split())
    for (harmless,) in _parted(lists.harmless):
        text = text.replace(harmless, "·")
    found = [
        (len(parts), text.find(parts[0]), "…".join(parts))
        for parts in _parted(lists.dangerous)
        if all(part in text for part in parts)
    ]
    return min(found, key=lambda hit: hit[:2])[2] if found else None


def kind_of_danger(word: str, lists: DangerLists | None = None) -> str:
    """The kind of danger that a word found by ``danger_in`` tells of, one of ``KINDS``."""
    dangerous = (lists or delivered_lists()).of("dangerous")
    return next(kind for kind, row in dangerous.items() if word.replace("…", "+") in row.lower().split())


@cache
def delivered_lists() -> DangerLists:
    told: dict[str, dict[str, str]] = json.loads(_LISTS.read_text("utf-8"))
    return DangerLists(tuple(told["dangerous"].items()), tuple(told["harmless"].items()))


def own_lists(changed: Mapping[tuple[str, str], str]) -> DangerLists:
    """The delivered lists with those of a community in place of some: (section, kind) → words."""
    delivered = delivered_lists()
    sections = {
        section: tuple(
            (kind, changed.get((section, kind), row)) for kind, row in delivered.of(section).items()
        )
        for section in ("dangerous", "harmless")
    }
    return DangerLists(sections["dangerous"], sections["harmless"])


@lru_cache(maxsize=256)
def _parted(rows: Words) -> tuple[tuple[str, ...], ...]:
    """The words in parts, the longest first, so that 烟雾报警器 goes before 烟雾 is looked for."""
    words = sorted({word for _kind, row in rows for word in row.lower().split()}, key=lambda w: (-len(w), w))
    return tuple(tuple(word.split("+")) for word in words)
