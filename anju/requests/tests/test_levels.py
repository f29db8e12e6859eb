"""Levels, hours and holidays that change in mid-flight: what was promised stays, and says so."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from anju.kernel import clock as kernel_clock
from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.requests import actions, jobs
from anju.requests.tests.desk import Desk
from anju.standards.actions import import_holidays
from anju.standards.holidays import ListedDay
from anju.standards.models import HolidayYear, LevelVersion, StatutoryDay

pytestmark = pytest.mark.usefixtures("inline_reactions")
SERVICE = "/desk/cuihu/service/"


def test_a_new_level_promises_new_requests_only_and_says_so(desk: Desk, clock: MovedClock) -> None:
    old = desk.report()
    manager = desk.cast.client_of("陈静")
    clock.forward(minutes=1)
    answer = manager.post(f"{SERVICE}level/", {"level": 1, "reason": "业主大会定了一级服务"}, follow=True)
    assert "从二级改为一级：业主大会定了一级服务" in answer.content.decode()
    new = desk.report(words="阳台的龙头也滴水")
    assert (desk.now(old).level, desk.now(new).level) == (2, 1)
    assert old.arrive_by == old.opened_at + timedelta(minutes=120)
    assert new.arrive_by == new.opened_at + timedelta(minutes=60)
    sentence = "小区现在按一级服务，这件事仍按原来答应的（二级）。"
    assert sentence in desk.agent.get(desk.address(old)).content.decode()
    assert sentence not in desk.agent.get(desk.address(new)).content.decode()
    page = desk.cast.client_of("王小明").get(f"/home/cuihu/requests/{old.number}/").content.decode()
    assert sentence in page
    # put under another priority later, the old one still goes by its own level
    actions.classify_request(actor=desk.cast.actor("赵敏"), request=old, category=old.category, priority="P2")
    assert desk.now(old).level == 2


def test_the_same_level_again_and_a_wrong_one_change_nothing(desk: Desk) -> None:
    manager = desk.cast.client_of("陈静")
    assert (
        "现在就是这个等级"
        in manager.post(f"{SERVICE}level/", {"level": 2, "reason": "再说一遍"}).content.decode()
    )
    assert manager.post(f"{SERVICE}level/", {"level": 9, "reason": "没有这级"}).status_code == 422
    assert desk.agent.post(f"{SERVICE}level/", {"level": 1, "reason": "前台改不了"}).status_code == 403
    assert not LevelVersion.objects.of(desk.cast.cuihu.id).exists()


def test_new_hours_move_what_has_not_run_yet(desk: Desk, clock: MovedClock) -> None:
    clock.forward(hours=10)  # 19:00
    request = desk.report()  # arrival: 120 minutes of the desk, an hour today and one tomorrow
    assert request.arrive_by == kernel_clock.now() + timedelta(hours=14)
    told = {
        "code": "desk",
        "since": "2026-11-24",
        "opens": "09:30",
        "closes": "18:00",
        "weekdays": [1, 2, 3, 4, 5, 6, 7],
    }
    answer = desk.cast.client_of("陈静").post(f"{SERVICE}hours/", told, follow=True)
    assert "2026-11-24 起：09:30–18:00，每天" in answer.content.decode()
    assert desk.now(request).arrive_by == kernel_clock.now() + timedelta(hours=15, minutes=30)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"since": "2026-11-22"}, "只能从今天或以后开始"),
        ({"weekdays": []}, "请选一下一周里哪几天"),
        ({"opens": "25:00"}, "时间这样写"),
    ],
)
def test_hours_that_cannot_be(desk: Desk, changes: dict[str, object], words: str) -> None:
    told = {
        "code": "desk",
        "since": "2026-11-24",
        "opens": "09:00",
        "closes": "18:00",
        "weekdays": [1, 2],
        **changes,
    }
    answer = desk.cast.client_of("陈静").post(f"{SERVICE}hours/", told)
    assert answer.status_code == 422 and words in answer.content.decode()


def test_an_unknown_year_leaves_the_time_open_until_its_list_comes(desk: Desk, clock: MovedClock) -> None:
    clock.to(kernel_clock.now().replace(month=12, day=31))
    request = desk.report(category="1107", words="请问阳台封窗要按什么规约办")  # office days
    assert request.finish_by is None and request.unknown_year == 2027 and request.answer_by is not None
    page = desk.agent.get(desk.address(request)).content.decode()
    assert "2027 年的放假安排还没有导入" in page
    jobs.date_undated(0)
    assert desk.now(request).finish_by is None
    off = [
        ListedDay(kernel_clock.now().date().replace(year=2027, month=1, day=day), True) for day in (1, 2, 3)
    ]
    import_holidays(actor=SYSTEM, year=2027, days=off)
    jobs.date_undated(0)
    dated = desk.now(request)
    assert dated.unknown_year is None and dated.finish_by is not None
    # one working day from Thursday 31 December 09:00 ends when the office opens again, on Monday the 4th
    assert dated.finish_by == kernel_clock.now() + timedelta(days=4)


def test_the_list_of_a_year_is_brought_as_a_file(desk: Desk) -> None:
    manager = desk.cast.client_of("陈静")
    told = "date,kind,name\n2027-01-01,off,元旦\n2027-01-02,休,元旦\n2027-01-10,班,元旦\n"
    for content, words in (
        (told.encode(), "已导入"),
        (told.encode("gb18030"), "已导入"),
        (
            '{"year": 2027, "days": [{"date": "2027-01-01", "isOffDay": true, "name": "元旦"}]}'.encode(),
            "已导入",
        ),
        (b"date,kind\n2027-13-01,off\n", "第 2 行没有看懂"),
        (b"date,kind\n2027-01-01,off\n2028-01-01,off\n", "一个文件只放一年"),
        (b"date,kind\n2027-01-01,off\n2027-01-01,work\n", "写了两次"),
        (b"{", "没有看懂这个文件"),
    ):
        file = SimpleUploadedFile("2027.csv", content)
        page = manager.post(f"{SERVICE}holidays/", {"file": file}, follow=True).content.decode()
        assert words in page, content
    assert HolidayYear.objects.filter(year=2027).count() == 1
    assert StatutoryDay.objects.filter(day__year=2027).count() == 1  # the last good file replaced the others
