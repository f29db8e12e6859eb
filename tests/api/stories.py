"""How a request comes about through the API, for the tests that need one."""

from typing import Any

from tests.api.caller import Caller
from tests.cast import Cast


def content(house: Cast, **more: Any) -> dict[str, Any]:
    """What a resident of 3-2-1001 sends to report a dripping tap."""
    at_home = str(house.place("3-2-1001").id)
    return {"category": "0101", "place_id": at_home, "words": "厨房水龙头一直滴水", **more}


def report(caller: Caller, house: Cast, **more: Any) -> Any:
    answer = caller.post("requests", **content(house, **more))
    assert answer.status == 201, answer.body
    return answer.body
