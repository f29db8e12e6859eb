"""A resident reports something from the phone."""

from typing import Any

import pytest

from anju.kernel.actor import SYSTEM
from anju.requests.models import Request
from anju.standards.actions import load_catalogue
from tests.cast import Cast

REPORT = "/home/cuihu/report/"


@pytest.fixture
def told(cast: Cast) -> dict[str, Any]:
    """What somebody types for a dripping tap at home."""
    for community in cast.communities.values():
        load_catalogue(actor=SYSTEM, community_id=community.id)
    return {
        "key": "once",
        "kind": "repair",
        "words": "厨房水龙头一直滴水",
        "category": "0101",
        "place": str(cast.place("3-2-1001").id),
        "wish": "2026-11-24am",
    }


def reports(cast: Cast) -> list[Request]:
    return list(Request.objects.of(cast.cuihu.id).order_by("id"))


def test_a_report_is_received_with_number_and_promise(cast: Cast, told: dict[str, Any]) -> None:
    client = cast.client_of("王小明")

    answer = client.post(REPORT, told, follow=True)

    made = reports(cast)[0]
    assert answer.redirect_chain == [(f"/home/cuihu/requests/{made.number}/received/", 302)]
    page = answer.content.decode()
    assert made.number in page
    assert "今天 09:15 前回复您" in page
    assert (made.words, made.wish, made.channel) == ("厨房水龙头一直滴水", "11月24日上午", "app")
    assert made.reporter_id == cast.person("王小明").id
