"""What places are called: the short way of the trade, whichever way it was written."""

import pytest

from anju.places.drafts import building_step, entrance_step, floor_words, room_name
from anju.places.plans import AreaWords, HomeWords, plan


@pytest.mark.parametrize(
    ("words", "code", "name"),
    [
        ("3", "3", ""),
        ("3栋", "3", "3栋"),
        ("3号楼", "3", "3号楼"),
        ("a座", "A", "a座"),
        ("12号", "12", "12号"),
        ("栋", "栋", ""),
    ],
)
def test_buildings(words: str, code: str, name: str) -> None:
    step = building_step(words)
    assert (step.code, step.name) == (code, name)


def test_entrances_and_rooms() -> None:
    assert [entrance_step(words).code for words in ("2", "2单元", "甲单元", "3门")] == ["2", "2", "甲", "3"]
    assert [room_name(words) for words in ("1001", "1001室", "1001号", "10a")] == [
        "1001",
        "1001",
        "1001",
        "10A",
    ]


def test_floors_as_people_say_them() -> None:
    said = [floor_words(10), floor_words(-1), floor_words(4, "5"), floor_words(-1, "B1"), floor_words(None)]
    assert said == ["10层", "地下1层", "5层", "B1", ""]


def test_homes_stand_in_entrances_or_straight_in_buildings() -> None:
    homes = [HomeWords("3栋", "2单元", "1001室", 10), HomeWords("A座", "", "1801", 18, "19")]
    drawn = plan({}, homes, [AreaWords("3", "CORRIDOR", "楼道", 4, "5"), AreaWords("", "GATE", "南门")])

    assert {draft.code: draft.label for draft in drawn.changes.new} == {
        "3": "3栋",
        "3-2": "3栋2单元",
        "3-2-1001": "3栋2单元1001",
        "A": "A座",
        "A-1801": "A座1801",
        "3-4F-楼道": "3栋5层楼道",
        "南门": "南门",
    }
    assert drawn.homes == {
        "3-2-1001": "3-2-1001",
        "3栋2单元1001": "3-2-1001",
        "A-1801": "A-1801",
        "A座1801": "A-1801",
    }
    assert not drawn.complaints


def test_what_does_not_fit_is_said_about_the_row() -> None:
    homes = [
        HomeWords("3", "2", "1001", 10),
        HomeWords("3栋", "2单元", "1001", 10),
        HomeWords("3号楼", "2", "1002", 10),
        HomeWords("3", "", "2", 1),  # would be called like the entrance
        HomeWords("5", "", "1", 1),
        HomeWords("5", "1", "101", 1),  # its entrance would be called like that home
    ]
    areas = [
        AreaWords("9", "LOBBY", "大堂"),
        AreaWords("3", "LIFT_CAR", "梯"),
        AreaWords("3栋", "LIFT_CAR", "梯"),
    ]

    said = [(c.about, c.row, c.field, c.kind, c.other) for c in plan({}, homes, areas).complaints]

    assert said == [
        ("homes", 1, "room", "place_twice", 0),
        ("homes", 2, "building", "building_two_names", 0),
        ("homes", 3, "room", "code_taken", None),
        ("homes", 5, "entrance", "code_taken", None),
        ("areas", 0, "building", "building_unknown", None),
        ("areas", 2, "name", "place_twice", 1),
    ]
