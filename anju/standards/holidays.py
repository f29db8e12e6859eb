"""Lists of statutory days: how a file of one year is read, and the lists the product is delivered with.

Two forms are read: a table with the columns ``date``, ``kind`` (off or work) and ``name``, and the JSON in which the
State Council's notices are published by many: ``{"year": 2026, "days": [{"date", "isOffDay", "name"}]}``.
"""

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Invalid

DELIVERED = Path(__file__).parent / "data" / "holidays.csv"
MOST_BYTES = 200_000
KINDS = {"off": True, "work": False, "休": True, "班": False, "放假": True, "上班": False}


@dataclass(frozen=True)
class ListedDay:
    day: date
    is_off: bool
    name: str = ""


def read_year(content: bytes) -> tuple[int, list[ListedDay]]:
    """The year and the days of a file; ``Invalid`` says in which line something cannot be read."""
    if len(content) > MOST_BYTES:
        raise Invalid(fields={"file": _("这个文件太大了，一年的放假安排只有几十行。")})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    days = _from_json(text) if text.lstrip().startswith("{") else _from_table(text)
    years = {one.day.year for one in days}
    if len(years) != 1:
        raise Invalid(fields={"file": _("一个文件只放一年的安排，并且至少有一天。")})
    return years.pop(), days


def _from_json(text: str) -> list[ListedDay]:
    try:
        told = json.loads(text)
        own = int(told["year"])
        days = [
            ListedDay(date.fromisoformat(one["date"]), bool(one["isOffDay"]), str(one.get("name", "")))
            for one in told["days"]
        ]
    except (ValueError, KeyError, TypeError):
        raise Invalid(
            fields={"file": _("没有看懂这个文件：要有 year，以及 days 里每天的 date 和 isOffDay。")}
        ) from None
    return [one for one in days if one.day.year == own]


def _from_table(text: str) -> list[ListedDay]:
    rows = list(csv.DictReader(io.StringIO(text)))
    return [_listed(row, number) for number, row in enumerate(rows, start=2)]


def _listed(row: dict[str, Any], line: int) -> ListedDay:
    try:
        return ListedDay(
            date.fromisoformat(str(row["date"]).strip()),
            KINDS[str(row["kind"]).strip()],
            str(row.get("name") or "").strip(),
        )
    except (ValueError, KeyError):
        raise Invalid(
            fields={
                "file": _("第 %(line)d 行没有看懂：要写日期（2026-10-01）和 off 或 work。") % {"line": line}
            }
        ) from None


@cache
def delivered_years() -> dict[int, tuple[list[ListedDay], str]]:
    """Year → days and source, of the lists in ``data/holidays.csv``."""
    found: dict[int, tuple[list[ListedDay], str]] = {}
    with DELIVERED.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            one = _listed(row, number)
            found.setdefault(one.day.year, ([], row["source"]))[0].append(one)
    return found
