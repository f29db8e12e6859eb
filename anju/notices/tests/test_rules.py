"""Worked examples of the pure decisions about notices."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anju.notices import rules
from anju.notices.tests.telling import SHANGHAI, at

NIGHT = (time(22), time(7))
LINK = "https://anju.example.org/n/5Xk2aB3dE9f/"


@pytest.mark.parametrize(
    ("moment", "hours", "goes"),
    [
        (at(12), NIGHT, at(12)),
        (at(22), NIGHT, at(7, day=24)),
        (at(0), NIGHT, at(7)),
        (at(7), NIGHT, at(7)),
        (at(13, 30), (time(13), time(14)), at(14)),
        (at(14), (time(13), time(14)), at(14)),
        (at(3), (time(0), time(0)), at(3)),
    ],
)
def test_not_before(moment: datetime, hours: tuple[time, time], goes: datetime) -> None:
    assert rules.not_before(moment, *hours, SHANGHAI) == goes


def test_quiet_hours_are_those_of_the_community() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")  # an hour ahead: 21:30 in Shanghai is 22:30 there
    assert rules.is_quiet(at(21, 30), *NIGHT, tokyo)
    assert not rules.is_quiet(at(21, 30), *NIGHT, SHANGHAI)


def test_waiting_doubles_up_to_two_hours() -> None:
    waits = [rules.wait_after(tries) for tries in range(1, rules.MOST_TRIES)]
    assert waits[:3] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert max(waits) == timedelta(hours=2)
    assert timedelta(hours=12) < sum(waits, timedelta()) < timedelta(hours=24)


@pytest.mark.parametrize(
    ("title", "body", "words"),
    [
        ("张强已接单", "水龙头漏水", f"张强已接单 水龙头漏水 {LINK}"),
        ("张强已接单，会按时过来", "水" * 30, f"张强已接单，会按时过来 {LINK}"),
        ("长" * 60, "", f"{'长' * 29}… {LINK}"),
    ],
)
def test_a_text_message_is_one_text_where_possible(title: str, body: str, words: str) -> None:
    assert rules.text_message(title, body, LINK) == words
    assert len(words) <= 70


@given(st.integers(min_value=1, max_value=2**63 - 1))
def test_a_short_code_leads_back(notice_id: int) -> None:
    code = rules.short_code(notice_id)
    assert len(code) <= 11
    assert rules.id_in(code) == notice_id


@pytest.mark.parametrize("code", ["", "-", "a b", "z" * 12, "ZZZZZZZZZZZ", "é"])
def test_what_is_no_code_leads_nowhere(code: str) -> None:
    assert rules.id_in(code) == 0


@pytest.mark.parametrize(
    ("topic", "link", "face"),
    [
        ("progress", "/home/cuihu/requests/BX-1/", "home"),
        ("work", "/crew/cuihu/jobs/GD-1/", "crew"),
        ("work", "", "crew"),
        ("late", "", "desk"),
        ("danger", "/desk/cuihu/requests/BX-1/", "desk"),
        ("danger", "https://elsewhere.example/", "home"),
    ],
)
def test_the_face_a_notice_belongs_to(topic: str, link: str, face: str) -> None:
    assert rules.face_of(topic, link) == face
