"""Long lists come page by page: each row once, no more at a time than allowed."""

from collections.abc import Callable
from typing import Any

from anju.kernel.clock import MovedClock
from tests.api.caller import Caller
from tests.api.stories import report
from tests.cast import Cast

Calls = Callable[..., Caller]
NOT_CURSORS = [
    "x",
    "~",
    "~x",
    "1",
    "x~1",
    "2026~1",
    "2026-01-01T00:00:00~1",
    "~" + "9" * 20,
    "~²",
    "a\x00~1",
    "~1 ",
]


def walk(caller: Caller, path: str, **query: Any) -> list[Any]:
    """All rows, page by page."""
    rows: list[Any] = []
    after = ""
    for _page in range(50):
        page = caller.get(path, after=after, **query).body
        assert len(page["items"]) <= query["limit"]
        rows += page["items"]
        if page["next"] is None:
            return rows
        assert len(page["items"]) == query["limit"]
        after = page["next"]
    raise AssertionError("no end")


def test_every_row_comes_once(house: Cast, calls: Calls, clock: MovedClock) -> None:
    resident, desk = calls("王小明"), calls("赵敏")
    numbers = []
    for minute in range(7):
        numbers.append(report(resident, house)["number"])
        clock.forward(minutes=minute % 2)  # some are due at the same moment
    for number in numbers[:2]:
        desk.post(f"requests/{number}/answers", words="好的")
    desk.post(f"requests/{numbers[2]}/finish", words="好了")  # nothing is due any more
    for limit in (1, 2, 3, 7, 200):
        assert [row["number"] for row in walk(desk, "requests", limit=limit)] == numbers[::-1]
        for mine in (resident, desk):
            by_due = [row["number"] for row in walk(mine, "requests", limit=limit, unfinished="true")]
            assert sorted(by_due) == numbers
            assert by_due[-1] == numbers[2]
    for limit in (1, 4, 200):
        codes = [place["code"] for place in walk(desk, "places", limit=limit)]
        assert len(set(codes)) == len(codes) == 13
    for number in numbers[3:]:
        assert desk.post(f"requests/{number}/jobs").status == 201
    for limit in (1, 3, 4):
        jobs = [job["number"] for job in walk(desk, "jobs", limit=limit)]
        assert len(set(jobs)) == len(jobs) == 4
    assert walk(calls("李芳"), "requests", limit=1) == []


def test_nobody_gets_more_at_once_than_is_allowed(house: Cast, calls: Calls) -> None:
    desk = calls("赵敏")
    for path in ("requests", "places", "jobs", "people"):
        for limit in ("0", "201", "-1", "x", "1e3", "", str(10**30)):
            answer = desk.get(path, limit=limit, q="x")
            assert answer.status == 422, (path, limit)
            assert [one["field"] for one in answer.body["errors"]] == ["limit"]


def test_a_cursor_that_is_none_is_refused(house: Cast, calls: Calls) -> None:
    desk = calls("赵敏")
    for path in ("requests", "jobs"):
        for cursor in NOT_CURSORS:
            answer = desk.get(path, after=cursor)
            assert answer.status == 422, (path, cursor)
            assert [one["field"] for one in answer.body["errors"]] == ["after"]
    assert desk.get("places", after="x").status == 422
    assert desk.get("places", after=f"x~{2**63 - 1}").status == 200
    assert desk.get("requests", after=f"~{2**63 - 1}").body["items"] == []
