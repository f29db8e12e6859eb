"""A call is taken: who, where, what; the promise and the duplicates before it is filed, once."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from anju.kernel.files import files_of
from anju.requests.models import Request
from anju.requests.tests.desk import BOARD, HTMX, Desk

CALL = f"{BOARD}new/"

pytestmark = pytest.mark.usefixtures("inline_reactions")


@pytest.fixture
def told(desk: Desk) -> dict[str, Any]:
    """What 李芳 says on the phone."""
    return {
        "key": "call-1",
        "reporter": str(desk.cast.person("李芳").id),
        "place": str(desk.cast.place("3-2-1002").id),
        "words": "家里马桶一直流水",
        "category": "0103",
        "wish": "六点以后在家",
        "channel": "phone",
    }


def requests(desk: Desk) -> list[Request]:
    rows = Request.objects.of(desk.cast.cuihu.id).select_related("category", "reporter", "filed_by")
    return list(rows.order_by("id"))


def part(desk: Desk, name: str, **given: str) -> str:
    answer = desk.agent.get(CALL, given, HTTP_HX_TARGET=f"call-{name}", **HTMX)
    assert answer.status_code == 200
    page: str = answer.content.decode()
    assert "<html" not in page
    return page


@pytest.mark.parametrize("typed", ["李", "lf", "0002", "1002"])
def test_the_caller_is_found_by_what_they_say(desk: Desk, typed: str) -> None:
    page = part(desk, "who", who=typed)
    assert "李芳" in page and "3栋2单元1002" in page
    assert "138****0002" in page and "13800000002" not in page


def test_nobody_of_another_community_is_found(desk: Desk) -> None:
    assert "钱进" not in part(desk, "who", who="钱进")
    assert "没有登记过这个人" in part(desk, "who", who="钱进")


def test_the_home_of_the_caller_is_taken_at_once(desk: Desk) -> None:
    page = part(desk, "where", reporter=str(desk.cast.person("李芳").id))
    assert f'value="{desk.cast.place("3-2-1002").id}" checked' in page


def test_a_place_is_found_by_room_or_name(desk: Desk) -> None:
    assert "3栋2单元1001" in part(desk, "where", where="1001")
    assert "3栋2单元1001" in part(desk, "where", where="3-2-1001")
    assert "3栋2单元客梯" in part(desk, "where", where="3栋 客梯")
    assert "没有找到这个地方" in part(desk, "where", where="游泳池")


def test_category_and_promise_are_seen_before_it_is_filed(desk: Desk) -> None:
    page = part(desk, "what", words="家里马桶一直流水", place=str(desk.cast.place("3-2-1002").id))
    assert "马桶、淋浴等洁具故障" in page and "今天 09:15 前答复" in page


def test_words_of_danger_are_raised_before_it_is_filed(desk: Desk) -> None:
    assert "有危险，按最高级别处理" in part(desk, "what", words="厨房着火了，好多烟")


def test_what_is_open_there_already_is_seen_before_it_is_filed(desk: Desk) -> None:
    one = desk.report(who="王小明", place="LT-3-2", category="0301", words="电梯门关不上")
    page = part(desk, "what", words="电梯坏了", place=str(one.place_id), category="0301", kept="0301")
    assert "这里最近有人报过" in page and "电梯门关不上" in page


def test_a_call_is_filed_for_the_caller(desk: Desk, told: dict[str, Any], photo: SimpleUploadedFile) -> None:
    answer = desk.agent.post(CALL, {**told, "photos": photo}, **HTMX)

    (made,) = requests(desk)
    assert (made.reporter.name, made.filed_by.name) == ("李芳", "赵敏")
    assert (made.channel, made.wish, made.category.code) == ("phone", "六点以后在家", "0103")
    assert len(files_of(made)) == 1
    page = answer.content.decode()
    assert "已登记，可以这样告诉对方" in page and made.number in page
    assert "今天 09:15 前答复" in page and "立即派单" in page
    assert answer["HX-Push-Url"].endswith(f"?open={made.number}")
    home = desk.cast.client_of("李芳").get(f"/home/cuihu/requests/{made.number}/")
    assert home.status_code == 200


def test_without_script_it_is_a_page_of_its_own(desk: Desk, told: dict[str, Any]) -> None:
    page = desk.agent.get(CALL, {"who": "李", "where": "客梯", "words": "电梯坏了"}).content.decode()
    assert "<html" in page and "李芳" in page and "3栋2单元客梯" in page
    answer = desk.agent.post(CALL, told, follow=True)
    assert "已登记，可以这样告诉对方" in answer.content.decode()


def test_a_caller_nobody_knows_leaves_name_and_number(desk: Desk, told: dict[str, Any]) -> None:
    given = told | {"reporter": "", "guest_name": "欧阳慧敏·艾克拜尔", "guest_phone": "139 1234 5678"}
    desk.agent.post(CALL, given)
    (made,) = requests(desk)
    assert made.reporter is None and made.guest_name == "欧阳慧敏·艾克拜尔"
    assert "139****5678" in desk.agent.get(f"{BOARD}{made.number}/").content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reporter": ""}, "请选一下是谁"),
        ({"reporter": "", "guest_phone": "abc"}, "手机号里有不是数字的字"),
        ({"place": ""}, "请选一下在哪里"),
        ({"place": "99"}, "请选一下在哪里"),
        ({"words": " "}, "请记下是什么事"),
        ({"words": "漏" * 1001}, "写得太长了"),
        ({"category": "", "other": ""}, "没看出是哪一类事"),
        ({"category": "01"}, "没看出是哪一类事"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_filed(
    desk: Desk, told: dict[str, Any], change: dict[str, str], words: str
) -> None:
    answer = desk.agent.post(CALL, told | change, **HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#panel")
    assert words in answer.content.decode()
    assert requests(desk) == []


def test_a_file_that_is_no_photo_is_told(desk: Desk, told: dict[str, Any]) -> None:
    fake = SimpleUploadedFile("drip.jpg", b"not a photo", content_type="image/jpeg")
    answer = desk.agent.post(CALL, {**told, "photos": fake}, **HTMX)
    assert answer.status_code == 422 and "不是照片" in answer.content.decode()
    assert requests(desk) == []


def test_pressed_twice_it_is_filed_once(desk: Desk, told: dict[str, Any]) -> None:
    for _times in range(2):
        assert desk.agent.post(CALL, told, **HTMX).status_code == 200
    assert len(requests(desk)) == 1
    other = desk.agent.post(CALL, told | {"words": "厨房也漏水"}, **HTMX)
    assert other.status_code == 422 and len(requests(desk)) == 1


def test_people_and_places_of_another_community_are_not_taken(desk: Desk, told: dict[str, Any]) -> None:
    stranger = {"reporter": str(desk.cast.person("钱进").id)}
    far = {"place": str(desk.cast.place("1-1-101", "laohuai").id)}
    for foreign in (stranger, far):
        assert desk.agent.post(CALL, told | foreign, **HTMX).status_code == 422
    assert requests(desk) == []


@pytest.mark.parametrize(("who", "status"), [("张强", 403), ("刘工", 403), ("王小明", 404), ("钱进", 404)])
def test_calls_are_taken_by_the_desk(desk: Desk, told: dict[str, Any], who: str, status: int) -> None:
    client: Client = desk.cast.client_of(who)
    assert client.get(CALL).status_code == status
    assert client.post(CALL, told).status_code == status
    assert requests(desk) == []
