"""The demo's stores, price list, tools and warranties, as they stood before its life begins."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from anju.assets import actions
from anju.config.demo.stories import read
from anju.kernel import clock, partitions
from anju.kernel.actor import SYSTEM
from anju.people.queries import staff_holding
from anju.places.queries import buildings_of

TECHNICIANS = ("ENG_TECH", "ENG_ELEC")
DELIVERED, DELIVERED_LATE = date(2018, 9, 28), date(2025, 5, 30)
LATE_BUILDINGS = 2  # the last ones, still under the builder's warranty


def stock_up(community_id: int, slug: str, today: date, days: int) -> None:
    """Fill the stores, ``days`` and a few more before today."""
    first = today - timedelta(days=days + 5)
    partitions.ensure_months(first, today)
    with clock.moved(datetime.combine(first, time(1), UTC)):
        stores = _stores(community_id, slug)
        _parts(community_id, stores)
    with clock.moved(datetime.combine(today, time(0), UTC)):
        _tools(community_id, today)
        _warranties(community_id)


def _stores(community_id: int, slug: str) -> list[Any]:
    keepers = {person.name: person.id for person in staff_holding(community_id, TECHNICIANS)}
    rows = [row for row in read("stock")["stores"] if not row[2] or row[2] in keepers]
    return [
        actions.add_store(
            actor=SYSTEM, community_id=community_id, name=name, kind=kind, keeper_id=keepers.get(keeper)
        )
        for name, kind, keeper in (rows if slug == "cuihu" else rows[:1])
    ]


def _parts(community_id: int, stores: list[Any]) -> None:
    main, *others = stores
    kept = [store for store in others if store.keeper_id is not None]
    for number, (code, name, unit, price, cost, many, least) in enumerate(read("stock")["parts"]):
        part = actions.add_part(
            actor=SYSTEM, community_id=community_id, code=code, name=name, unit=unit, price=price, cost=cost
        )
        actions.take_in(actor=SYSTEM, part=part, store=main, quantity=many, reason="期初入库")
        actions.set_minimum(actor=SYSTEM, store=main, part=part, minimum=least)
        for store in kept[: 1 + number % 3]:
            some = max(many // 10, 1)
            actions.move_parts(actor=SYSTEM, part=part, source=main, target=store, quantity=Decimal(some))


def _tools(community_id: int, today: date) -> None:
    """Some out with people, one past its calibration, one that is not safe."""
    crew = staff_holding(community_id, TECHNICIANS)
    tools = [
        actions.add_tool(
            actor=SYSTEM,
            community_id=community_id,
            code=code,
            name=name,
            kind=kind,
            calibrated_on=today - timedelta(days=int(ago)) if ago else None,
        )
        for code, name, kind, ago in read("stock")["tools"]
    ]
    actions.lock_tool(actor=SYSTEM, tool=tools[4], why="第三级踏板松动")
    for person, tool in zip(crew, (tools[0], tools[6], tools[7]), strict=False):
        actions.lend_tool(actor=SYSTEM, tool=tool, person_id=person.id)


def _warranties(community_id: int) -> None:
    buildings = buildings_of(community_id)
    for place in buildings:
        is_late = place in buildings[-LATE_BUILDINGS:]
        actions.record_delivery(
            actor=SYSTEM, place=place, delivered_on=DELIVERED_LATE if is_late else DELIVERED
        )
