"""Open311: reports that are posted, every refusal, and the same one twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from xml.etree import ElementTree as xml

import pytest
from django.db import connection

from anju.channels.models import GeoReport
from anju.channels.tests.conftest import CENTRE, GARDEN, Hotline, errors_in
from anju.kernel import clock as kernel_clock
from anju.kernel.clock import MovedClock
from anju.requests.models import Request
from tests.cast import MORNING, Cast

LAMP = {"service_code": "0201", "attribute[LAMP]": "OUT", "description": "花园的路灯不亮"}
NEAR = {"lat": str(GARDEN[0]), "long": str(GARDEN[1])}


@pytest.fixture
def hotline(key_of: Callable[..., str]) -> Hotline:
    return Hotline(key_of("赵敏"))


def only(town: Cast) -> Request:
    return Request.objects.of(town.cuihu.id).select_related("place", "category").get()


def test_a_report_with_a_position_goes_to_the_nearest_area(town: Cast, hotline: Hotline) -> None:
    answer = hotline.post(
        **LAMP,
        **NEAR,
        **{"attribute[COUNT]": "3"},
        phone="138 0000 1234",
        first_name="敏",
        last_name="孙",
        email="sun@example.org",
        device_id="d1",
        account_id="a1",
        media_url="https://example.org/lamp.jpg",
    )
    assert answer.status_code == 200, answer.content
    (row,) = answer.json()
    made = only(town)
    assert row["service_request_id"] == made.number and "token" not in row
    assert row["account_id"] == "a1" and "前" in row["service_notice"]
    assert (made.channel, made.place.code, made.category.code) == ("open311", "HY-1", "0201")
    assert (made.guest_name, made.guest_phone, made.guest_email) == ("孙敏", "13800001234", "sun@example.org")
    assert made.answer_by is not None  # the same clock as everybody's
    geo = GeoReport.objects.of(town.cuihu.id).get()
    assert (
        geo.answers == {"LAMP": ["OUT"], "COUNT": ["3"]} and geo.media_url == "https://example.org/lamp.jpg"
    )
    (seen,) = hotline.get(f"requests/{made.number}.json").json()
    assert seen["description"] == LAMP["description"] and seen["media_url"] == "https://example.org/lamp.jpg"
    assert (seen["lat"], seen["long"]) == (float(GARDEN[0]), float(GARDEN[1]))
    (stranger,) = Hotline().get(f"requests/{made.number}.json").json()
    assert stranger["media_url"] is None and "孙敏" not in str(stranger)


def test_the_answer_as_xml_has_the_specified_elements(town: Cast, hotline: Hotline) -> None:
    top = xml.fromstring(hotline.post("requests.xml", **LAMP, **NEAR).content)
    assert top.tag == "service_requests"
    assert [part.tag for part in top[0]] == ["service_request_id", "service_notice", "account_id"]
    assert top[0].findtext("service_request_id") == only(town).number


def test_an_address_is_enough(town: Cast, hotline: Hotline) -> None:
    hotline.post(**LAMP, address_string="翠湖花园 3栋2单元大堂 门口")
    made = only(town)
    assert made.place.code == "DT-3-2" and made.words.endswith("位置：翠湖花园 3栋2单元大堂 门口")
    (seen,) = Hotline().get("requests.json").json()
    assert seen["description"] == LAMP["description"]


def test_an_address_nobody_knows_goes_to_the_grounds(town: Cast, hotline: Hotline) -> None:
    hotline.post(**LAMP, address_string="北门对面")
    assert only(town).place.code == "HY-1"


def test_a_place_may_be_named_by_its_id(town: Cast, hotline: Hotline) -> None:
    hotline.post(**LAMP, address_id="LT-3-2")
    assert only(town).place.code == "LT-3-2"


def test_a_resident_names_no_strangers_home(town: Cast, key_of: Callable[..., str]) -> None:
    resident = Hotline(key_of("李芳"))
    answer = resident.post(service_code="0101", address_id="3-2-1001", description="隔壁漏水")
    assert answer.status_code == 400 and "address_id" in errors_in(answer)[0]["description"]
    assert not Request.objects.of(town.cuihu.id).exists()
    assert (
        resident.post(service_code="0101", address_id="3-2-1002", description="我家漏水").status_code == 200
    )
    assert only(town).reporter == town.person("李芳")


def test_without_words_the_category_speaks(town: Cast, hotline: Hotline) -> None:
    answer = hotline.post(service_code="0210", **NEAR)
    assert answer.status_code == 200
    assert only(town).words == only(town).category.name


def test_words_of_danger_count_here_too(town: Cast, hotline: Hotline) -> None:
    hotline.post(service_code="0210", description="路面塌了，有人受伤流血", **NEAR)
    assert only(town).priority == "P1"


def test_several_values_of_a_list(town: Cast, hotline: Hotline) -> None:
    told = {"attribute[WASTE][]": ["KITCHEN", "BULKY"], "attribute[SINCE]": "2026-11-22T18:00:00+08:00"}
    assert hotline.post(service_code="0502", description="垃圾没清", **NEAR, **told).status_code == 200
    assert GeoReport.objects.of(town.cuihu.id).get().answers["WASTE"] == ["KITCHEN", "BULKY"]


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize(
    ("change", "status", "names"),
    [
        ({"api_key": ""}, 403, "api_key"),
        ({"api_key": "anju_wrong"}, 403, "api_key"),
        ({"jurisdiction_id": "nowhere"}, 404, "jurisdiction_id"),
        ({"jurisdiction_id": "laohuai"}, 403, "jurisdiction_id"),
        ({"service_code": ""}, 400, "service_code"),
        ({"service_code": "9999"}, 404, "service_code"),
        ({"service_code": "02"}, 404, "service_code"),
        ({"lat": "", "long": ""}, 400, "address_string"),
        ({"long": ""}, 400, "long"),
        ({"lat": ""}, 400, "lat"),
        ({"lat": "north"}, 400, "lat"),
        ({"lat": "90.0001"}, 400, "lat"),
        ({"lat": "-91"}, 400, "lat"),
        ({"long": "180.5"}, 400, "long"),
        ({"lat": "NaN"}, 400, "lat"),
        ({"lat": "Infinity"}, 400, "lat"),
        ({"lat": "1e999"}, 400, "lat"),
        ({"lat": "３０"}, 400, "lat"),
        ({"lat": "31.9"}, 400, "lat"),
        ({"lat": "0", "long": "0"}, 400, "lat"),
        ({"address_id": "NO-1"}, 400, "address_id"),
        ({"attribute[LAMP]": ""}, 400, "LAMP"),
        ({"attribute[LAMP]": "PURPLE"}, 400, "LAMP"),
        ({"attribute[LAMP]": ["OUT", "BLINK"]}, 400, "LAMP"),
        ({"attribute[COUNT]": "many"}, 400, "COUNT"),
        ({"media_url": "http://example.org/x.jpg"}, 400, "media_url"),
        ({"media_url": "https://"}, 400, "media_url"),
        ({"media_url": "javascript:alert(1)"}, 400, "media_url"),
        ({"media_url": "file:///etc/passwd"}, 400, "media_url"),
        ({"email": "nobody"}, 400, "email"),
        ({"phone": "12"}, 400, "phone"),
        ({"description": "长" * 4001}, 400, "description"),
        ({"address_string": "长" * 301}, 400, "address_string"),
    ],
)
def test_refusals_of_filing(
    town: Cast, hotline: Hotline, change: dict[str, Any], status: int, names: str, form: str
) -> None:
    answer = hotline.post(f"requests.{form}", **{**LAMP, **NEAR, **change})
    assert answer.status_code == status, answer.content
    found = errors_in(answer)
    assert found and all(one["code"] == status for one in found)
    assert any(names in one["description"] for one in found)
    assert not Request.objects.of(town.cuihu.id).exists() and not GeoReport.objects.of(town.cuihu.id).exists()


def test_everything_wrong_is_said_at_once(town: Cast, hotline: Hotline) -> None:
    answer = hotline.post(**{**LAMP, **NEAR, "lat": "x", "email": "x", "attribute[LAMP]": ""})
    assert answer.status_code == 400 and len(errors_in(answer)) == 3


def test_a_key_that_may_only_read_files_nothing(town: Cast, key_of: Callable[..., str]) -> None:
    answer = Hotline(key_of("赵敏", may_write=False)).post(**LAMP, **NEAR)
    assert answer.status_code == 403 and not Request.objects.of(town.cuihu.id).exists()


def test_other_bodies_are_refused(town: Cast, hotline: Hotline) -> None:
    address = f"/open311/v2/requests.json?api_key={hotline.key}&jurisdiction_id=cuihu"
    answer = hotline.client.post(address, '{"service_code": "0201"}', content_type="application/json")
    assert answer.status_code == 400
    gbk = "service_code=0210&lat=30.2749&long=120.1559&description=%C2%B7%C3%E6%BB%B5%C1%CB"
    answer = hotline.client.post(address, gbk, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400 and "UTF-8" in errors_in(answer)[0]["description"]
    assert not Request.objects.of(town.cuihu.id).exists()


def test_no_cookie_and_no_csrf_token_counts(town: Cast) -> None:
    signed_in = town.client_of("赵敏")
    answer = signed_in.post("/open311/v2/requests.json", {**LAMP, **NEAR, "jurisdiction_id": "cuihu"})
    assert answer.status_code == 403 and not Request.objects.of(town.cuihu.id).exists()


def test_the_same_report_within_a_minute_is_one(town: Cast, hotline: Hotline, clock: MovedClock) -> None:
    clock.forward(seconds=50)
    first = hotline.post(**LAMP, **NEAR).json()
    clock.forward(seconds=30)  # in another minute of the clock, but within one of time
    assert hotline.post(**LAMP, **NEAR).json() == first
    assert hotline.post(**LAMP, **NEAR, device_id="another").json() != first
    clock.forward(seconds=90)
    assert hotline.post(**LAMP, **NEAR).json() != first
    assert Request.objects.of(town.cuihu.id).count() == 3


def test_the_callers_own_key_counts_longer(town: Cast, hotline: Hotline, clock: MovedClock) -> None:
    key = {"Idempotency-Key": "abc"}
    first = hotline.post(headers=key, **LAMP, **NEAR).json()
    clock.forward(hours=5)
    assert hotline.post(headers=key, **LAMP, **NEAR).json() == first
    assert hotline.post(headers=key, **LAMP, **NEAR, device_id="x").status_code == 400
    assert Request.objects.of(town.cuihu.id).count() == 1


def test_a_community_that_is_not_on_the_map_takes_every_position(
    town: Cast, key_of: Callable[..., str]
) -> None:
    hotline = Hotline(key_of("马超", "laohuai"), jurisdiction="laohuai")
    answer = hotline.post(**LAMP, lat=str(CENTRE[0]), long=str(CENTRE[1]))
    assert answer.status_code == 400  # it has no public area to file under
    assert not Request.objects.of(town.laohuai.id).exists()


def test_a_mail_token_leads_to_its_request(town: Cast, hotline: Hotline) -> None:
    hotline.post(**LAMP, **NEAR, email="sun@example.org")
    made = only(town)
    (row,) = Hotline().get(f"tokens/{made.follow_token}.json").json()
    assert row == {"service_request_id": made.number, "token": made.follow_token}
    assert Hotline(jurisdiction="laohuai").get(f"tokens/{made.follow_token}.json").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_same_report_at_the_same_moment_is_one(town: Cast, hotline: Hotline) -> None:
    def send(_turn: int) -> int:
        with kernel_clock.moved(MORNING):
            try:
                return int(Hotline(hotline.key).post(**LAMP, **NEAR).status_code)
            finally:
                connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(send, range(4))) == {200}
    assert Request.objects.of(town.cuihu.id).count() == 1
