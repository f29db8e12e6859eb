"""Until when the builder warrants what."""

from datetime import date

import pytest

from anju.assets import actions, queries, rules
from anju.assets.models import Warranty
from anju.kernel.actor import SYSTEM
from anju.kernel.errors import Invalid, NotAllowed
from tests.cast import Cast


@pytest.mark.parametrize(
    ("part_class", "delivered", "until"),
    [
        ("waterproof", date(2022, 6, 30), date(2027, 6, 30)),
        ("pipes", date(2024, 11, 23), date(2026, 11, 23)),
        ("wiring", date(2024, 2, 29), date(2026, 2, 28)),
        ("finishes", date(2025, 1, 1), date(2027, 1, 1)),
        ("heating", date(2024, 9, 1), date(2026, 3, 15)),  # two whole seasons from that autumn
        ("heating", date(2024, 11, 15), date(2026, 3, 15)),  # the season begins that very day
        ("heating", date(2024, 12, 20), date(2027, 3, 15)),  # the one under way does not count
        ("heating", date(2025, 2, 1), date(2027, 3, 15)),
    ],
)
def test_the_legal_minimum_from_the_day_of_delivery(part_class: str, delivered: date, until: date) -> None:
    assert rules.warranted_until(part_class, delivered) == until


def test_a_home_has_its_own_else_that_of_its_building(cast: Cast) -> None:
    home, building = cast.place("3-2-1001"), cast.place("3")
    actions.record_delivery(actor=cast.actor("刘工"), place=building, delivered_on=date(2023, 5, 1))
    found = queries.warranty_at(home, "waterproof")
    assert found is not None
    assert found.until == date(2028, 5, 1)
    actions.set_warranty(actor=SYSTEM, place=home, part_class="waterproof", until=date(2029, 1, 1))
    found = queries.warranty_at(home, "waterproof")
    assert found is not None
    assert found.until == date(2029, 1, 1)
    assert queries.warranty_at(cast.place("5-1-302"), "waterproof") is None


def test_who_may_not_and_what_cannot_be(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.record_delivery(
            actor=cast.actor("赵敏"), place=cast.place("3"), delivered_on=date(2023, 5, 1)
        )
    with pytest.raises(Invalid, match="今天以后"):
        actions.record_delivery(actor=SYSTEM, place=cast.place("3"), delivered_on=date(2027, 5, 1))
    assert not Warranty.objects.of(cast.cuihu.id).exists()


def test_the_page_of_a_place_shows_it_and_takes_a_date(cast: Cast) -> None:
    home = cast.place("3-2-1001")
    page = f"/desk/cuihu/warranties/{home.id}/"
    chief = cast.client_of("刘工")
    assert "还没有登记" in chief.get(page).content.decode()
    assert chief.post(page, {"delivered_on": "2025-06-01"}).status_code == 302
    assert "2030-06-01" in chief.get(page).content.decode()
    assert chief.post(page, {"part_class": "pipes", "until": "2028-01-01"}).status_code == 302
    assert "2028-01-01" in chief.get(page).content.decode()
    assert chief.post(page, {"delivered_on": "2030-06-01"}).status_code == 422
    assert cast.client_of("何丽").post(page, {"delivered_on": "2025-06-01"}).status_code == 403
