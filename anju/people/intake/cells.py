"""What stands in one cell, read as what it should be; ``Bad`` says why it cannot. Pure.

Spreadsheets hand over whole numbers as floats, dates as dates, serial numbers or text, and digits in full width;
all of that is taken as meant.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from anju.kernel.errors import Invalid
from anju.people.intake.faults import Bad
from anju.people.rules import clean_phone
from anju.places.choices import HIGHEST_FLOOR, LOWEST_FLOOR

Raw = str | float | int | bool | date | datetime | time | timedelta

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|_x00[01][0-9A-F]_")
_FORMULA_SIGNS = "=+@"
_STEP = re.compile(r"[0-9A-Za-z\u3400-\u9fff]+")
_FIRST_DAY, _LAST_DAY = date(1950, 1, 1), date(2100, 1, 1)
_SERIAL_ZERO = date(1899, 12, 30)  # day 0 of the serial dates of spreadsheets
_SERIALS = (18_264, 73_051)  # from 1950 to 2100
MOST_SIZE = Decimal("99999.99")


def read_text(raw: Raw, *, most: int, narrow: bool = False) -> str:
    """One line of text. ``narrow`` turns full-width letters and digits into plain ones."""
    if isinstance(raw, bool | time | timedelta):
        raise Bad("not_words")
    if isinstance(raw, date):
        raise Bad("became_date")
    words = _number_words(raw) if isinstance(raw, int | float) else raw.translate(_INVISIBLE)
    if _CONTROLS.search(words):
        raise Bad("hidden_signs")
    words = " ".join(unicodedata.normalize("NFKC" if narrow else "NFC", words).split())
    if words and words[0] in _FORMULA_SIGNS:
        raise Bad("like_formula", sign=words[0])
    if len(words) > most:
        raise Bad("too_long", now=len(words), most=most)
    return words


def read_step(raw: Raw, *, most: int) -> str:
    """A step of a place's name: Chinese characters, letters and digits only."""
    words = read_text(raw, most=most, narrow=True).replace(" ", "")
    if odd := _STEP.sub("", words):
        raise Bad("odd_signs", sign=odd[0])
    return words


def read_floor(raw: Raw) -> int:
    """The physical level: 10, -1, B1, 10F, 10层, 地下1层."""
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        if raw != int(raw):
            raise Bad("floor_unreadable")
        return _checked_floor(int(raw))
    words = read_text(raw, most=10, narrow=True).upper().replace(" ", "")
    found = re.fullmatch(r"(-|B|地下|负)?(\d{1,3})(F|层|楼)?", words)
    if not found:
        raise Bad("floor_unreadable")
    return _checked_floor(-int(found[2]) if found[1] else int(found[2]))


def _checked_floor(floor: int) -> int:
    if floor == 0:
        raise Bad("floor_zero")
    if not LOWEST_FLOOR <= floor <= HIGHEST_FLOOR:
        raise Bad("floor_far", low=LOWEST_FLOOR, high=HIGHEST_FLOOR)
    return floor


def read_size(raw: Raw) -> Decimal:
    """Square metres, rounded half up to two places."""
    if isinstance(raw, date | time | timedelta | bool):
        raise Bad("size_unreadable")
    if isinstance(raw, str):
        raw = re.sub(r"(m²|m2|㎡|平方米|平米|平|,|，|\s)", "", unicodedata.normalize("NFC", raw).lower())
        raw = unicodedata.normalize("NFKC", raw)
    try:
        size = Decimal(str(raw)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    except InvalidOperation:
        raise Bad("size_unreadable") from None
    if not size.is_finite():
        raise Bad("size_unreadable")
    if size <= 0:
        raise Bad("size_not_positive")
    if size > MOST_SIZE:
        raise Bad("size_far", most=str(MOST_SIZE))
    return size


def read_phone(raw: Raw) -> str:
    """A number as people keep it, also when the spreadsheet took it for a quantity (1.38E+10)."""
    if isinstance(raw, bool | date | time | timedelta):
        raise Bad("phone_wrong")
    words = _number_words(raw) if isinstance(raw, int | float) else raw.translate(_INVISIBLE)
    if _CONTROLS.search(words):
        raise Bad("hidden_signs")
    words = unicodedata.normalize("NFKC", words).strip()
    if re.fullmatch(r"\d(\.\d+)?[eE]\+?\d+", words):
        words = _number_words(float(words))
    try:
        return clean_phone(words)
    except Invalid:
        digits = re.sub(r"\D", "", words)
        if digits.startswith("1") and len(digits) == len(re.sub(r"[\s\-]", "", words)) and len(digits) != 11:
            short = 11 - len(digits)
            raise Bad("phone_short" if short > 0 else "phone_long", count=abs(short)) from None
        raise Bad("phone_wrong") from None


def read_day(raw: Raw) -> date:
    """A day: a date, a serial number (45292), 20240101, or text such as 2024-1-1, 2024/1/1, 2024.1.1, 2024年1月1日."""
    if isinstance(raw, datetime):
        return _checked_day(raw.date())
    if isinstance(raw, date):
        return _checked_day(raw)
    if isinstance(raw, bool | time | timedelta):
        raise Bad("date_unreadable")
    words = _number_words(raw) if isinstance(raw, int | float) else unicodedata.normalize("NFKC", raw).strip()
    if words.isdigit() and _SERIALS[0] <= int(words) < _SERIALS[1]:
        return _SERIAL_ZERO + timedelta(days=int(words))
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", words) or re.fullmatch(
        r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?: 00:00(?::00)?)?", words
    )
    if not found:
        raise Bad("date_unreadable")
    try:
        return _checked_day(date(*map(int, found.groups())))
    except ValueError:
        raise Bad("date_unreadable") from None


def _checked_day(day: date) -> date:
    if not _FIRST_DAY <= day < _LAST_DAY:
        raise Bad("date_far")
    return day


def read_email(raw: Raw) -> str:
    words = read_text(raw, most=254, narrow=True)
    try:
        validate_email(words)
    except ValidationError:
        raise Bad("email_wrong") from None
    return words


def _number_words(number: float) -> str:
    """1001.0 → “1001”, 13800000000.0 → “13800000000”."""
    if number == number and abs(number) < 1e15 and number == int(number):
        return str(int(number))
    return str(number)
