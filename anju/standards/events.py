"""What happened to the catalogue."""

from dataclasses import dataclass, field
from datetime import date

from anju.kernel.events import Fact


@dataclass(frozen=True)
class CategoryChanged(Fact):
    """``old`` and ``new`` hold the numbers (and whether it is offered) that changed, by field; ``texts`` the names of
    changed texts."""

    old: dict[str, int | bool | None] = field(default_factory=dict)
    new: dict[str, int | bool | None] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class HoursChanged(Fact):
    """A calendar has other hours from ``since`` on."""

    code: str
    since: date
    opens: str
    closes: str
    weekdays: str
    keeps_holidays: bool


@dataclass(frozen=True)
class LevelChanged(Fact):
    """The community promises by another level; ``reason`` is the house's own, no person's words."""

    level: int
    before: int
    reason: str


@dataclass(frozen=True)
class DangerWordsChanged(Fact):
    """Words that raise a request at once were added or taken out."""

    section: str
    danger_kind: str
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ProcedureSampleChanged(Fact):
    """Of another share of jobs the photos are asked for by draw, in percent."""

    old: int
    new: int
