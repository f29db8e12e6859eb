"""What happened to parts, stores, tools and warranties."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from anju.kernel.events import Fact


@dataclass(frozen=True)
class StoreAdded(Fact):
    name: str


@dataclass(frozen=True)
class StoreChanged(Fact):
    pass


@dataclass(frozen=True)
class PartAdded(Fact):
    code: str
    price: Decimal


@dataclass(frozen=True)
class PartChanged(Fact):
    """Its price or cost changed; quotes given before keep theirs."""

    price: Decimal
    before_price: Decimal
    cost: Decimal
    before_cost: Decimal


@dataclass(frozen=True)
class PartMoved(Fact):
    move_id: int
    quantity: Decimal
    from_kind: str
    to_kind: str


@dataclass(frozen=True)
class PartReserved(Fact):
    reservation_id: int
    quantity: Decimal


@dataclass(frozen=True)
class PartReleased(Fact):
    reservation_id: int


@dataclass(frozen=True)
class ToolAdded(Fact):
    code: str


@dataclass(frozen=True)
class ToolLent(Fact):
    loan_id: int
    to_id: int


@dataclass(frozen=True)
class ToolReturned(Fact):
    loan_id: int
    unsafe: bool = False


@dataclass(frozen=True)
class ToolCalibrated(Fact):
    on: date
    due: date


@dataclass(frozen=True)
class ToolLocked(Fact):
    """Somebody says that it is unsafe: nobody gets it until it is looked after."""


@dataclass(frozen=True)
class ToolUnlocked(Fact):
    pass


@dataclass(frozen=True)
class ToolRetired(Fact):
    pass


@dataclass(frozen=True)
class WarrantySet(Fact):
    part_class: str
    until: date
    before: date | None = None
