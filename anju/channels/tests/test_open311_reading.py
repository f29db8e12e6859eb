"""Open311: discovery, services, definitions, and who sees what of the requests."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as xml

import pytest

from anju.channels.tests.conftest import Hotline, errors_in
from anju.kernel.clock import MovedClock
from anju.requests import actions as requests
from anju.standards.queries import category_for
from tests.cast import Cast

FIELDS = [
    "service_request_id",
    "status",
    "status_notes",
    "service_name",
    "service_code",
    "description",
    "agency_responsible",
    "service_notice",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
]


def report(town: Cast, name: str, place: str, code: str, words: str) -> Any:
    return requests.report_request(
        actor=town.actor(name),
        place=town.place(place),
        category=category_for(town.cuihu.id, code),
        words=words,
    )


def test_discovery_names_the_endpoint_in_both_formats(town: Cast) -> None:
    told = Hotline(jurisdiction="").get("discovery.json")
    assert told.status_code == 200 and told["Content-Type"] == "application/json; charset=utf-8"
    endpoint = told.json()["endpoints"][0]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["url"] == "http://testserver/open311/v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert set(told.json()) == {"changeset", "contact", "key_service", "endpoints"}
    top = xml.fromstring(Hotline(jurisdiction="").get("discovery.xml").content)
    assert top.tag == "discovery"
    assert [one.text for one in top.findall("endpoints/endpoint/formats/format")] == endpoint["formats"]
    assert top.findtext("endpoints/endpoint/url") == endpoint["url"]
    assert Hotline().client.get("/open311/discovery.xml").status_code == 200


def test_services_are_those_offered_to_residents(town: Cast) -> None:
    found = {one["service_code"]: one for one in Hotline().get("services.json").json()}
    lamp = found["0201"]
    assert list(lamp) == [
        "service_code",
        "service_name",
        "description",
        "metadata",
        "type",
        "keywords",
        "group",
    ]
    assert (lamp["service_name"], lamp["metadata"], lamp["type"]) == ("楼道灯、路灯不亮", True, "realtime")
    assert lamp["group"] == "楼里和小区设施" and found["0101"]["metadata"] is False
    assert "02" not in found  # groups cannot be asked for
    category = category_for(town.cuihu.id, "0201")
    category.is_active = False
    category.save()
    assert "0201" not in {one["service_code"] for one in Hotline().get("services.json").json()}


def test_services_as_xml_have_the_specified_elements(town: Cast) -> None:
    answer = Hotline().get("services.xml")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    top = xml.fromstring(answer.content)
    assert top.tag == "services" and {one.tag for one in top} == {"service"}
    assert top[0].findtext("metadata") in {"true", "false"}


def test_a_definition_lists_its_attributes(town: Cast) -> None:
    told = Hotline().get("services/0201.json").json()
    assert told["service_code"] == "0201"
    lamp, count = told["attributes"]
    assert lamp["values"][0] == {"key": "OUT", "name": "不亮"}
    assert (lamp["variable"], lamp["required"], lamp["order"], lamp["datatype"]) == (
        True,
        True,
        1,
        "singlevaluelist",
    )
    assert (count["datatype"], count["required"], count["order"]) == ("number", False, 2)
    top = xml.fromstring(Hotline().get("services/0201.xml").content)
    assert top.tag == "service_definition"
    assert top.findtext("attributes/attribute/values/value/key") == "OUT"
    assert top.findtext("attributes/attribute/required") == "true"
    assert Hotline().get("services/0101.json").json() == {"service_code": "0101", "attributes": []}


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("services.{}", {"jurisdiction_id": ""}, 400),
        ("services.{}", {"jurisdiction_id": "nowhere"}, 404),
        ("services/0201.{}", {"jurisdiction_id": ""}, 400),
        ("services/9999.{}", {}, 404),
        ("services/02.{}", {}, 404),
        ("requests.{}", {"jurisdiction_id": ""}, 400),
        ("requests.{}", {"jurisdiction_id": "nowhere"}, 404),
        ("requests.{}", {"start_date": "yesterday"}, 400),
        ("requests.{}", {"end_date": "2026-13-40T00:00:00Z"}, 400),
        ("requests.{}", {"start_date": "2026-11-23T00:00:00Z", "end_date": "2026-11-22T00:00:00Z"}, 400),
        ("requests.{}", {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-11-22T00:00:00Z"}, 400),
        ("requests.{}", {"status": "sleeping"}, 400),
        ("requests.{}", {"page": "0"}, 400),
        ("requests.{}", {"page_size": "5000"}, 400),
        ("requests.{}", {"api_key": "wrong"}, 403),
        ("requests/BX-20261123-9999.{}", {}, 404),
        ("requests/%00.{}", {}, 404),
        ("tokens/nothing.{}", {}, 404),
        ("tokens/nothing.{}", {"jurisdiction_id": ""}, 400),
        ("nothing.{}", {}, 404),
    ],
)
def test_refusals_of_reading(town: Cast, path: str, query: dict[str, str], status: int, form: str) -> None:
    path = path.format(form)
    answer = Hotline().get(path, **query)
    assert answer.status_code == status, answer.content
    if path.startswith("nothing"):
        return
    assert answer["Content-Type"].startswith({"json": "application/json", "xml": "text/xml"}[form])
    assert all(one["code"] == status and one["description"] for one in errors_in(answer))


def test_another_format_and_another_method_are_refused(town: Cast) -> None:
    assert Hotline().get("services.csv").status_code == 400
    assert errors_in(Hotline().get("services.csv"))[0]["code"] == 400
    answer = Hotline().client.delete("/open311/v2/requests.json")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")


def test_the_only_community_need_not_be_named(town: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Hotline(jurisdiction="").get("services.json").status_code == 400
    monkeypatch.setattr("anju.channels.pages.georeport_door.only_community", lambda: town.cuihu)
    assert Hotline(jurisdiction="").get("services.json").status_code == 200
    assert Hotline(jurisdiction="nowhere").get("services.json").status_code == 404


def test_the_keys_community_need_not_be_named(town: Cast, key_of: Callable[..., str]) -> None:
    assert Hotline(key_of("赵敏"), jurisdiction="").get("services.json").status_code == 200


def test_strangers_see_public_areas_only_and_no_people(town: Cast) -> None:
    report(
        town,
        "王小明",
        "DT-3-2",
        "0201",
        "大堂灯不亮，我是王小明，住3栋2单元1001，电话13800000001，李芳也知道，邮箱 wxm@example.org",
    )
    report(town, "王小明", "3-2-1001", "0101", "厨房水龙头漏水，王小明")
    report(town, "李芳", "DT-3-2", "1001", "前台赵敏态度不好")
    rows = Hotline().get("requests.json").json()
    assert len(rows) == 1
    assert list(rows[0]) == FIELDS
    said = rows[0]["description"]
    assert "大堂灯不亮" in said
    for hidden in ("王小明", "李芳", "1001", "13800000001", "wxm@"):
        assert hidden not in said
    assert rows[0]["address_id"] == "DT-3-2" and rows[0]["status"] == "open"
    assert rows[0]["agency_responsible"] == "翠湖花园"
    assert rows[0]["requested_datetime"] == "2026-11-23T01:00:00Z"


def test_a_home_is_shown_by_its_building_and_category_only(town: Cast, key_of: Callable[..., str]) -> None:
    made = report(town, "王小明", "3-2-1001", "0101", "厨房水龙头漏水，家里没人")
    (row,) = Hotline().get(f"requests/{made.number}.json").json()
    assert row["description"] == category_for(town.cuihu.id, "0101").shown_name
    assert (row["address_id"], row["address"]) == ("3", "3栋, 翠湖花园")
    (own,) = Hotline(key_of("王小明")).get(f"requests/{made.number}.json").json()
    assert own["description"] == "厨房水龙头漏水，家里没人" and own["address_id"] == "3-2-1001"
    (other,) = Hotline(key_of("李芳")).get(f"requests/{made.number}.json").json()
    assert other["description"] == row["description"] and other["address_id"] == "3"
    assert [one["service_request_id"] for one in Hotline(key_of("王小明")).get("requests.json").json()] == [
        made.number
    ]


def test_a_complaint_about_people_tells_neither_place_nor_words(town: Cast) -> None:
    made = report(town, "李芳", "DT-3-2", "1001", "前台赵敏态度不好")
    (row,) = Hotline().get(f"requests/{made.number}.json").json()
    assert row["address_id"] is None and row["address"] == "翠湖花园"
    assert "赵敏" not in str(row) and "李芳" not in str(row)


def test_filters(town: Cast, clock: MovedClock) -> None:
    old = report(town, "王小明", "DT-3-2", "0201", "灯不亮")
    clock.forward(days=95)
    lift = report(town, "王小明", "LT-3-2", "0303", "电梯异响")
    lamp = report(town, "李芳", "DT-3-2", "0201", "灯闪")
    requests.cancel_request(actor=town.actor("李芳"), request=lamp)
    ask = Hotline().get

    def numbers(**query: str) -> list[str]:
        answer = ask("requests.json", **query)
        assert answer.status_code == 200, answer.content
        return [one["service_request_id"] for one in answer.json()]

    assert numbers() == [lamp.number, lift.number]  # 90 days, the newest first
    assert numbers(status="open") == [lift.number] and numbers(status="closed") == [lamp.number]
    assert numbers(status="open,closed") == [lamp.number, lift.number]
    assert numbers(service_code="0303,0101") == [lift.number]
    assert numbers(start_date="2026-11-01T00:00:00Z", end_date="2026-11-30T00:00:00Z") == [old.number]
    assert numbers(start_date="2026-11-01T00:00:00+08:00") == [old.number]
    assert numbers(end_date="2026-12-01T00:00:00Z") == [old.number]
    assert numbers(service_request_id=f"{old.number},{lift.number},XX", status="closed") == [
        lift.number,
        old.number,
    ]
    assert numbers(page_size="1") == [lamp.number] and numbers(page_size="1", page="2") == [lift.number]
    assert ask("requests.xml", status="closed", service_code="0303").content.endswith(b"<service_requests />")


def test_requests_as_xml_have_the_specified_elements(town: Cast) -> None:
    made = report(town, "王小明", "HY-1", "0210", "路面\x0b坏了 <b>&")
    top = xml.fromstring(Hotline().get("requests.xml").content)
    assert top.tag == "service_requests"
    (row,) = top
    assert row.tag == "request" and [part.tag for part in row] == FIELDS
    assert row.findtext("service_request_id") == made.number
    assert row.findtext("description") == "路面坏了 <b>&"
    assert row.findtext("lat") == "30.2749" and row.findtext("zipcode") in ("", None)


def test_closed_is_what_the_reporter_says(town: Cast, clock: MovedClock) -> None:
    made = report(town, "王小明", "DT-3-2", "0201", "灯不亮")
    requests.finish_request(actor=town.actor("赵敏"), request=made, words="换好了")
    (row,) = Hotline().get(f"requests/{made.number}.json").json()
    assert row["status"] == "open"
    clock.forward(minutes=5)
    requests.judge_request(actor=town.actor("王小明"), request=made, verdict="solved")
    (row,) = Hotline().get(f"requests/{made.number}.json").json()
    assert (row["status"], row["updated_datetime"]) == ("closed", "2026-11-23T01:05:00Z")


def test_another_communitys_requests_are_not_there(town: Cast) -> None:
    made = report(town, "王小明", "DT-3-2", "0201", "灯不亮")
    assert Hotline(jurisdiction="laohuai").get(f"requests/{made.number}.json").status_code == 404
    assert Hotline(jurisdiction="laohuai").get("requests.json").json() == []


def test_reading_has_its_limit(town: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anju.channels.pages.georeport_door.READS_A_MINUTE", 2)
    ask = Hotline()
    assert [ask.get("services.json").status_code for _try in range(3)] == [200, 200, 429]
    assert int(ask.get("services.xml")["Retry-After"]) <= timedelta(minutes=1).total_seconds()
