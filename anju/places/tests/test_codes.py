"""Codes to print: how many there will be, and the sheets as PDF."""

import re

import pytest

from anju.kernel.actor import SYSTEM
from anju.places.actions import lock_community, put_places
from anju.places.queries import HomeWords, plan_places
from tests.cast import Cast

pytestmark = pytest.mark.django_db

CODES = "/desk/cuihu/places/codes/"
PDF = "/desk/cuihu/places/codes.pdf"
PM = "陈静"


def pages_of(pdf: bytes) -> int:
    return max(int(count) for count in re.findall(rb"/Count (\d+)", pdf))


def test_one_sees_how_many_before_printing(cast: Cast) -> None:
    client = cast.client_of(PM)

    assert "一共 6 张，1 页纸。" in client.get(CODES).content.decode()
    part = client.get(
        f"{CODES}?what=areas&building=grounds&per_page=2",
        headers={"HX-Request": "true", "HX-Target": "codes-count"},
    ).content.decode()
    assert "<html" not in part
    assert "一共 1 张，1 页纸。" in part
    assert "还没有可以打印的" in client.get(f"{CODES}?what=areas&area_kind=ROOF&per_page=2").content.decode()


def test_sheets_are_printed_by_building_by_kind_and_by_choice(cast: Cast) -> None:
    client = cast.client_of(PM)
    ticked = "&".join(f"id={cast.place(code).id}" for code in ("3-2-1001", "LT-3-2", "HY-1"))

    for query, pages in (
        (f"what=homes&building={cast.place('3').id}&per_page=2", 2),
        ("what=areas&area_kind=LIFT_CAR&per_page=24", 1),
        (ticked, 1),
    ):
        answer = client.get(f"{PDF}?{query}")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf"), query
        assert answer.content.startswith(b"%PDF") and pages_of(answer.content) == pages
        assert answer["Content-Disposition"].startswith("inline")


def test_odd_questions_are_answered_with_words(cast: Cast) -> None:
    client = cast.client_of(PM)

    for query in (
        "what=pools&per_page=12",
        "what=homes&per_page=7",
        "what=homes&building=x&per_page=2",
        "id=1",
    ):
        assert client.get(f"{PDF}?{query}").status_code == 404, query
    assert client.get(f"{CODES}?what=pools&per_page=x").status_code == 200


def test_too_many_at_once_are_refused_with_a_way_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anju.places.pages.codes.MOST_LABELS", 5)
    client = cast.client_of(PM)

    assert "按楼栋分几次印" in client.get(CODES).content.decode()
    assert client.get(f"{PDF}?what=homes&per_page=12").status_code == 422


def test_a_thousand_codes_are_one_answer(cast: Cast) -> None:
    homes = [HomeWords("9", str(n // 100), f"{n % 100 + 101}", 1) for n in range(1194)]
    lock_community(cast.cuihu.id)
    plan = plan_places(cast.cuihu.id, homes, [])
    put_places(actor=SYSTEM, community_id=cast.cuihu.id, changes=plan.changes)

    answer = cast.client_of(PM).get(f"{PDF}?what=homes&per_page=24")

    assert pages_of(answer.content) == 50
