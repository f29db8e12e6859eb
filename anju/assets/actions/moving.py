"""The moves. Each leaves one end and comes to another; the stores' sums change with it under one lock.

Rows of the stock are locked in the order of their stores, after whatever the caller has locked (a job), so that two
people who move the same parts in opposite directions wait for each other once and never for ever.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.assets import events, rules
from anju.assets.choices import End
from anju.assets.models import Move, Part, Reservation, Stock, Store
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, NotAllowed, Refused
from anju.kernel.events import record
from anju.kernel.text import clean_line

About = tuple[str, int]  # type and id of the record that it is for


def take_in(*, actor: Actor, part: Part, store: Store, quantity: Any, reason: str = "") -> Move:
    """Delivered by a supplier."""
    actor.check("stores.manage", part.community_id)
    return _move(actor, part, rules.checked_quantity(quantity), End.SUPPLIER, store, reason=reason)


def move_parts(
    *, actor: Actor, part: Part, source: Store, target: Store, quantity: Any, reason: str = ""
) -> Move:
    """From one store to another, such as from the warehouse into a van."""
    actor.check("stores.manage", part.community_id)
    if source.id == target.id:
        raise Invalid(fields={"target": _("请选另一个仓库。")})
    return _move(actor, part, rules.checked_quantity(quantity), source, target, reason=reason)


def scrap_parts(*, actor: Actor, part: Part, store: Store, quantity: Any, reason: str) -> Move:
    """Broken or too old: it leaves for good, with the reason."""
    actor.check("stores.manage", part.community_id)
    reason = clean_line(reason, field="reason", most=200, least=2)
    return _move(actor, part, rules.checked_quantity(quantity), store, End.SCRAP, reason=reason)


def count_stock(*, actor: Actor, part: Part, store: Store, counted: Any, reason: str) -> Move | None:
    """What was really there: the difference to the books becomes a move with its reason. None where it agrees."""
    actor.check("stores.manage", part.community_id)
    there = rules.checked_quantity(counted, field="counted", least=Decimal(0))
    reason = clean_line(reason, field="reason", most=200, least=2)
    with transaction.atomic():
        stock = locked_stock(part.community_id, [store.id], part.id)[store.id]
        difference = there - stock.quantity
        if difference == 0:
            return None
        if there < stock.reserved:
            words = _("其中 %(reserved)s 留给了工单，请先放开预留再盘点。") % {
                "reserved": said(stock.reserved)
            }
            raise Refused(words)
        if difference > 0:
            return _move(actor, part, difference, End.COUNT, store, reason=reason)
        return _move(actor, part, -difference, store, End.COUNT, reason=reason)


def take_for(*, actor: Actor, part: Part, store: Store, quantity: Any, about: About) -> Move:
    """Out of the store for a job, also what was reserved for it. The app above has checked that the job is theirs.

    ``NotAllowed`` where the store is a colleague's.
    """
    needed = rules.checked_quantity(quantity)
    _check_may_take(actor, store)
    if not part.is_active:
        raise Refused(_("%(part)s已经不用了，请另选一种。") % {"part": part.name})
    return _move(actor, part, needed, store, End.JOB, about=about)


def give_back(*, actor: Actor, part: Part, store: Store, quantity: Any, about: About) -> Move:
    """What a job did not need comes back into the store: the counter-move. ``Refused`` for more than was taken."""
    back = rules.checked_quantity(quantity)
    with transaction.atomic():
        locked_stock(part.community_id, [store.id], part.id)
        if back > taken_for(part, store, about):
            raise Refused(_("还回来的比领走的多，请再看一下数量。"))
        return _move(actor, part, back, End.JOB, store, about=about)


def reserve_parts(*, actor: Actor, part: Part, store: Store, quantity: Any, about: About) -> Reservation:
    """Keep some for a job; the app above has checked that the actor may. Again for the same job adds to it."""
    kept = rules.checked_quantity(quantity)
    with transaction.atomic():
        stock = locked_stock(part.community_id, [store.id], part.id)[store.id]
        if stock.free < kept:
            raise Refused(_not_enough(store, part, stock))
        row, _made = Reservation.objects.of(part.community_id).get_or_create(
            about_type=about[0],
            about_id=about[1],
            store=store,
            part=part,
            defaults={
                "community_id": part.community_id,
                "quantity": 0,
                "at": clock.now(),
                "person_id": actor.person_in(part.community_id),
            },
        )
        row.quantity += kept
        row.save(update_fields=["quantity"])
        stock.reserved += kept
        stock.save(update_fields=["reserved"])
        record(events.PartReserved(reservation_id=row.id, quantity=kept), actor=actor, about=part)
    return row


def release_reservations(*, actor: Actor, community_id: int, about: About) -> int:
    """Let go what still waits for a job that has ended. Safe to run twice."""
    with transaction.atomic():
        waiting = Reservation.objects.of(community_id).filter(
            about_type=about[0], about_id=about[1], quantity__gt=0
        )
        rows = list(waiting.order_by("store_id", "part_id").values_list("id", "store_id", "part_id"))
        for row_id, store_id, part_id in rows:
            stock = locked_stock(community_id, [store_id], part_id)[store_id]
            row = Reservation.objects.of(community_id).select_related("part").get(id=row_id)
            stock.reserved -= row.quantity
            stock.save(update_fields=["reserved"])
            row.quantity = Decimal(0)
            row.save(update_fields=["quantity"])
            record(events.PartReleased(reservation_id=row.id), actor=actor, about=row.part)
    return len(rows)


def locked_stock(community_id: int, store_ids: Iterable[int], part_id: int) -> dict[int, Stock]:
    """The stock rows of a part in these stores, by store, locked in their order; made where there is none yet."""
    wanted = sorted(set(store_ids))
    rows = Stock.objects.of(community_id)
    rows.bulk_create(
        [Stock(community_id=community_id, store_id=store_id, part_id=part_id) for store_id in wanted],
        ignore_conflicts=True,
    )
    found = rows.filter(part_id=part_id, store_id__in=wanted).select_for_update().order_by("store_id")
    return {stock.store_id: stock for stock in found}


def taken_for(part: Part, store: Store, about: About) -> Decimal:
    """How many of the part a job has had from the store and not given back."""
    moves = Move.objects.of(part.community_id).filter(part=part, about_type=about[0], about_id=about[1])
    out = moves.filter(from_store=store).values_list("quantity", flat=True)
    back = moves.filter(to_store=store).values_list("quantity", flat=True)
    return sum(out, Decimal(0)) - sum(back, Decimal(0))


def said(quantity: Decimal) -> str:
    """A quantity without idle zeros: 3, 0.5."""
    return f"{quantity.normalize():f}"


def _move(
    actor: Actor,
    part: Part,
    quantity: Decimal,
    source: Store | End,
    target: Store | End,
    *,
    about: About | None = None,
    reason: str = "",
) -> Move:
    reason = clean_line(reason, field="reason", most=200)
    stores = {one.id: one for one in (source, target) if isinstance(one, Store)}
    with transaction.atomic():
        stocks = locked_stock(part.community_id, stores, part.id)
        if isinstance(source, Store):
            _take_out(stocks[source.id], source, part, quantity, about)
        if isinstance(target, Store):
            if not target.is_active:
                raise Refused(_("%(store)s已经停用了。") % {"store": target.name})
            _put_in(stocks[target.id], quantity)
        move = Move.objects.of(part.community_id).create(
            part=part,
            quantity=quantity,
            from_kind=End.STORE if isinstance(source, Store) else source,
            from_store=source if isinstance(source, Store) else None,
            to_kind=End.STORE if isinstance(target, Store) else target,
            to_store=target if isinstance(target, Store) else None,
            about_type=about[0] if about else "",
            about_id=about[1] if about else None,
            reason=reason,
            cost=part.cost,
            person_id=actor.person_in(part.community_id),
            at=clock.now(),
        )
        fact = events.PartMoved(
            move_id=move.id, quantity=quantity, from_kind=move.from_kind, to_kind=move.to_kind
        )
        record(fact, actor=actor, about=part)
    return move


def _take_out(stock: Stock, store: Store, part: Part, quantity: Decimal, about: About | None) -> None:
    kept = _reservation(stock, about)
    own = min(kept.quantity, quantity) if kept else Decimal(0)
    if stock.free + own < quantity:
        raise Refused(_not_enough(store, part, stock))
    stock.quantity -= quantity
    stock.reserved -= own
    stock.save(update_fields=["quantity", "reserved"])
    if kept and own:
        kept.quantity -= own
        kept.save(update_fields=["quantity"])


def _put_in(stock: Stock, quantity: Decimal) -> None:
    if stock.quantity + quantity > Decimal(1_000_000):
        raise Refused(_("这么多放不下，请核对一下数量。"))
    stock.quantity += quantity
    stock.save(update_fields=["quantity"])


def _reservation(stock: Stock, about: About | None) -> Reservation | None:
    if about is None:
        return None
    kept = Reservation.objects.of(stock.community_id).filter(about_type=about[0], about_id=about[1])
    return kept.filter(store_id=stock.store_id, part_id=stock.part_id).first()


def _not_enough(store: Store, part: Part, stock: Stock) -> Any:
    told = {"store": store.name, "part": part.name, "unit": part.unit}
    if stock.reserved:
        return _("%(store)s里%(part)s还有 %(there)s %(unit)s，其中 %(kept)s 留给了别的工单。") % {
            **told,
            "there": said(stock.quantity),
            "kept": said(stock.reserved),
        }
    if not stock.quantity:
        return _("%(store)s里%(part)s没有了。") % told
    return _("%(store)s里%(part)s只有 %(there)s %(unit)s了。") % {**told, "there": said(stock.quantity)}


def _check_may_take(actor: Actor, store: Store) -> None:
    if actor.may("stores.manage", store.community_id) or store.keeper_id is None:
        return
    if store.keeper_id != actor.person_in(store.community_id):
        raise NotAllowed(
            _("%(store)s是别的同事管的，请先跟他说一声，由管库的人调给您。") % {"store": store.name}
        )
