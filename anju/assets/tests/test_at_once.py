"""The last part, wanted by several people at the same moment."""

from decimal import Decimal

import pytest

from anju.assets import actions
from anju.assets.tests.stories import stores_of
from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.kernel.errors import Refused
from tests.cast import build
from tests.threads import at_once

PEOPLE = 8


@pytest.mark.django_db(transaction=True)
def test_the_last_parts_go_to_as_many_as_there_are(clock: MovedClock) -> None:
    stores = stores_of(build(), there="3")

    def take(number: int) -> str:
        try:
            actions.take_for(
                actor=SYSTEM,
                part=stores.valve,
                store=stores.warehouse,
                quantity="1",
                about=("work.job", number + 1),
            )
        except Refused:
            return "refused"
        return "taken"

    assert sorted(at_once(PEOPLE, take)) == ["refused"] * 5 + ["taken"] * 3
    assert stores.held() == 0
    assert len(stores.moves()) == 4


@pytest.mark.django_db(transaction=True)
def test_moves_in_opposite_directions_do_not_wait_for_each_other(clock: MovedClock) -> None:
    stores = stores_of(build(), there="100")
    actions.take_in(actor=SYSTEM, part=stores.valve, store=stores.van, quantity="100")

    def move(number: int) -> None:
        ends = [stores.warehouse, stores.van]
        source, target = ends if number % 2 else reversed(ends)
        for _time in range(5):
            actions.move_parts(
                actor=SYSTEM, part=stores.valve, source=source, target=target, quantity=str(number + 1)
            )

    at_once(PEOPLE, move)
    assert stores.held() + stores.held(stores.van) == Decimal(200)
