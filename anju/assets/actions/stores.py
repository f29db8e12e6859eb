"""Stores and the price list."""

from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anju.assets import events, rules
from anju.assets.actions.moving import locked_stock
from anju.assets.choices import StoreKind
from anju.assets.models import Part, Stock, Store
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid
from anju.kernel.events import record
from anju.kernel.text import clean_line
from anju.people.queries import staff_with_grant

KEEPS = "work.do"


def add_store(
    *, actor: Actor, community_id: int, name: str, kind: str, keeper_id: int | None = None
) -> Store:
    """A warehouse, van or bag; with a keeper, only they take from it on their jobs."""
    actor.check("stores.manage", community_id)
    store = Store(community_id=community_id, **_store_words(community_id, name, kind, keeper_id))
    with transaction.atomic():
        _save_once(store, "name", _("已经有叫这个名字的仓库了。"))
        record(events.StoreAdded(name=store.name), actor=actor, about=store)
    return store


def change_store(*, actor: Actor, store: Store, name: str, kind: str, keeper_id: int | None = None) -> Store:
    actor.check("stores.manage", store.community_id)
    given = _store_words(store.community_id, name, kind, keeper_id)
    with transaction.atomic():
        store = Store.objects.of(store.community_id).select_for_update().get(id=store.id)
        for field, value in given.items():
            setattr(store, field, value)
        _save_once(store, "name", _("已经有叫这个名字的仓库了。"))
        record(events.StoreChanged(), actor=actor, about=store)
    return store


def add_part(
    *, actor: Actor, community_id: int, code: str, name: str, unit: str, price: Any, cost: Any = 0
) -> Part:
    """A part of the price list: price to the resident and cost, in yuan a unit."""
    actor.check("stores.manage", community_id)
    part = Part(community_id=community_id, **_part_words(code, name, unit, price, cost))
    with transaction.atomic():
        _save_once(part, "code", _("这个编号已经用过了。"))
        record(events.PartAdded(code=part.code, price=part.price), actor=actor, about=part)
    return part


def change_part(
    *,
    actor: Actor,
    part: Part,
    code: str,
    name: str,
    unit: str,
    price: Any,
    cost: Any = 0,
    is_active: bool = True,
) -> Part:
    """Quotes that were given and charges that were made keep the price they had."""
    actor.check("stores.manage", part.community_id)
    given = _part_words(code, name, unit, price, cost)
    with transaction.atomic():
        part = Part.objects.of(part.community_id).select_for_update().get(id=part.id)
        before_price, before_cost = part.price, part.cost
        for field, value in {**given, "is_active": is_active}.items():
            setattr(part, field, value)
        _save_once(part, "code", _("这个编号已经用过了。"))
        if (part.price, part.cost) != (before_price, before_cost):
            fact = events.PartChanged(
                price=part.price, before_price=before_price, cost=part.cost, before_cost=before_cost
            )
            record(fact, actor=actor, about=part)
    return part


def set_minimum(*, actor: Actor, store: Store, part: Part, minimum: Any) -> Stock:
    """Below this the store should be filled up; 0 asks for nothing."""
    actor.check("stores.manage", store.community_id)
    least = rules.checked_quantity(minimum, field="minimum", least=Decimal(0))
    with transaction.atomic():
        stock = locked_stock(store.community_id, [store.id], part.id)[store.id]
        stock.minimum = least
        stock.save(update_fields=["minimum"])
    return stock


def _store_words(community_id: int, name: str, kind: str, keeper_id: int | None) -> dict[str, Any]:
    if kind not in StoreKind.values:
        raise Invalid(fields={"kind": _("请选一下是哪一种。")})
    if keeper_id is not None and keeper_id not in {one.id for one in staff_with_grant(community_id, KEEPS)}:
        raise Invalid(fields={"keeper": _("这位同事现在不能管这里的仓库。")})
    return {"name": clean_line(name, field="name", most=40, least=1), "kind": kind, "keeper_id": keeper_id}


def _part_words(code: str, name: str, unit: str, price: Any, cost: Any) -> dict[str, Any]:
    code = clean_line(code, field="code", most=20, least=1).upper()
    name = clean_line(name, field="name", most=60, least=1)
    return {
        "code": code,
        "name": name,
        "unit": clean_line(unit, field="unit", most=10) or "个",
        "price": rules.checked_price(price),
        "cost": rules.checked_price(cost, field="cost"),
        "haystack": rules.haystack_of(code, name),
    }


def _save_once(row: Any, field: str, words: Any) -> None:
    """Save; ``Invalid`` on the field when another row has its value already."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as wrong:
        if "unique" not in str(wrong):
            raise
        raise Invalid(fields={field: words}) from None
