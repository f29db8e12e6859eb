"""Words that tell of danger to people, so that a request is raised at once. The lists are in ``data/danger.json``."""

import json
from functools import cache
from pathlib import Path

_LISTS = Path(__file__).parents[1] / "data" / "danger.json"


def danger_in(words: str) -> str | None:
    """The first word of danger in the text (one in parts only after the whole ones), None where there is none.

    It errs towards danger: a person reads the request and may lower it again. The list of harmless words (烟道,
    灭火器, 煤气费, 没有人受伤) keeps everyday things from raising it. A word of the list with ``+`` fits when all its
    parts occur; it comes back with … between them.
    """
    text = "".join(words.lower().split())
    for (harmless,) in _words("harmless"):
        text = text.replace(harmless, "·")
    found = [
        (len(parts), text.find(parts[0]), "…".join(parts))
        for parts in _words("dangerous")
        if all(part in text for part in parts)
    ]
    return min(found, key=lambda hit: hit[:2])[2] if found else None


def kind_of_danger(word: str) -> str:
    """The kind of danger that a word found by ``danger_in`` tells of: 火 气 电 困 坠 伤 凶."""
    return next(kind for kind, row in _lists()["dangerous"].items() if word.replace("…", "+") in row.split())


@cache
def _lists() -> dict[str, dict[str, str]]:
    """Both lists; in each, words separated by spaces under a heading."""
    lists: dict[str, dict[str, str]] = json.loads(_LISTS.read_text("utf-8"))
    return lists


@cache
def _words(section: str) -> tuple[tuple[str, ...], ...]:
    """One list in parts, the longest words first, so that 烟雾报警器 goes before 烟雾 is looked for."""
    rows = _lists()[section].values()
    words = sorted({word for row in rows for word in row.split()}, key=lambda word: (-len(word), word))
    return tuple(tuple(word.split("+")) for word in words)
