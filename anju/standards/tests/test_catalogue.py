"""The delivered catalogue is whole, and a community gets it once."""

from typing import Any

import pytest

from anju.kernel.actor import SYSTEM
from anju.kernel.errors import NotAllowed, NotFound
from anju.people.rules import POSTS
from anju.standards import actions, queries
from anju.standards.catalogue import delivered
from anju.standards.choices import Chargeable, PhotoHint, Priority, RequestKind
from anju.standards.models import AnswerTemplate, Category, Procedure, ProcedureStep
from anju.standards.rules import Times, danger_in, faults_in, filled_answer, tidy_keywords
from anju.ui import icons
from tests.cast import Cast

LEAVES = [row for row in delivered().categories if row["parent"]]
GROUPS = [row for row in delivered().categories if not row["parent"]]
KNOWN_POSTS = set(POSTS) | {"OWNER_COMMITTEE", "INSPECT_ORG"}


def test_it_has_its_groups_and_categories() -> None:
    assert (len(GROUPS), len(LEAVES)) == (13, 122)
    assert {row["parent"] for row in LEAVES} == {row["code"] for row in GROUPS}
    assert all(row["code"].startswith(row["parent"]) for row in LEAVES)


@pytest.mark.parametrize("row", LEAVES, ids=lambda row: row["code"])
def test_a_category_is_whole(row: dict[str, Any]) -> None:
    assert row["kind"] in RequestKind.values
    assert row["priority"] in Priority.values
    assert row["chargeable"] in Chargeable.values
    assert row["photo_hint"] in PhotoHint.values
    assert row["responder_post"] in KNOWN_POSTS and row["escalate_post"] in KNOWN_POSTS
    times = {name: row[name] for name in Times.__dataclass_fields__}
    assert faults_in(Times(**times)) == {}
    assert row["resident_name"] and row["advice"].endswith("。")
    assert row["keywords"] == tidy_keywords(row["keywords"])
    assert len(row["keywords"].split()) >= 8
    for name in ("name", "resident_name", "advice", "keywords", "staff_note", "liable_party"):
        assert len(row[name]) <= (Category._meta.get_field(name).max_length or 0), name
        assert not set(",;:!?()") & set(row[name]), f"{name}: Chinese text has Chinese punctuation"


@pytest.mark.parametrize(
    "row", [row for row in LEAVES if row["priority"] == "P1"], ids=lambda row: row["code"]
)
def test_danger_is_told_calmly(row: dict[str, Any]) -> None:
    assert "！" not in row["advice"] and "耐心等待" not in row["advice"]


def test_groups_have_an_icon_of_ours() -> None:
    for row in GROUPS:
        assert str(icons.svg(row["icon"])).startswith("<svg")


def test_procedures_are_whole_and_named_by_categories() -> None:
    codes = {row["code"] for row in delivered().procedures}
    assert {row["procedure"] for row in delivered().categories} - {""} <= codes
    for procedure in delivered().procedures:
        assert [step["number"] for step in procedure["steps"]] == list(range(1, len(procedure["steps"]) + 1))
        for step in procedure["steps"]:
            assert step["post"] in KNOWN_POSTS
            for name in ("action", "to_check", "evidence", "on_fail"):
                assert len(step[name]) <= (ProcedureStep._meta.get_field(name).max_length or 0)


def test_answers_fill_their_blanks() -> None:
    for row in delivered().answers:
        filled = filled_answer(
            row["words"], number="BX-20261123-0001", name="张强", place="3栋2单元1001", by="今天 18:00 前"
        )
        assert "{" not in filled and "您" in filled, row["title"]


def test_an_answer_reaches_into_nothing() -> None:
    assert filled_answer("{name.__class__} {0} {", name="张强") == "{name.__class__} {0} {"
    assert filled_answer("{name}", name="{place}", place="甲") == "甲"
    assert filled_answer("{by} 前", by="") == "{by} 前"


def counts() -> list[int]:
    return [model.objects.across().count() for model in (Category, Procedure, ProcedureStep, AnswerTemplate)]


def test_loading_twice_changes_nothing(cast: Cast, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(18):
        actions.load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    first = counts()
    assert first[0] == 135 and first[3] == 16
    with django_assert_max_num_queries(7):
        actions.load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    assert counts() == first


def test_loading_again_brings_what_is_missing_and_keeps_what_was_changed(cast: Cast) -> None:
    actions.load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    tap = Category.objects.of(cast.cuihu.id).get(code="0101")
    Category.objects.of(cast.cuihu.id).filter(id=tap.id).update(arrive_minutes=45)
    Category.objects.of(cast.cuihu.id).filter(code="0102").delete()
    actions.load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    tap.refresh_from_db()
    assert tap.arrive_minutes == 45
    again = queries.category_for(cast.cuihu.id, "0102")
    assert again.parent is not None and again.parent.code == "01"


def test_each_community_has_its_own(cast: Cast) -> None:
    actions.load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    with pytest.raises(NotFound):
        queries.category_for(cast.laohuai.id, "0101")
    assert queries.leaf_categories(cast.laohuai.id) == []
    assert queries.guess_categories(cast.laohuai.id, "水龙头滴水") == []


def test_only_who_has_the_settings_loads_it(cast: Cast) -> None:
    for name in ("赵敏", "张强", "王小明"):
        with pytest.raises(NotAllowed):
            actions.load_catalogue(actor=cast.actor(name), community_id=cast.cuihu.id)
    with pytest.raises(NotFound):
        actions.load_catalogue(actor=cast.actor("马超"), community_id=cast.cuihu.id)
    assert counts() == [0, 0, 0, 0]
    actions.load_catalogue(actor=cast.actor("陈静"), community_id=cast.cuihu.id)
    assert counts()[0] == 135


def test_tap_water_is_no_danger() -> None:
    quiet = [
        row["code"] for row in LEAVES if row["priority"] in ("P3", "P4") and danger_in(row["resident_name"])
    ]
    assert quiet == []
