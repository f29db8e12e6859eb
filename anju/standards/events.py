"""What happened to the catalogue."""

from dataclasses import dataclass, field

from anju.kernel.events import Fact


@dataclass(frozen=True)
class CategoryChanged(Fact):
    """``old`` and ``new`` hold the numbers (and whether it is offered) that changed, by field; ``texts`` the names of
    changed texts."""

    old: dict[str, int | bool | None] = field(default_factory=dict)
    new: dict[str, int | bool | None] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ProcedureSampleChanged(Fact):
    """Of another share of jobs the photos are asked for by draw, in percent."""

    old: int
    new: int
