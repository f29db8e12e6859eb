"""Words that stay true when they are read later, and a sum that only asks for reading."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from anju.kernel.clock import moved
from anju.kernel.errors import Invalid
from anju.requests import challenge, wishes
from anju.requests.alarm import alarm_in
from anju.standards.rules.danger import delivered_lists

LISTS = delivered_lists()

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "first", "count"),
    [(at(9), "今天上午", 8), (at(11), "今天下午", 7), (at(17), "今天晚上", 6), (at(19), "明天上午", 5)],
)
def test_the_rest_of_today_is_offered(now: datetime, first: str, count: int) -> None:
    labels = [wish.label for wish in wishes.offered(now, SHANGHAI)]

    assert (labels[0], labels[1], labels[-1], len(labels)) == ("尽快", first, "别的时间", count)


def test_every_offer_is_taken_and_names_its_date() -> None:
    kept = [wishes.wish_words(one.code, "周六", at(9), SHANGHAI) for one in wishes.offered(at(9), SHANGHAI)]

    assert kept == [
        "尽快", "11月23日上午", "11月23日下午", "11月23日晚上",
        "11月24日上午", "11月24日下午", "11月24日晚上", "周六",
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["2026-11-22pm", "2026-12-24am", "2026-02-30am", "am", "明天"])
def test_other_times_are_refused(code: str) -> None:
    with pytest.raises(Invalid):
        wishes.wish_words(code, "", at(9), SHANGHAI)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("厨房着火了", "119"),
        ("楼道有煤气味", "119"),
        ("有老人晕倒在大堂", "120"),
        ("我被困在电梯里了", "119"),
        ("有人持刀", "110"),
        ("楼上高空抛物", "110"),
        ("插座漏电，电了我一下", "120"),
    ],
)
def test_each_danger_names_whom_to_call(words: str, number: str) -> None:
    alarm = alarm_in(words, "0571-88001234", LISTS)

    assert alarm is not None
    assert alarm.numbers[0][1] == number
    assert alarm.numbers[-1][1] == "0571-88001234"


def test_no_danger_no_alarm() -> None:
    assert alarm_in("水龙头滴水", "0571-88001234", LISTS) is None
    assert alarm_in("着火了", "", LISTS) is not None


def test_the_answer_to_the_sum_belongs_to_its_slip() -> None:
    with moved(at(9)) as hands:
        slip = challenge.new_slip("lift")
        hands.forward(seconds=5)
        words = challenge.sum_words(slip).removesuffix("等于几？")
        one, other = ("零一二三四五六七八九".index(word) for word in words.split("加"))

        assert challenge.check(slip, place="lift", answer=f"{one + other}", needs_sum=True).place == "lift"
        with pytest.raises(Invalid):
            challenge.check(slip, place="lift", answer=f"{one + other + 1}", needs_sum=True)
        full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in str(one + other))
        assert challenge.check(slip, place="lift", answer=full_width, needs_sum=True)
