"""The clock over the API: read, held, gone on; what is wrong is a problem document and nothing stands."""

from collections.abc import Callable
from typing import Any

import pytest

from anju.kernel.clock import MovedClock
from tests.api.caller import Caller
from tests.api.stories import report
from tests.cast import Cast

Calls = Callable[..., Caller]
TOMORROW = "2026-11-24T09:00:00+08:00"


def step(clock: Any, name: str) -> Any:
    return next(one for one in clock["steps"] if one["step"] == name)


def test_the_clock_stands_and_goes_on(house: Cast, calls: Calls, clock: MovedClock) -> None:
    made, desk = report(calls("王小明"), house), calls("赵敏")
    address = f"requests/{made['number']}"
    desk.post(f"{address}/take")
    clock.forward(hours=1)
    before = desk.get(f"{address}/clock").body
    assert step(before, "finish") == {
        "step": "finish",
        "minutes": 720,
        "calendar": "desk",
        "run": 3600,
        "left": 11 * 3600,
        "due": "2026-11-24T01:00:00Z",
        "kept_at": None,
    }
    assert step(before, "answer")["kept_at"] == "2026-11-23T01:00:00Z"
    held = desk.post(f"{address}/hold", reason="part", party="永安五金", until=TOMORROW)
    assert (held.status, held.body["held_until"]) == (200, "2026-11-24T01:00:00Z")
    clock.forward(hours=2)
    while_held = desk.get(f"{address}/clock").body
    assert step(while_held, "finish")["run"] == 3600
    assert [(one["reason"], one["state"]) for one in while_held["holds"]] == [("part", "running")]
    assert desk.post(f"{address}/resume").body["finish_by"] == "2026-11-24T03:00:00Z"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"until": "2026-11-22T09:00:00+08:00"}, "until"),
        ({"until": "2026-11-24T09:00:00"}, "until"),  # where?
        ({"until": "tomorrow"}, "until"),
        ({"reason": "tired"}, "reason"),
        ({"party": ""}, "party"),
    ],
)
def test_a_wrong_hold_is_refused_by_its_field(
    house: Cast, calls: Calls, changes: dict[str, str], field: str
) -> None:
    made, desk = report(calls("王小明"), house), calls("赵敏")
    desk.post(f"requests/{made['number']}/take")
    told = {"reason": "part", "party": "永安五金", "until": TOMORROW, **changes}
    answer = desk.post(f"requests/{made['number']}/hold", **told)
    assert answer.status in {400, 422} and [one["field"] for one in answer.body["errors"]] == [field]
    assert desk.get(f"requests/{made['number']}/clock").body["holds"] == []


def test_the_reporter_agrees_to_what_is_on_their_side(house: Cast, calls: Calls) -> None:
    reporter, desk = calls("王小明"), calls("赵敏")
    address = f"requests/{report(reporter, house)['number']}"
    desk.post(f"{address}/take")
    assert desk.post(f"{address}/hold", reason="absent", until=TOMORROW).body["held_until"] is None
    assert calls("李芳").post(f"{address}/agree").status == 404
    assert reporter.post(f"{address}/agree").body["held_until"] == "2026-11-24T01:00:00Z"
    assert reporter.post(f"{address}/decline").body["held_until"] is None
