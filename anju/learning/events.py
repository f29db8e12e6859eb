"""What happened to past reports and what is learned from them."""

from dataclasses import dataclass

from anju.kernel.events import Fact


@dataclass(frozen=True)
class PastFileOpened(Fact):
    """A file of past reports was handed in. ``size`` in bytes."""

    size: int


@dataclass(frozen=True)
class PastFileApplied(Fact):
    """``counts`` as in the record: rows, new, known, labels, left_out."""

    counts: dict[str, int]


@dataclass(frozen=True)
class PastFileDropped(Fact):
    pass


@dataclass(frozen=True)
class LabelMapped(Fact):
    """The desk said which category of ours a label means; "" for none."""

    category: str


@dataclass(frozen=True)
class ModelTrained(Fact):
    version: int
    rows: int
    labels: int
