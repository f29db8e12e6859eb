"""Which place of ours the words of a file mean: 3栋2单元1001室, 3-2-1001, 三号楼 are all written differently."""

import re
import unicodedata
from collections.abc import Iterable

_ROOM = re.compile(r"(\w+?)(?:号楼|栋|幢|座|号|-)(?:(\w+?)(?:单元|门|-))?(\w+?)(?:室|房|号)?")
_BUILDING = re.compile(r"(\w+?)(?:号楼|栋|幢|座|楼)")
_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")


def index_of_places(places: Iterable[tuple[int, str, str]]) -> dict[str, int]:
    """What may be written for each place (id, code, label), to its id."""
    index: dict[str, int] = {}
    for place_id, code, label in places:
        index.setdefault(_plain(label), place_id)
        index[_plain(code)] = place_id
    return index


def place_in(words: str, index: dict[str, int]) -> int | None:
    """The id of the place that the words name; None for none of ours."""
    said = _plain(words)
    if not said:
        return None
    tried = [said, said.translate(_NUMERALS)]
    for one in tuple(tried):
        if match := _ROOM.fullmatch(one):
            building, entrance, room = match.groups()
            tried += (
                [f"{building}-{entrance}-{room}"]
                if entrance
                else [f"{building}-1-{room}", f"{building}-{room}"]
            )
        if match := _BUILDING.fullmatch(one):
            tried.append(match[1])
    return next((index[one] for one in tried if one in index), None)


def _plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).lower().split())
