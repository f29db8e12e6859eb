"""What the stories of stores share: a warehouse, 张强's van, an angle valve."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from anju.assets import actions
from anju.assets.models import Move, Part, Stock, Store
from anju.kernel.actor import SYSTEM
from tests.cast import Cast

JOB = ("work.job", 4711)


@dataclass
class Stores:
    """Two stores of 翠湖花园 and one part in the warehouse."""

    cast: Cast
    warehouse: Store
    van: Store
    valve: Part

    def held(self, store: Store | None = None, part: Part | None = None) -> Decimal:
        rows = Stock.objects.of(self.cast.cuihu.id).filter(
            store=store or self.warehouse, part=part or self.valve
        )
        row = rows.first()
        return row.quantity if row else Decimal(0)

    def stock(self, store: Store | None = None) -> Stock:
        return Stock.objects.of(self.cast.cuihu.id).get(store=store or self.warehouse, part=self.valve)

    def moves(self) -> list[Move]:
        return list(Move.objects.of(self.cast.cuihu.id).order_by("id"))


def stores_of(cast: Cast, *, there: str = "10", price: str = "18.50") -> Stores:
    community_id = cast.cuihu.id
    warehouse = actions.add_store(actor=SYSTEM, community_id=community_id, name="翠湖库房", kind="warehouse")
    van = actions.add_store(
        actor=SYSTEM,
        community_id=community_id,
        name="张强的车",
        kind="van",
        keeper_id=cast.person("张强").id,
    )
    valve = add_part(cast, price=price)
    if Decimal(there):
        actions.take_in(actor=SYSTEM, part=valve, store=warehouse, quantity=there)
    return Stores(cast, warehouse, van, valve)


def add_part(
    cast: Cast, code: str = "SN-001", name: str = "角阀 DN15", price: str = "18.50", **more: Any
) -> Part:
    return actions.add_part(
        actor=SYSTEM,
        community_id=cast.cuihu.id,
        code=code,
        name=name,
        unit="个",
        price=price,
        cost=more.pop("cost", "9.20"),
    )
