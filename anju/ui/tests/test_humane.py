"""Time as a person says it. The examples are the specification; it is Monday 23 November 2026 in Shanghai."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from anju.ui import humane

ZONE = ZoneInfo("Asia/Shanghai")


def at(day: int, clock: str = "09:00", month: int = 11, year: int = 2026) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


NOW = at(23, "14:00")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(23, "18:00"), "今天 18:00"),
        (at(23, "08:05"), "今天 08:05"),
        (at(22, "21:14"), "昨天 21:14"),
        (at(24, "09:00"), "明天 09:00"),
        (at(26), "周四 09:00"),
        (at(29), "周日 09:00"),
        (at(21), "上周六 09:00"),
        (at(17), "上周二 09:00"),
        (at(3), "11月3日"),
        (at(16), "11月16日"),
        (at(30, "10:30"), "11月30日 10:30"),
        (at(3, month=12), "12月3日 09:00"),
        (at(3, year=2025), "2025年11月3日"),
        (at(2, month=1, year=2027), "2027年1月2日 09:00"),
    ],
)
def test_when(moment: datetime, words: str) -> None:
    assert humane.when(moment, NOW, ZONE) == words


def test_when_names_next_week_from_the_end_of_this_one() -> None:
    friday = at(27, "14:00")
    assert humane.when(at(30), friday, ZONE) == "下周一 09:00"


def test_when_follows_the_zone_and_not_utc() -> None:
    just_after_midnight = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # 00:30 on the 24th in Shanghai
    assert humane.when(just_after_midnight, NOW, ZONE) == "明天 00:30"
    assert humane.when(just_after_midnight, NOW, ZoneInfo("Europe/Berlin")) == "今天 17:30"


def test_by() -> None:
    assert humane.by(at(24, "18:00"), NOW, ZONE) == "明天 18:00 前"


@pytest.mark.parametrize(
    ("moment", "words"),
    [(at(23), "今天"), (at(22), "昨天"), (at(3), "11月3日 周二"), (at(21), "11月21日 周六")],
)
def test_day_headings(moment: datetime, words: str) -> None:
    assert humane.day(moment, NOW, ZONE) == words


@pytest.mark.parametrize(
    ("until_due", "words"),
    [
        (timedelta(seconds=59), "马上到时"),
        (timedelta(minutes=35), "还剩 35 分钟"),
        (timedelta(minutes=80), "还剩 1 小时 20 分钟"),
        (timedelta(hours=2), "还剩 2 小时"),
        (timedelta(hours=5, minutes=40), "还剩 5 小时"),
        (timedelta(hours=28), "还剩 1 天 4 小时"),
        (timedelta(days=3, hours=20), "还剩 3 天"),
        (timedelta(seconds=-20), "已超时 不到 1 分钟"),
        (timedelta(minutes=-35), "已超时 35 分钟"),
        (timedelta(days=-2), "已超时 2 天"),
    ],
)
def test_left(until_due: timedelta, words: str) -> None:
    assert humane.left(NOW + until_due, NOW) == words


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (timedelta(seconds=30), "刚刚"),
        (timedelta(minutes=5), "5 分钟前"),
        (timedelta(hours=2), "今天 12:00"),
        (timedelta(hours=20), "昨天 18:00"),
    ],
)
def test_ago(since: timedelta, words: str) -> None:
    assert humane.ago(NOW - since, NOW, ZONE) == words


def test_exact() -> None:
    assert humane.exact(datetime(2026, 11, 3, 1, 0, tzinfo=UTC), ZONE) == "2026-11-03 09:00"
