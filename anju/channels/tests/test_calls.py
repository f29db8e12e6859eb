"""The log of calls: noted without a request, made one later with the time of the call."""

from datetime import timedelta
from typing import Any

import pytest

from anju.channels.models import Call
from anju.kernel import clock as kernel_clock
from anju.kernel.clock import MovedClock
from anju.kernel.errors import Invalid, NotAllowed
from anju.requests import actions as requests
from anju.requests.choices import Channel
from anju.requests.models import Request
from anju.standards.queries import category_for
from tests.cast import Cast

NEW = "/desk/cuihu/calls/new/"


def only(town: Cast) -> Call:
    return Call.objects.of(town.cuihu.id).select_related("request", "caller", "place").get()


def log(town: Cast, **typed: Any) -> Any:
    return town.client_of("赵敏").post(NEW, {"words": "问公摊电费怎么算", "caller_name": "李女士", **typed})


def test_a_call_is_noted_without_a_request(town: Cast) -> None:
    answer = log(town, phone="138 0000 4321", minutes="3", where="3栋2单元大堂", called_at="2026-11-23T08:40")
    assert answer.status_code == 302
    call = only(town)
    assert (call.phone, call.minutes, call.request, call.taken_by) == (
        "13800004321",
        3,
        None,
        town.person("赵敏"),
    )
    assert call.place == town.place("DT-3-2") and f"{call.called_at:%H:%M}" == "00:40"
    page = town.client_of("赵敏").get("/desk/cuihu/calls/").content.decode()
    assert "问公摊电费怎么算" in page and "138****4321" in page and "13800004321" not in page


def test_a_known_caller_is_found_on_their_page_and_the_places(town: Cast) -> None:
    person = town.person("王小明")
    log(town, caller=str(person.id), caller_name="", where="3-2-1001")
    desk = town.client_of("赵敏")
    for address in (f"calls/of/{person.id}/", f"calls/at/{town.place('3-2-1001').id}/"):
        assert "问公摊电费怎么算" in desk.get(f"/desk/cuihu/{address}").content.decode()
    assert (
        f"/desk/cuihu/calls/of/{person.id}/" in desk.get(f"/desk/cuihu/people/{person.id}/").content.decode()
    )
    assert "问公摊电费怎么算" in desk.get("/desk/cuihu/search/?q=公摊电费").content.decode()


def test_one_tap_makes_a_request_from_the_time_of_the_call(town: Cast, clock: MovedClock) -> None:
    called_at = kernel_clock.now()
    log(town, words="楼道灯不亮", phone="13800004321", where="3栋2单元大堂")
    clock.forward(hours=3)
    call = only(town)
    answer = town.client_of("赵敏").post(f"/desk/cuihu/calls/{call.id}/file/")
    made = Request.objects.of(town.cuihu.id).select_related("category", "place").get()
    assert answer["Location"] == f"/desk/cuihu/requests/{made.number}/"
    assert (made.opened_at, made.channel, made.place.code) == (called_at, "phone", "DT-3-2")
    assert made.answer_by is not None and made.answer_by < kernel_clock.now()  # late already, and honestly so
    assert made.category.code == "0201" and only(town).request_id == made.id
    assert town.client_of("赵敏").post(f"/desk/cuihu/calls/{call.id}/file/").status_code == 409
    assert Request.objects.of(town.cuihu.id).count() == 1


def test_a_call_of_yesterday_is_too_old_to_begin_a_clock(town: Cast, clock: MovedClock) -> None:
    log(town, phone="13800004321")
    clock.forward(hours=12, minutes=1)
    answer = town.client_of("赵敏").post(f"/desk/cuihu/calls/{only(town).id}/file/")
    assert answer.status_code == 422 and "12 小时" in answer.content.decode()
    assert not Request.objects.of(town.cuihu.id).exists() and only(town).request is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"words": ""}, "请写上说了什么"),
        ({"caller_name": ""}, "请记下是谁"),
        ({"phone": "12"}, "号码"),
        ({"called_at": "2026-11-23T09:05"}, "不能晚于现在"),
        ({"called_at": "2026-11-10T09:00"}, "一周内"),
        ({"called_at": "soon"}, "called_at"),
        ({"minutes": "-1"}, "minutes"),
        ({"minutes": "9999"}, "minutes"),
        ({"where": "月亮上"}, "没找到这个地方"),
        ({"where": "1001"}, "有好几处"),
        ({"number": "BX-20261123-9999"}, "没有这个单号"),
    ],
)
def test_bad_input_is_said_beside_the_field(town: Cast, typed: dict[str, str], words: str) -> None:
    answer = log(town, **typed)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Call.objects.of(town.cuihu.id).exists()


def test_a_call_about_a_request_names_it(town: Cast) -> None:
    made = requests.report_request(
        actor=town.actor("王小明"),
        place=town.place("DT-3-2"),
        category=category_for(town.cuihu.id, "0201"),
        words="灯不亮",
    )
    log(town, number=made.number.lower())
    assert only(town).request_id == made.id


def test_what_the_desk_files_from_a_call_stands_in_the_log(town: Cast) -> None:
    told = {"place": town.place("DT-3-2"), "category": category_for(town.cuihu.id, "0201"), "words": "灯不亮"}
    made = requests.report_for(actor=town.actor("赵敏"), guest_name="路人", guest_phone="13800004321", **told)
    assert (only(town).request_id, only(town).caller_name) == (made.id, "路人")
    requests.report_for(
        actor=town.actor("赵敏"), guest_phone="13800004321", channel=Channel.DESK, **told
    )  # said at the desk: no call
    assert Call.objects.of(town.cuihu.id).count() == 1


@pytest.mark.parametrize("ago", [timedelta(hours=12, seconds=1), timedelta(seconds=-1)])
def test_report_for_takes_a_call_of_the_last_twelve_hours(town: Cast, ago: timedelta) -> None:
    told = {"place": town.place("DT-3-2"), "category": category_for(town.cuihu.id, "0201"), "words": "灯不亮"}
    now = kernel_clock.now()
    with pytest.raises(Invalid) as wrong:
        requests.report_for(actor=town.actor("赵敏"), guest_phone="13800004321", called_at=now - ago, **told)
    assert set(wrong.value.fields) == {"called_at"} and not Request.objects.of(town.cuihu.id).exists()
    at = now - timedelta(hours=12)
    made = requests.report_for(actor=town.actor("赵敏"), guest_phone="13800004321", called_at=at, **told)
    assert made.opened_at == at


def test_who_may_not_answer_logs_nothing(town: Cast) -> None:
    assert town.client_of("张强").get("/desk/cuihu/calls/").status_code == 403
    with pytest.raises(NotAllowed):
        requests.report_for(
            actor=town.actor("张强"),
            place=town.place("DT-3-2"),
            category=category_for(town.cuihu.id, "0201"),
            words="灯不亮",
            guest_phone="13800004321",
        )
    assert not Call.objects.of(town.cuihu.id).exists()
