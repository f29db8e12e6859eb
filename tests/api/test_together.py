"""Finding the person of a job and working together on it, through the API alone."""

from collections.abc import Callable
from typing import Any

from anju.kernel.clock import MovedClock
from anju.work.models import LabourCorrection
from anju.work.tests.teamwork import technician
from tests.api.caller import Caller
from tests.api.stories import report
from tests.cast import Cast

Calls = Callable[..., Caller]
GRAB = {"mode": "grab", "p1_minutes": 3, "p2_minutes": 8, "p3_minutes": 20, "p4_minutes": 90}


def job_of(calls: Calls, house: Cast, to: str = "张强") -> Any:
    made = report(calls("王小明"), house)
    assignee = {"assignee_id": str(house.person(to).id)} if to else {}
    return calls("赵敏").post(f"requests/{made['number']}/jobs", **assignee).body


def test_candidates_come_with_reasons(house: Cast, calls: Calls) -> None:
    job = job_of(calls, house, to="")
    people = calls("赵敏").get(f"jobs/{job['number']}/candidates").body
    assert people[0]["name"] == "张强"
    assert people[0]["may_go"]
    assert {"words": "正管这类事", "tone": "run"} in people[0]["reasons"]
    assert people[0]["lacks_papers"] == []


def test_the_first_has_it_and_the_second_is_told_who(house: Cast, calls: Calls) -> None:
    technician(house, "李卫东")
    assert calls("张强").get("pool").body == []
    assert calls("陈静").post("dispatch", **{**GRAB, "p1_minutes": 0}).status == 422
    assert calls("陈静").post("dispatch", **GRAB).body == GRAB
    assert calls("赵敏").get("dispatch").body == GRAB
    job = job_of(calls, house, to="")
    assert [row["number"] for row in calls("张强").get("pool").body] == [job["number"]]
    assert calls("老周").post(f"pool/{job['number']}/grab").status == 404
    assert calls("李卫东").post(f"pool/{job['number']}/grab").body["state"] == "accepted"
    second = calls("张强").post(f"pool/{job['number']}/grab")
    assert second.status == 409
    assert "李卫东" in second.body["detail"]


def test_handing_over_lending_a_hand_and_time(house: Cast, calls: Calls, clock: MovedClock) -> None:
    technician(house, "李卫东")
    dong, qiang = str(house.person("李卫东").id), str(house.person("张强").id)
    at = f"jobs/{job_of(calls, house)['number']}"
    crew, mate, lead = calls("张强"), calls("李卫东"), calls("刘工")
    for step in ("accept", "arrive"):
        assert crew.post(f"{at}/{step}").status == 200
    clock.forward(minutes=30)
    assert mate.get(at).status == 404
    assert crew.post(f"{at}/mates", person_id=dong).body["mates"] == [dong]
    assert mate.post(f"{at}/steps/1").status == 204
    assert mate.post(f"{at}/finish", words="做完了").status == 403
    assert mate.post(f"{at}/labour/resume").status == 200
    clock.forward(minutes=10)
    time = mate.post(f"{at}/labour/pause").body["labour"]
    assert [(one["name"], one["minutes"], one["is_running"]) for one in time] == [
        ("张强", 40, True),
        ("李卫东", 10, False),
    ]
    change = {"person_id": qiang, "minutes": -5, "words": "接了个电话"}
    for _ in range(2):
        corrected = lead.post(f"{at}/labour/corrections", key="k-1", **change)
        assert (corrected.status, corrected.body["labour"][0]["minutes"]) == (201, 35)
    assert LabourCorrection.objects.of(house.cuihu.id).count() == 1
    assert lead.post(f"{at}/labour/corrections", **{**change, "minutes": -36}).status == 422

    asked = {"taker_id": dong, "words": "阀门已关，等角阀"}
    for _ in range(2):
        assert crew.post(f"{at}/hand-over", key="k-2", **asked).body["state"] == "asked"
    assert crew.post(f"{at}/hand-over/accept").status == 403
    assert mate.post(f"{at}/hand-over/accept").body["assignee_id"] == dong
    assert crew.get(at).status == 404
    left = mate.get(f"{at}/together").body
    assert (left["mates"], left["handover"]) == ([], None)
    assert not any(one["is_running"] for one in left["labour"])
