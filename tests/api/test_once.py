"""The same Idempotency-Key creates once, however often and by however many at once it is sent."""

from collections.abc import Callable

import pytest

from anju.kernel.models import Event, IdempotencyKey
from anju.requests.models import Message, Request
from anju.work.models import Job, PartUsed
from tests.api.caller import Caller
from tests.api.stories import content, report
from tests.cast import Cast
from tests.threads import at_once

Calls = Callable[..., Caller]


def numbers(house: Cast) -> list[str]:
    return list(Request.objects.of(house.cuihu.id).order_by("number").values_list("number", flat=True))


def test_a_repeated_call_gets_the_same_answer(house: Cast, calls: Calls) -> None:
    resident = calls("王小明")
    first, second = (resident.post("requests", key="k-1", **content(house)) for _ in range(2))
    assert (first.status, first.body) == (second.status, second.body)
    assert numbers(house) == [first.body["number"]]
    assert resident.post("requests", key="k-2", **content(house)).body["number"] != first.body["number"]


def test_another_content_under_the_key_is_refused(house: Cast, calls: Calls) -> None:
    resident = calls("王小明")
    made = report(resident, house)
    resident.post("requests", key="k-1", **content(house))
    other = resident.post("requests", key="k-1", **content(house, words="卫生间灯不亮"))
    assert other.status == 422
    assert "Idempotency-Key" in other.body["detail"]
    assert len(numbers(house)) == 2
    assert made["number"] in numbers(house)


def test_a_key_is_the_callers_own(house: Cast, calls: Calls) -> None:
    at = str(house.place("LT-3-2").id)
    made = [
        calls(name).post("requests", key="k-1", **content(house, place_id=at)) for name in ("王小明", "李芳")
    ]
    assert len({answer.body["number"] for answer in made}) == 2


@pytest.mark.parametrize("key", ["钥匙", "a b", "x" * 256, "tab\tkey"])
def test_a_key_that_cannot_be_one_is_refused(house: Cast, calls: Calls, key: str) -> None:
    headers = {"Idempotency-Key": key.encode().decode("latin-1")}
    caller = calls("王小明")
    caller.client.defaults["HTTP_IDEMPOTENCY_KEY"] = headers["Idempotency-Key"]
    answer = caller.post("requests", **content(house))
    assert answer.status == 422
    assert numbers(house) == []


def test_a_refused_call_leaves_the_key_free(house: Cast, calls: Calls) -> None:
    resident = calls("王小明")
    assert resident.post("requests", key="k-1", **content(house, category="01")).status == 422
    assert resident.post("requests", key="k-1", **content(house)).status == 201
    assert IdempotencyKey.objects.count() == 1


def test_words_jobs_and_parts_are_made_once_too(house: Cast, calls: Calls) -> None:
    resident, desk, crew = calls("王小明"), calls("赵敏"), calls("张强")
    one = f"requests/{report(resident, house)['number']}"
    for _ in range(2):
        assert resident.post(f"{one}/comments", key="k-1", words="快一点").status == 201
        assert desk.post(f"{one}/answers", key="k-1", words="快一点").status == 201
        assert (
            desk.post(f"{one}/notes", key="k-1", words="快一点").status == 201
        )  # the same key at another door
        made = desk.post(f"{one}/jobs", key="k-1", assignee_id=str(house.person("张强").id))
        assert made.status == 201
    assert Message.objects.of(house.cuihu.id).count() == 3
    assert Job.objects.of(house.cuihu.id).count() == 1
    work = f"jobs/{made.body['number']}"
    for step in ("accept", "arrive"):
        crew.post(f"{work}/{step}")
    for _ in range(2):
        assert len(crew.post(f"{work}/parts", key="k-1", name="密封圈", quantity=1).body["parts"]) == 1
    assert PartUsed.objects.of(house.cuihu.id).count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_make_one_request(house: Cast, calls: Calls) -> None:
    token, sent = calls("王小明").token, content(house)
    answers = at_once(20, lambda _thread: Caller(token).post("requests", key="k-1", **sent))
    assert {answer.status for answer in answers} == {201}
    assert {answer.body["number"] for answer in answers} == {"BX-20261123-0001"}
    assert numbers(house) == ["BX-20261123-0001"]
    reported = Event.objects.of(house.cuihu.id).filter(kind="requests.request.reported")
    assert reported.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_hundred_from_ten_at_once_have_a_hundred_numbers_in_order(house: Cast, calls: Calls) -> None:
    token, sent = calls("王小明").token, content(house)

    def ten(thread: int) -> list[str]:
        caller = Caller(token)
        return [caller.post("requests", key=f"k-{thread}-{one}", **sent).body["number"] for one in range(10)]

    lists = at_once(10, ten)
    assert all(made == sorted(made) for made in lists)
    assert sorted(number for made in lists for number in made) == numbers(house)
    assert numbers(house) == [f"BX-20261123-{number:04d}" for number in range(1, 101)]
    in_order = Request.objects.of(house.cuihu.id).order_by("opened_at", "number")
    assert [one.number for one in in_order] == numbers(house)
