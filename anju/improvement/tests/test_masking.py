"""No article carries what names a person or a home."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anju.improvement.rules import looks_like_question, masked

NAMES = ["王小明", "欧阳慧敏", "赵敏", "买买提·艾力"]
HOMES = ["3栋2单元1001", "3-2-1001", "十二栋一单元三零二", "5号楼302室", "1单元502", "B座"]
plain = st.text(alphabet="请到前台登记材料齐了当天办好，谢。工作日可以 \n", max_size=12)
mobile = st.builds(
    lambda head, mid, tail, gap: f"1{head}{mid:01d}{gap}{tail[:4]}{gap}{tail[4:]}",
    st.sampled_from("3456789"),
    st.integers(0, 9),
    st.text(alphabet="0123456789", min_size=8, max_size=8),
    st.sampled_from(["", " ", "-"]),
)
landline = st.builds(
    lambda area, number: f"{area}-{number}",
    st.sampled_from(["0571", "010"]),
    st.from_regex(r"\A[2-8][0-9]{7}\Z"),
)
home = st.builds(
    lambda building, entrance, floor, room: f"{building}栋{entrance}单元{floor}{room:02d}",
    st.integers(1, 99),
    st.integers(1, 9),
    st.integers(1, 33),
    st.integers(1, 9),
)
personal = st.one_of(
    mobile, landline, home, st.sampled_from(NAMES), st.sampled_from(HOMES[:5]), st.just("李先生")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(plain, personal), min_size=1, max_size=5), plain)
def test_whatever_stands_between_nothing_personal_is_left(parts: list[tuple[str, str]], end: str) -> None:
    words = "".join(before + "，" + one + "。" for before, one in parts) + end
    shown = masked(words, names=NAMES, homes=HOMES)
    for _before, one in parts:
        assert one not in shown
    assert not re.search(r"1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}", shown)
    assert not re.search(r"[0-9]{3,}", shown)
    assert masked(shown, names=NAMES, homes=HOMES) == shown


@settings(max_examples=200, deadline=None)
@given(plain)
def test_words_without_people_stay_as_they_are(words: str) -> None:
    assert masked(words, names=NAMES, homes=HOMES) == words


@pytest.mark.parametrize(
    "words",
    [
        "工作日 8:00 到 12:00、14:00 到 18:00 可以施工",
        "2026-12-31 前有效，提前 15 天通知，罚款 2000 元",
        "有急事打 119、120 或 0571-88001234",
        "3栋2单元大堂的灯，10号楼东边",
        "物业费 2.36 元，98.5 平方米",
        "出租房间、房价和房屋面积",
    ],
)
def test_hours_dates_sums_buildings_and_the_hotline_stay(words: str) -> None:
    assert masked(words, keep=["0571-88001234"]) == words


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("找张师傅，浙A12345，a.b@qq.com", "找某某，（车牌略），（邮箱略）"),
        ("身份证11010519491231002X", "身份证（证件号略）"),
        ("+86 138-0000-0001", "（电话略）"),
        ("1001室的王女士", "某户的某某"),
    ],
)
def test_what_is_put_in_its_place(words: str, shown: str) -> None:
    assert masked(words) == shown


def test_what_asks_is_recognised() -> None:
    for words in ("装修几点开工", "物业费怎么算的", "可以养狗不", "When can I renovate", "有没有充电桩？"):
        assert looks_like_question(words), words
    for words in ("厨房水龙头一直滴水", "楼道灯坏了", "谢谢师傅"):
        assert not looks_like_question(words), words
