"""The same steps for other systems."""

from typing import Any

from anju.complaints.models import Complaint, Remedy
from anju.complaints.tests.stories import SORRY, TOLD, Case
from anju.requests.models import Request

BASE = "/api/v1/communities/cuihu/complaints"


def call(case: Case, who: str, path: str, status: int = 200, **told: Any) -> Any:
    client = case.cast.client_of(who)
    answer = client.post(BASE + path, told, "application/json") if told else client.get(BASE + path)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def test_a_case_from_first_to_last(case: Case) -> None:
    request = case.complain()
    one = f"/{request.number}"
    assert [row["number"] for row in call(case, "何丽", "")["items"]] == [request.number]
    guard = str(case.id("老周"))
    call(case, "何丽", f"{one}/about", subject="deed", people=[guard])
    call(case, "何丽", f"{one}/reply", words="今天看录像", next_by="2026-11-24T18:00:00+08:00")
    call(case, "何丽", f"{one}/questions", side="concerned", person_id=guard, words="怎么问的？")
    call(case, "何丽", f"{one}/statements", side="concerned", person_id=guard, words=SORRY)
    call(case, "王小明", f"{one}/facts", words=TOLD)
    remedy = call(
        case,
        "何丽",
        f"{one}/remedies",
        201,
        kind="money",
        amount="88.50",
        person_id=str(case.id("陈静")),
        by="2026-11-26T12:00:00",
    )
    assert remedy["amount"] == "88.50"
    call(case, "何丽", f"/remedies/{remedy['id']}/done", words="已退")
    told = call(case, "何丽", f"{one}/decide", outcome="upheld", reason="查过录像，确实不合规定。")
    assert [row["words"] for row in told["statements"]] == [SORRY, TOLD]
    assert told["decisions"][0]["outcome"] == "upheld" and told["named"] == [guard]
    told = call(case, "王小明", f"{one}/appeal", words="没有问过我的邻居")
    assert told["holder"] == "陈静" and told["outcome"] == "upheld"
    call(case, "王小明", f"{one}/appeal", 409, words="再申诉一次可以吗")


def test_refusals_leave_everything_as_it_was(case: Case) -> None:
    request = case.complain()
    one = f"/{request.number}"
    before = Complaint.objects.of(request.community_id).values().get()
    call(case, "王小明", one, 404)
    call(case, "赵敏", one, 404)  # an agent neither holds it nor handles complaints
    call(case, "李芳", f"{one}/decide", 404, outcome="not", reason="不算什么大事")
    call(case, "赵敏", f"{one}/decide", 409, outcome="not", reason="不算什么大事")
    call(case, "何丽", f"{one}/decide", 422, outcome="perhaps", reason="不算什么大事")
    call(case, "何丽", f"{one}/decide", 422, outcome="not", reason="不")
    call(case, "何丽", f"{one}/holder", 422, person_id="1")
    call(case, "何丽", f"{one}/about", 422, people=["12345"])
    call(case, "何丽", f"{one}/reply", 422, words="看录像", next_by="2020-01-01T00:00:00Z")
    call(
        case,
        "何丽",
        f"{one}/remedies",
        422,
        kind="money",
        amount="-1",
        person_id=str(case.id("陈静")),
        by="2026-11-26T12:00:00Z",
    )
    call(case, "何丽", "?after=broken", 422)
    assert Complaint.objects.of(request.community_id).values().get() == before
    assert not Remedy.objects.of(request.community_id).exists()


def test_a_sealed_complaint_is_reported(case: Case) -> None:
    answer = case.cast.client_of("王小明").post(
        "/api/v1/communities/cuihu/requests",
        {
            "category": "1001",
            "place_id": str(case.cast.place("DT-3-2").id),
            "words": "门岗当众盘问我",
            "subject": "deed",
            "sealed": True,
        },
        "application/json",
    )
    assert answer.status_code == 201 and answer.json()["sealed"] is True
    assert Request.objects.across().get().sealed
    assert Complaint.objects.across().get().subject == "deed"
