"""What the apps above read from the catalogue."""

from datetime import time
from typing import Any

import pytest

from anju.kernel.actor import SYSTEM
from anju.kernel.errors import NotFound
from anju.standards import actions, queries
from anju.standards.models import Category
from anju.standards.rules import ServiceHours, promise_in_words, span_in_words
from tests.cast import Cast


@pytest.fixture
def cuihu(cast: Cast) -> int:
    actions.load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    return cast.cuihu.id


def codes(steps: list[Any]) -> list[int]:
    return [step.number for step in steps]


def test_a_category_by_its_code(cuihu: int) -> None:
    tap = queries.category_for(cuihu, "0101")
    assert tap.shown_name == "水龙头、软管漏水"
    assert tap.parent is not None and tap.parent.icon == "home"
    for code in ("9999", "", "'; drop table", "0101 ", "\x00"):
        with pytest.raises(NotFound):
            queries.category_for(cuihu, code)
    with pytest.raises(NotFound):
        queries.leaf_for(cuihu, "01")


def test_groups_come_with_their_leaves_in_one_statement(
    cuihu: int, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(1):
        groups = queries.category_groups(cuihu)
        assert [group.category.code for group in groups] == [f"{number:02}" for number in range(1, 14)]
        assert sum(len(group.leaves) for group in groups) == 122
        assert groups[0].leaves[0].parent == groups[0].category


def test_only_the_kinds_asked_for(cuihu: int) -> None:
    groups = queries.category_groups(cuihu, ["praise", "suggestion"])
    assert [[leaf.code for leaf in group.leaves] for group in groups] == [["1206", "1207"]]
    assert queries.category_groups(cuihu, []) == []
    assert {leaf.kind for leaf in queries.leaf_categories(cuihu, ["repair"])} == {"repair"}


def test_what_is_no_longer_offered_is_not_listed_but_still_known(cuihu: int) -> None:
    Category.objects.of(cuihu).filter(code="0101").update(is_active=False)
    assert "0101" not in [leaf.code for leaf in queries.leaf_categories(cuihu)]
    assert "0101" not in [leaf.code for leaf in queries.guess_categories(cuihu, "水龙头滴水")]
    assert queries.category_for(cuihu, "0101").code == "0101"
    Category.objects.of(cuihu).filter(code="13").update(is_active=False)
    assert not [leaf for leaf in queries.leaf_categories(cuihu) if leaf.code.startswith("13")]


def test_guesses_are_rows_best_first(cuihu: int, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(2):
        found = queries.guess_categories(cuihu, "卫生间天花板往下漏水")
        assert found[0].code == "0108" and found[0].parent is not None
    assert len(found) <= 3
    assert queries.guess_categories(cuihu, "漏水", most=1)[0].kind == "repair"
    only = queries.guess_categories(cuihu, "楼上漏水不肯赔", kinds=["repair"])
    assert only and {leaf.kind for leaf in only} == {"repair"}
    with django_assert_max_num_queries(0):
        assert queries.guess_categories(cuihu, "  ") == []


def test_the_crew_gets_the_steps_it_does_at_the_place(cuihu: int) -> None:
    tap = queries.crew_steps(queries.category_for(cuihu, "0101"))
    assert codes(tap) == [3, 4, 5, 6, 7, 8, 9]
    assert {step.post for step in tap} == {"ENG_TECH"}
    assert [step.number for step in tap if step.wants_photo] == [6, 7, 8]
    lift = queries.crew_steps(queries.category_for(cuihu, "0301"))
    assert {step.post for step in lift} == {"CCTV_OP", "LIFT_SAFETY", "LIFT_VENDOR"}
    assert queries.crew_steps(queries.category_for(cuihu, "0904")) == []


def test_everything_that_somebody_goes_out_for_has_steps(cuihu: int) -> None:
    bare = [
        leaf.code
        for leaf in queries.leaf_categories(cuihu, ["repair", "incident"])
        if not queries.crew_steps(queries.category_for(cuihu, leaf.code))
    ]
    assert bare == []


def test_answers_and_hours(cast: Cast, cuihu: int) -> None:
    titles = [row.title for row in queries.answer_templates(cuihu)]
    assert titles[0] == "已收到" and titles[-1] == "谢谢您"
    assert queries.service_hours(cuihu) == ServiceHours(time(8), time(20), "Asia/Shanghai")
    with pytest.raises(NotFound):
        queries.service_hours(1)


def test_a_promise_in_words(cuihu: int) -> None:
    def words(code: str) -> str:
        return "，".join(promise_in_words(queries.category_for(cuihu, code)))

    assert words("0101") == "15 分钟内回应，2 小时内到场，24 小时内修好"
    assert words("0904") == "30 分钟内回应，24 小时内办结"
    assert words("0112") == "1 小时内回应，24 小时内到场，15 天内修好"
    assert words("01") == ""
    assert [span_in_words(minutes) for minutes in (1, 90, 150, 1440, 2880, 1500)] == [
        "1 分钟",
        "90 分钟",
        "2 小时 30 分钟",
        "24 小时",
        "2 天",
        "25 小时",
    ]
