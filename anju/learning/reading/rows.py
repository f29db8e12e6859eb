"""The rows of a table as typed past reports; what cannot be used is left out and said by its line."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from anju.kernel.text import clean
from anju.learning.reading.faults import MOST_FAULTS, Fault
from anju.learning.reading.tables import Line, Table, cell_words

MOST_WORDS = 4_000
MOST_LABEL = 120
MOST_CODE = 40
MOST_PLACE = 120
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  day 0 of spreadsheets; the zone comes after
_SERIALS = (18_264, 73_051)  # from 1950 to 2100
_CLOCK = r"(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?)?\s*秒?分?"
_TIME = rf"(?:[T\s]+{_CLOCK}\s*([AaPp][Mm])?\s*(Z|[+-]\d\d:?\d\d)?)?"
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?" + _TIME)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + _TIME)
_BARE = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?")


@dataclass(frozen=True)
class PastRow:
    """A report of before. ``mark`` is the same whenever the same row comes again."""

    line: int
    words: str
    label: str
    code: str
    opened: datetime | None
    closed: datetime | None
    place: str
    mark: str = ""


@dataclass
class Found:
    """What a table holds: the rows that can be used, and the faults of the others (at most ``MOST_FAULTS`` told)."""

    rows: list[PastRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left_out: int = 0

    def leave_out(self, kind: str, line: int, found: object = "") -> None:
        self.left_out += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(kind, line, cell_words(found)[:60]))


def read_rows(table: Table, zone: ZoneInfo, now: datetime) -> Found:
    """All rows typed. Times without a zone are the community's; 03/04/2025 is read as the other rows have it."""
    found = Found()
    day_first = _is_day_first(table.lines)
    seen: Counter[str] = Counter()
    for line in table.lines:
        try:
            row = _row(line, zone, now, day_first)
        except _LeftOut as out:
            found.leave_out(out.kind, line.number, out.found)
            continue
        said = "\x1f".join(map(str, (row.words, row.label, row.code, row.opened, row.place)))
        seen[said] += 1
        mark = hashlib.sha256(f"{said}\x1f{seen[said]}".encode()).hexdigest()
        found.rows.append(replace(row, mark=mark))
    for number in table.broken:
        found.leave_out("quotes", number)
    return found


class _LeftOut(Exception):
    """A row that cannot be used: why, and what stands there."""

    def __init__(self, kind: str, found: object = "") -> None:
        self.kind, self.found = kind, found
        super().__init__(kind)


def _row(line: Line, zone: ZoneInfo, now: datetime, day_first: bool) -> PastRow:
    words = clean(cell_words(line.cells.get("words", "")), field="words", most=10**9)[:MOST_WORDS]
    label, code = (one_line(line.cells.get(key, "")) for key in ("label", "code"))
    if line.extra:
        raise _LeftOut("cells_many", words)
    if not words:
        raise _LeftOut("no_words")
    if not (label or code):
        raise _LeftOut("no_label", words)
    if len(label or code) > MOST_LABEL:
        raise _LeftOut("label_long", label)
    moments = {}
    for key in ("opened", "closed"):
        raw = line.cells.get(key, "")
        try:
            moments[key] = read_moment(raw, zone, day_first=day_first)
        except ValueError:
            raise _LeftOut(f"{key}_unreadable", raw) from None
    opened, closed = moments["opened"], moments["closed"]
    if opened and opened > now + timedelta(days=1):
        raise _LeftOut("in_future", line.cells["opened"])
    if opened and closed and closed < opened:
        raise _LeftOut("closed_first", line.cells["closed"])
    place = one_line(line.cells.get("place", ""))[:MOST_PLACE]
    return PastRow(line.number, words, label or code, code[:MOST_CODE], opened, closed, place)


def one_line(raw: object) -> str:
    return " ".join(clean(unicodedata.normalize("NFKC", cell_words(raw)), field="", most=10**9).split())


def read_moment(raw: Any, zone: ZoneInfo, *, day_first: bool = False) -> datetime | None:
    """A moment as files have it; None for an empty cell, ``ValueError`` for what is none.

    2024-3-1, 2024/03/01 14:20, 2024年3月1日 14:20:05, 20240301, ISO 8601 with zone, 03/01/2024 02:20:00 PM, the
    number of a spreadsheet.
    """
    if isinstance(raw, datetime):
        return _placed(raw, zone)
    if isinstance(raw, date):
        return datetime(raw.year, raw.month, raw.day, tzinfo=zone)
    words = unicodedata.normalize("NFKC", cell_words(raw))
    if not words or words.lower() in {"null", "none", "nan", "-", "—", "无"}:
        return None
    if re.fullmatch(r"\d{5}(\.\d+)?", words) and _SERIALS[0] <= float(words) < _SERIALS[1]:
        return (_SERIAL_ZERO + timedelta(seconds=round(float(words) * 86_400))).replace(tzinfo=zone)
    if bare := _BARE.fullmatch(words):
        return _placed(datetime(*(int(part or 0) for part in bare.groups())), zone)  # type: ignore[arg-type]  # noqa: DTZ001
    if match := _YEAR_FIRST.fullmatch(words):
        year, month, day, *clock = match.groups()
    elif match := _YEAR_LAST.fullmatch(words):
        first, second, year, *clock = match.groups()
        day, month = (first, second) if day_first else (second, first)
    else:
        raise ValueError(words)
    return _moment(int(year), int(month), int(day), clock, zone)


def _moment(year: int, month: int, day: int, clock: list[str | None], zone: ZoneInfo) -> datetime:
    hour, minute, second, half, offset = clock
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    moment = datetime(year, month, day, hours, int(minute or 0), int(second or 0))  # noqa: DTZ001
    if offset:
        return datetime.fromisoformat(f"{moment.isoformat()}{'+00:00' if offset == 'Z' else offset}")
    return _placed(moment, zone)


def _placed(moment: datetime, zone: ZoneInfo) -> datetime:
    if not 1950 <= moment.year < 2100:
        raise ValueError(str(moment))
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _is_day_first(lines: Iterable[Line]) -> bool:
    """Whether 03/04/2025 is the third of April: some row has a first number beyond 12."""
    said = (cell_words(line.cells.get(key, "")) for line in lines for key in ("opened", "closed"))
    return any((match := _YEAR_LAST.fullmatch(words)) and int(match[1]) > 12 for words in said)
