"""What leaves one end comes to another, and no store ever holds less than nothing."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anju.assets import actions
from anju.assets.models import Move, Reservation, Stock
from anju.assets.tests.stories import JOB, Stores, stores_of
from anju.kernel.actor import SYSTEM
from anju.kernel.errors import AnjuError, Invalid, NotAllowed, Refused
from anju.notices.models import Notice
from tests.cast import Cast


@pytest.fixture
def stores(cast: Cast) -> Stores:
    return stores_of(cast)


def test_from_the_supplier_to_the_van_to_the_job_and_back(stores: Stores) -> None:
    chief, tech = stores.cast.actor("刘工"), stores.cast.actor("张强")
    actions.move_parts(
        actor=chief, part=stores.valve, source=stores.warehouse, target=stores.van, quantity="4"
    )
    actions.take_for(actor=tech, part=stores.valve, store=stores.van, quantity="3", about=JOB)
    actions.give_back(actor=tech, part=stores.valve, store=stores.van, quantity="1", about=JOB)
    assert (stores.held(), stores.held(stores.van)) == (Decimal(6), Decimal(2))
    ends = [(move.from_kind, move.to_kind, move.quantity) for move in stores.moves()]
    assert ends == [
        ("supplier", "store", Decimal(10)),
        ("store", "store", Decimal(4)),
        ("store", "job", Decimal(3)),
        ("job", "store", Decimal(1)),
    ]


def test_more_than_there_is_stays_where_it_is(stores: Stores) -> None:
    with pytest.raises(Refused, match="只有 10 个"):
        actions.take_for(actor=SYSTEM, part=stores.valve, store=stores.warehouse, quantity="11", about=JOB)
    with pytest.raises(Refused, match="张强的车里角阀 DN15没有了"):
        actions.take_for(actor=SYSTEM, part=stores.valve, store=stores.van, quantity="1", about=JOB)
    assert stores.held() == 10
    assert len(stores.moves()) == 1


def test_no_more_comes_back_than_was_taken(stores: Stores) -> None:
    actions.take_for(actor=SYSTEM, part=stores.valve, store=stores.warehouse, quantity="2", about=JOB)
    with pytest.raises(Refused, match="比领走的多"):
        actions.give_back(actor=SYSTEM, part=stores.valve, store=stores.warehouse, quantity="3", about=JOB)
    with pytest.raises(Refused, match="比领走的多"):
        actions.give_back(
            actor=SYSTEM, part=stores.valve, store=stores.warehouse, quantity="1", about=("work.job", 9)
        )
    assert stores.held() == 8


@pytest.mark.parametrize(
    "quantity", ["0", "-1", "1e15", "NaN", "Infinity", "1.234", "", "三", "10000", "1e-3"]
)
def test_a_quantity_that_is_none_is_refused_in_words(stores: Stores, quantity: str) -> None:
    with pytest.raises(Invalid) as wrong:
        actions.take_in(actor=SYSTEM, part=stores.valve, store=stores.warehouse, quantity=quantity)
    assert list(wrong.value.fields) == ["quantity"]
    assert stores.held() == 10
    assert len(stores.moves()) == 1


def test_a_count_writes_the_difference_with_its_reason(stores: Stores) -> None:
    chief = stores.cast.actor("刘工")
    less = actions.count_stock(
        actor=chief, part=stores.valve, store=stores.warehouse, counted="7", reason="装修队借走没记"
    )
    assert less is not None
    assert (less.from_kind, less.to_kind, less.quantity, less.reason) == (
        "store",
        "count",
        3,
        "装修队借走没记",
    )
    actions.count_stock(
        actor=chief, part=stores.valve, store=stores.warehouse, counted="8", reason="柜底找到"
    )
    same = actions.count_stock(
        actor=chief, part=stores.valve, store=stores.warehouse, counted="8", reason="盘点一致"
    )
    assert same is None
    assert stores.held() == 8
    with pytest.raises(Invalid):
        actions.count_stock(actor=chief, part=stores.valve, store=stores.warehouse, counted="5", reason="")
    assert stores.held() == 8


def test_scrap_wants_a_reason(stores: Stores) -> None:
    with pytest.raises(Invalid) as wrong:
        actions.scrap_parts(actor=SYSTEM, part=stores.valve, store=stores.warehouse, quantity="1", reason=" ")
    assert "reason" in wrong.value.fields
    actions.scrap_parts(
        actor=SYSTEM, part=stores.valve, store=stores.warehouse, quantity="1", reason="阀芯锈死"
    )
    assert stores.held() == 9


def test_only_who_manages_moves_and_a_van_is_its_keepers(stores: Stores) -> None:
    guard, tech = stores.cast.actor("老周"), stores.cast.actor("张强")
    actions.move_parts(
        actor=SYSTEM, part=stores.valve, source=stores.warehouse, target=stores.van, quantity="4"
    )
    with pytest.raises(NotAllowed):
        actions.take_in(actor=tech, part=stores.valve, store=stores.van, quantity="1")
    with pytest.raises(NotAllowed, match="别的同事管的"):
        actions.take_for(actor=guard, part=stores.valve, store=stores.van, quantity="1", about=JOB)
    actions.take_for(actor=guard, part=stores.valve, store=stores.warehouse, quantity="1", about=JOB)
    actions.take_for(actor=tech, part=stores.valve, store=stores.van, quantity="1", about=JOB)
    assert (stores.held(), stores.held(stores.van)) == (5, 3)


def test_what_is_kept_for_a_job_is_there_for_that_job_only(stores: Stores) -> None:
    actions.reserve_parts(actor=SYSTEM, part=stores.valve, store=stores.warehouse, quantity="8", about=JOB)
    with pytest.raises(Refused, match="其中 8 留给了别的工单"):
        actions.take_for(
            actor=SYSTEM, part=stores.valve, store=stores.warehouse, quantity="3", about=("work.job", 9)
        )
    with pytest.raises(Refused):
        actions.reserve_parts(
            actor=SYSTEM, part=stores.valve, store=stores.warehouse, quantity="3", about=("work.job", 9)
        )
    actions.take_for(actor=SYSTEM, part=stores.valve, store=stores.warehouse, quantity="5", about=JOB)
    assert (stores.stock().quantity, stores.stock().reserved) == (5, 3)
    assert actions.release_reservations(actor=SYSTEM, community_id=stores.cast.cuihu.id, about=JOB) == 1
    assert actions.release_reservations(actor=SYSTEM, community_id=stores.cast.cuihu.id, about=JOB) == 0
    assert stores.stock().reserved == 0
    assert Reservation.objects.of(stores.cast.cuihu.id).get().quantity == 0


def test_a_move_is_never_changed(stores: Stores) -> None:
    move = stores.moves()[0]
    move.quantity = Decimal(3)
    with pytest.raises(DatabaseError), transaction.atomic():
        move.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Stock.objects.of(stores.cast.cuihu.id).update(quantity=Decimal(-1))


def test_running_short_is_told_once(stores: Stores, inline_reactions: None) -> None:
    actions.set_minimum(actor=SYSTEM, store=stores.warehouse, part=stores.valve, minimum="5")
    for _time in range(7):
        actions.take_for(actor=SYSTEM, part=stores.valve, store=stores.warehouse, quantity="1", about=JOB)
    told = Notice.objects.of(stores.cast.cuihu.id).filter(person=stores.cast.person("刘工"))
    assert [notice.title for notice in told] == ["角阀 DN15快用完了：翠湖库房只剩 4 个"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["in", "move", "back", "take", "give", "count", "scrap", "reserve", "release"]),
        st.sampled_from(["warehouse", "van"]),
        st.decimals(min_value=0, max_value=12, places=2),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_order_of_moves_balances(stores: Stores, steps: list[tuple[str, str, Decimal]]) -> None:
    with transaction.atomic():
        for step, where, quantity in steps:
            try:
                with transaction.atomic():
                    _do(stores)[step](getattr(stores, where), quantity)
            except AnjuError:
                pass
            for stock in Stock.objects.of(stores.cast.cuihu.id):
                assert 0 <= stock.reserved <= stock.quantity
        _books_agree(stores)
        transaction.set_rollback(True)


def _do(stores: Stores) -> dict[str, Callable[[Any, Decimal], object]]:
    part = {"actor": SYSTEM, "part": stores.valve}
    other = {stores.warehouse.id: stores.van, stores.van.id: stores.warehouse}
    return {
        "in": lambda at, much: actions.take_in(**part, store=at, quantity=much),
        "move": lambda at, much: actions.move_parts(**part, source=at, target=other[at.id], quantity=much),
        "back": lambda at, much: actions.move_parts(**part, source=other[at.id], target=at, quantity=much),
        "take": lambda at, much: actions.take_for(**part, store=at, quantity=much, about=JOB),
        "give": lambda at, much: actions.give_back(**part, store=at, quantity=much, about=JOB),
        "count": lambda at, much: actions.count_stock(**part, store=at, counted=much, reason="盘点"),
        "scrap": lambda at, much: actions.scrap_parts(**part, store=at, quantity=much, reason="坏了"),
        "reserve": lambda at, much: actions.reserve_parts(**part, store=at, quantity=much, about=JOB),
        "release": lambda at, much: actions.release_reservations(
            actor=SYSTEM, community_id=stores.cast.cuihu.id, about=JOB
        ),
    }


def _books_agree(stores: Stores) -> None:
    """Each store holds exactly what came in less what went out; what was reserved waits somewhere."""
    moves = Move.objects.of(stores.cast.cuihu.id)
    for store in (stores.warehouse, stores.van):
        came = sum((move.quantity for move in moves.filter(to_store=store)), Decimal(0))
        went = sum((move.quantity for move in moves.filter(from_store=store)), Decimal(0))
        assert stores.held(store) == came - went
        kept = sum(
            Reservation.objects.of(stores.cast.cuihu.id)
            .filter(store=store)
            .values_list("quantity", flat=True)
        )
        row = Stock.objects.of(stores.cast.cuihu.id).filter(store=store).first()
        assert (row.reserved if row else 0) == kept
