"""The skills, papers and languages as they are delivered, and which categories want which: the files in ``data/``."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext as said  # of words that stand in the tables

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Wants:
    """What a category asks of who does it: codes; one with ``|`` in it is met by any of its parts."""

    skills: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return (*self.skills, *self.qualifications)


NOTHING = Wants()


def skill_names() -> dict[str, str]:
    """Code → name of each skill, in the reader's language."""
    return {row["code"]: said(row["name"]) for row in _rows("skills")}


def qualification_names() -> dict[str, str]:
    """Code → name of each kind of paper, in the reader's language."""
    return {row["code"]: said(row["name"]) for row in _rows("qualifications")}


def language_names() -> dict[str, str]:
    return {row["code"]: said(row["name"]) for row in _rows("languages")}


def is_qualification(code: str) -> bool:
    """Whether the code (also one with ``|``) is of a paper; else it is of a skill."""
    return code.split("|")[0] in {row["code"] for row in _rows("qualifications")}


def name_of(code: str) -> str:
    """A code of a skill or paper in words; one with ``|`` as “电梯安全管理员证或电梯修理作业证”."""
    names = skill_names() | qualification_names()
    return _("或").join(names.get(one, one) for one in code.split("|"))


def wants_of(category_code: str) -> Wants:
    """What the category wants: its own row, else its group's; a category without either wants nothing."""
    rows = _wants()
    return rows.get(category_code) or rows.get(category_code[:2]) or NOTHING


@cache
def _wants() -> dict[str, Wants]:
    return {
        row["category"]: Wants(tuple(row["skills"].split()), tuple(row["qualifications"].split()))
        for row in _rows("wants")
    }


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from _table(name)
