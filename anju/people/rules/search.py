"""What the search of people looks through, and what of it must be found for the words somebody typed.

``haystack`` is one text per person: every field begins with ``|``, so that a piece that begins with ``|`` is
found at the beginning of a field only. A piece is looked for by its triples of characters (an index of the
database, see the migration 0003) and then as a whole.
"""

import re
import unicodedata
from collections.abc import Iterable

from anju.people.rules.names import pinyin_of

MOST_WORDS = 4
PHONE_DIGITS = 11
_BUILDING = r"(?:栋|幢|座|号楼|楼)"
_ROOM = re.compile(rf"^([0-9a-z]+){_BUILDING}?(?:-?([0-9a-z]+)单元)?(?:-?([0-9a-z]+)(?:室|号)?)?$")


def haystack_of(*, name: str, phone: str, plates: Iterable[str], rooms: Iterable[str]) -> str:
    """Name, its pinyin, its initials, phone, plates and codes of homes, in lower case, each behind a ``|``."""
    pinyin, initials = pinyin_of(name)
    parts = (name, pinyin, initials, phone, *plates, *rooms)
    return "".join(f"|{part.lower()}" for part in parts if part)


def search_pieces(text: str) -> list[str]:
    """The pieces that a haystack must hold for what was typed; none when it is too little to look for.

    >>> search_pieces("王 1001")
    ['|王', '1001']
    >>> search_pieces("3栋2单元1001"), search_pieces("3栋")
    (['|3-2-1001'], ['|3-'])
    """
    plain = re.sub(r"[\x00-\x1f\x7f|]", " ", unicodedata.normalize("NFKC", text).lower())
    words = re.split(r"[\s,、]+", re.sub(r"\+86[\s-]*(?=1)", "", plain).strip())
    return [piece for word in words[:MOST_WORDS] for piece in _pieces(word)]


def grams(piece: str) -> set[str]:
    """What the index is asked for: the triples of the piece's characters, or the piece itself when it is a pair."""
    return {piece[at : at + 3] for at in range(max(len(piece) - 2, 1))}


def _pieces(word: str) -> list[str]:
    if re.search(rf"{_BUILDING}|单元", word) and (room := _ROOM.match(word)):
        return _room_pieces(*room.groups())
    word = re.sub(r"(?<=\d)[室号]$", "", word)
    digits = re.sub(r"[+\-]", "", word)
    if digits.isdigit() and len(digits) >= PHONE_DIGITS:
        word = digits[-PHONE_DIGITS:]
    elif any(sign.isdigit() for sign in word):
        word = word.replace("·", "")  # a number plate; in a name the dot belongs
    if word.isascii() and len(word) < 3:
        return (
            [f"|{word}"] if len(word) == 2 else []
        )  # so little says something at the beginning of a field only
    return [f"|{word}"] if len(word) == 1 else [word]


def _room_pieces(building: str, entrance: str | None, room: str | None) -> list[str]:
    if entrance:
        return [f"|{building}-{entrance}-{room or ''}"]
    return [f"|{building}-", f"-{room}"] if room else [f"|{building}-"]
