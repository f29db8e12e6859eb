"""The catalogue as it is delivered: the files in ``data/``, read once."""

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Catalogue:
    """Rows of the data files as field values of the models, without community and keys.

    Categories also carry ``parent`` and ``procedure``, procedures ``steps``, targets the ``code`` of their category:
    codes and rows still to be joined.
    """

    categories: tuple[dict[str, Any], ...]
    procedures: tuple[dict[str, Any], ...]
    answers: tuple[dict[str, Any], ...]
    targets: tuple[dict[str, Any], ...]


@cache
def delivered() -> Catalogue:
    procedures = json.loads((DATA / "procedures.json").read_text("utf-8"))
    return Catalogue(
        categories=tuple(_category(row) for row in _rows("categories.csv")),
        procedures=tuple(procedures["procedures"]),
        answers=tuple({**row, "sort": int(row["sort"])} for row in _rows("answers.csv")),
        targets=tuple(
            {**row, "level": int(row["level"]), "minutes": int(row["minutes"])}
            for row in _rows("targets.csv")
        ),
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _category(row: dict[str, str]) -> dict[str, Any]:
    numbers = ("answer_minutes", "arrive_minutes", "safe_minutes", "finish_hours", "escalate_minutes")
    return {
        **row,
        **{name: int(row[name]) if row[name] else None for name in numbers},
        "needs_home_visit": row["needs_home_visit"] == "yes",
    }
