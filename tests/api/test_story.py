"""One request from the report to the word of the reporter, through the API alone."""

from collections.abc import Callable

from anju.kernel.clock import MovedClock
from anju.people.models import Person
from tests.api.caller import Caller
from tests.api.stories import report
from tests.cast import Cast

Calls = Callable[..., Caller]


def test_a_whole_request(house: Cast, calls: Calls, clock: MovedClock) -> None:
    resident, desk, crew = calls("王小明"), calls("赵敏"), calls("张强")

    made = report(resident, house, wish="晚上七点以后")
    one = f"requests/{made['number']}"
    assert made["number"] == "BX-20261123-0001"
    assert (made["state"], made["kind"], made["verdict"]) == ("new", "repair", "")
    assert (made["place"], made["wish"]) == ("3栋2单元1001", "晚上七点以后")
    assert made["answer_by"] and made["arrive_by"] and made["due_at"] == made["answer_by"]
    assert resident.get("requests").body["items"] == [made]
    assert desk.get("requests", unfinished="true", late="soon").body["items"] == [made]
    assert resident.get(one).body == desk.get(one).body == made

    clock.forward(minutes=3)
    assert resident.post(f"{one}/comments", words="水池下面也湿了").status == 201
    answered = desk.post(f"{one}/answers", words="已收到，张师傅今天上午到。")
    assert (answered.status, answered.body["state"]) == (201, "open")
    assert desk.post(f"{one}/notes", words="带上密封圈").status == 201

    clock.forward(minutes=2)
    workers = desk.get("workers").body
    worker = next(one for one in workers if one["name"] == "张强")
    assert worker == {
        "person_id": str(house.person("张强").id),
        "name": "张强",
        "posts": ["ENG_TECH"],
        "open_jobs": 0,
    }
    job = desk.post(f"{one}/jobs", assignee_id=worker["person_id"], words="注意防滑").body
    assert job["state"] == "assigned"
    work = f"jobs/{job['number']}"
    assert [row["number"] for row in crew.get("jobs", mine="true").body["items"]] == [job["number"]]

    for step, state in (("accept", "accepted"), ("set-out", "on_way"), ("arrive", "arrived")):
        clock.forward(minutes=5)
        assert crew.post(f"{work}/{step}").body["state"] == state
    detail = crew.get(work).body
    assert detail["words"] == "厨房水龙头一直滴水\n注意防滑"
    for step in detail["steps"]:
        assert crew.post(f"{work}/steps/{step['number']}").status == 204
    used = crew.post(f"{work}/parts", name="密封圈", quantity="2", unit="个")
    assert used.status == 201
    assert used.body["parts"] == [{"name": "密封圈", "quantity": "2.00", "unit": "个", "from_store": None}]
    assert all(step["done_at"] for step in used.body["steps"])
    assert crew.post(f"{work}/finish", words="换了密封圈，试水不漏。").body["state"] == "finished"
    assert crew.get("jobs", mine="true").body["items"] == []
    assert [row["number"] for row in crew.get("jobs", wanted="finished").body["items"]] == [job["number"]]

    done = resident.get(one).body
    assert (done["state"], done["due_at"]) == ("done", None)
    again = resident.post(f"{one}/judge", verdict="half", words="还在渗水").body
    assert (again["state"], again["reopened"], again["verdict"]) == ("open", 1, "half")
    assert again["finish_by"] == made["finish_by"]  # what was promised first stays

    second = desk.post(f"{one}/jobs", assignee_id=worker["person_id"]).body
    assert second["number"] != job["number"]
    for step in ("accept", "arrive"):
        assert crew.post(f"jobs/{second['number']}/{step}").status == 200
    assert crew.post(f"jobs/{second['number']}/finish", words="换了整个龙头。").status == 200
    closed = resident.post(f"{one}/judge", verdict="solved").body
    assert (closed["state"], closed["verdict"]) == ("closed", "solved")

    told = resident.get(f"{one}/timeline").body
    assert [entry["who"] for entry in told][:3] == ["王小明", "王小明", "赵敏"]
    words = [entry["words"] for entry in told if entry["words"]]
    assert words[:3] == ["厨房水龙头一直滴水", "水池下面也湿了", "已收到，张师傅今天上午到。"]
    assert "带上密封圈" not in words  # among the staff
    assert "带上密封圈" in [entry["words"] for entry in desk.get(f"{one}/timeline").body]
    assert desk.get("requests", unfinished="true").body["items"] == []
    assert [row["state"] for row in desk.get("requests", state="closed").body["items"]] == ["closed"]


def test_the_staff_files_classifies_merges_and_finishes(house: Cast, calls: Calls) -> None:
    desk = calls("赵敏")
    first = report(desk, house, reporter_id=str(house.person("王小明").id))
    second = report(desk, house, guest_name="路人", guest_phone="13900000000")
    assert calls("王小明").get("requests").body["items"] == [first]
    urgent = desk.post(f"requests/{first['number']}/classify", category="0101", priority="P1").body
    assert urgent["priority"] == "P1" and urgent["finish_by"] <= first["finish_by"]
    merged = desk.post(f"requests/{second['number']}/merge", into=first["number"]).body
    assert merged["state"] == "merged"
    assert desk.post(f"requests/{first['number']}/take").body["state"] == "open"
    done = desk.post(f"requests/{first['number']}/finish", words="住户自己拧紧了。").body
    assert done["state"] == "done"


def test_the_resident_urges_cancels_and_opens_again(house: Cast, calls: Calls, clock: MovedClock) -> None:
    resident, desk = calls("王小明"), calls("赵敏")
    first, second = report(resident, house), report(resident, house)
    one = f"requests/{first['number']}"
    assert resident.post(f"{one}/urge").body["urged"] == 1
    too_soon = resident.post(f"{one}/urge")
    assert too_soon.status == 409 and "半小时" in too_soon.body["detail"]
    assert resident.post(f"requests/{second['number']}/cancel", words="好了").body["state"] == "cancelled"
    desk.post(f"{one}/finish", words="已处理。")
    resident.post(f"{one}/judge", verdict="solved")
    opened = resident.post(f"{one}/reopen", words="又滴了").body
    assert (opened["state"], opened["reopened"]) == ("open", 1)


def test_a_job_is_given_to_another_and_given_back(house: Cast, calls: Calls) -> None:
    desk, crew = calls("赵敏"), calls("张强")
    number = report(desk, house, reporter_id=str(house.person("王小明").id))["number"]
    job = desk.post(f"requests/{number}/jobs").body
    assert job["state"] == "waiting"
    work = f"jobs/{job['number']}"
    assert crew.get(work).status == 404  # not yet theirs
    given = desk.post(f"{work}/assign", assignee_id=str(house.person("张强").id)).body
    assert (given["state"], given["assignee_id"]) == ("assigned", str(house.person("张强").id))
    assert crew.post(f"{work}/refuse", words="今天在修电梯").body["state"] == "waiting"
    assert desk.get("jobs", wanted="unaccepted").body["items"][0]["assignee_id"] is None


def test_places_people_and_the_catalogue_are_read(house: Cast, calls: Calls) -> None:
    resident, desk = calls("王小明"), calls("赵敏")
    assert resident.get("/communities").body == [{"slug": "cuihu", "name": "翠湖花园"}]
    me = resident.get("/me").body
    assert (me["kind"], me["standings"][0]["home_ids"]) == ("token", [str(house.place("3-2-1001").id)])
    named = {place["code"] for place in resident.get("places").body["items"]}
    assert named == {"3-2-1001", "LT-3-2", "DT-3-2", "HY-1"}  # the own home and what is everybody's
    assert desk.get("places", kind="building").body["items"][0]["label"] == "3栋"
    home = desk.get(f"places/{house.place('3-2-1001').id}").body
    assert (home["label"], home["floor"], home["kind"]) == ("3栋2单元1001", 10, "home")
    lived = desk.get(f"places/{home['id']}/people").body
    assert {(one["name"], one["phone"]) for one in lived} == {
        ("王小明", "138****0001"),
        ("欧阳慧敏", "138****0003"),
    }
    (found,) = desk.get("people", q="wxm").body
    assert found == desk.get(f"people/{found['id']}").body
    assert (found["name"], found["phone"], found["homes"]) == ("王小明", "138****0001", ["3栋2单元1001 业主"])
    assert Person.objects.of(house.cuihu.id).get(id=int(found["id"])).phone == "13800000001"
    categories = resident.get("categories").body
    assert {"0101"} <= {one["code"] for one in categories}
    assert resident.get("categories/guess", words="水龙头滴水").body[0]["code"] == "0101"
