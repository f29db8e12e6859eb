"""Number plates as GA 36 shapes them, and what stands for a car that has none yet. Pure."""

import re
import unicodedata

from anju.people.intake.faults import Bad

MOST_PLATE = 12

_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_SIGN = "[A-HJ-NP-Z0-9]"
_PLATE = re.compile(
    rf"[{_PROVINCES}][A-HJ-NP-Z]"
    rf"(?:{_SIGN}{{4}}(?:{_SIGN}|[学警港澳挂])"  # ordinary, 7 signs
    rf"|[DABCEFGHJK]{_SIGN}\d{{4}}"  # new energy, small, 8 signs
    rf"|\d{{5}}[DABCEFGHJK])"  # new energy, large, 8 signs
)
NO_PLATE = "无牌"


def read_plates(raw: object) -> list[str]:
    """The plates in a cell, parted by 、 or commas: upper case, without dots and spaces; ``Bad`` for a wrong one."""
    words = unicodedata.normalize("NFKC", str(raw)).strip()
    return list(dict.fromkeys(_plate(part.strip()) for part in re.split(r"[、,;/\n]", words) if part.strip()))


def _plate(words: str) -> str:
    if words.startswith(NO_PLATE):
        return _without_plate("".join(words.split()))
    plate = re.sub(r"[\s·•.\-]", "", words).upper()
    if not _PLATE.fullmatch(plate):
        raise Bad("plate_wrong")
    return plate


def _without_plate(words: str) -> str:
    if words == NO_PLATE:
        raise Bad("plate_bare")
    if len(words) > MOST_PLATE:
        raise Bad("too_long", now=len(words), most=MOST_PLATE)
    return words
