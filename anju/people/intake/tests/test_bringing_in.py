"""A good file is written whole, and a second time changes nothing."""

from datetime import date
from decimal import Decimal

import pytest

from anju.kernel.events import history
from anju.people.actions import end_home_role
from anju.people.choices import IntakeState
from anju.people.intake.tests.stories import IMPORTER, bring_in, confirm, everything, hand_in, kinds_of
from anju.people.intake.tests.workbooks import HOMES, RESIDENTS, workbook
from anju.people.models import HomeRole, Person, Vehicle
from anju.people.queries import search_people
from anju.places.models import Place
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def place(cast: Cast, code: str) -> Place:
    return Place.objects.of(cast.cuihu.id).get(code=code)


def person(cast: Cast, name: str, phone: str) -> Person:
    return Person.objects.of(cast.cuihu.id).get(name=name, phone=phone)


def test_a_good_file_is_ready_and_then_written_whole(cast: Cast) -> None:
    intake = hand_in(cast, workbook())

    assert (intake.state, intake.faults) == (IntakeState.READY, [])
    assert intake.counts == {
        "buildings": [1, 0, 0],
        "entrances": [2, 0, 0],
        "homes": [4, 0, 0],
        "areas": [3, 0, 0],
        "persons": [3, 0, 0],
        "roles": [4, 0, 0],
        "cars": [3, 0, 0],
    }
    assert not Place.objects.of(cast.cuihu.id).filter(code__startswith="7").exists()

    counts = intake.counts
    intake = confirm(cast, intake)

    assert (intake.state, intake.counts, intake.path) == (IntakeState.APPLIED, counts, "")
    home = place(cast, "7-2-001")
    assert (home.label, home.floor, home.floor_label) == ("7栋2单元001", -1, "B1")
    assert home.built_area == Decimal("33.34")
    assert (home.parent, home.building) == (place(cast, "7-2"), place(cast, "7"))
    assert place(cast, "7-2F-楼道").label == "7栋2层楼道"
    assert place(cast, "北门花园").building_id is None
    zhou = person(cast, "周杰", "13911110002")
    held = HomeRole.objects.of(cast.cuihu.id).get(person=zhou)
    assert (held.role, held.since, held.until) == ("tenant", date(2025, 6, 1), date(2027, 6, 1))
    assert {car.plate for car in Vehicle.objects.of(cast.cuihu.id)} == {
        "浙A12345",
        "浙AD12345",
        "无牌白色三轮",
    }
    assert HomeRole.objects.of(cast.cuihu.id).filter(person=person(cast, "孙丽", "13911110001")).count() == 2


def test_what_was_brought_in_is_found_by_the_search(cast: Cast) -> None:
    bring_in(cast, workbook())

    actor = cast.actor(IMPORTER)
    for words in ("sunli", "浙AD12345", "7-2-001", "0001"):
        assert "孙丽" in {hit.name for hit in search_people(actor, [cast.cuihu.id], words)}, words


def test_the_same_file_twice_changes_nothing(cast: Cast) -> None:
    first = bring_in(cast, workbook())
    before = everything(cast)

    again = hand_in(cast, workbook())

    assert {name: [0, 0, sum(counts)] for name, counts in first.counts.items()} == again.counts
    confirm(cast, again)
    assert everything(cast) == before


def test_a_person_without_a_number_gets_it_from_a_later_file(cast: Cast) -> None:
    bring_in(cast, workbook())
    child = person(cast, "孙小宝", "")

    later = [RESIDENTS[0], ["7-1-101", "孙小宝", "13911119999", "家人", "", "", "浙B12345", ""]]
    intake = bring_in(cast, workbook(residents=later))

    assert intake.counts["persons"] == [0, 1, 1]
    child.refresh_from_db()
    assert child.phone == "13911119999"
    assert "13911119999" in child.haystack and "浙b12345" in child.haystack


def test_changes_are_counted_and_empty_cells_clear_nothing(cast: Cast) -> None:
    bring_in(cast, workbook())
    homes = [["7", "1", 1, "G", "101", 90], *HOMES[1:3], ["7", "2", -1, "", "001", ""]]
    moved = ["7-1-102", "周杰", "13911110002", "租户", "2025-06-01", "2026-12-31", "浙A12345", ""]

    intake = bring_in(cast, workbook(homes=homes, residents=[moved]))

    assert intake.counts["homes"] == [0, 1, 3]
    assert intake.counts["roles"] == [0, 1, 0]
    assert intake.counts["cars"] == [0, 1, 0]
    home = place(cast, "7-2-001")
    assert (home.floor_label, home.built_area) == ("B1", Decimal("33.34"))
    assert (place(cast, "7-1-101").floor_label, place(cast, "7-1-101").built_area) == ("G", Decimal("90.00"))
    assert "浙a12345" in person(cast, "周杰", "13911110002").haystack
    assert "浙a12345" not in person(cast, "孙丽", "13911110001").haystack


def test_an_old_file_does_not_bring_back_a_role_that_ended(cast: Cast) -> None:
    bring_in(cast, workbook())
    child = person(cast, "孙小宝", "")
    held = HomeRole.objects.of(cast.cuihu.id).get(person=child)
    HomeRole.objects.of(cast.cuihu.id).filter(id=held.id).update(since=date(2024, 1, 1))
    held.refresh_from_db()
    end_home_role(actor=cast.actor(IMPORTER), held=held, until=date(2026, 1, 1))

    intake = bring_in(cast, workbook())

    assert intake.counts["roles"] == [0, 0, 4]
    held.refresh_from_db()
    assert held.until == date(2026, 1, 1)


def test_homes_and_people_that_are_there_are_recognised(cast: Cast) -> None:
    """The standing homes and 王小明 were made by hand; the file calls them in other words."""
    intake = bring_in(
        cast,
        workbook(
            homes=[["3栋", "2单元", "10F", "", "1001室", "88.80㎡"]],
            areas=[["3", "客梯", "2单元客梯", ""]],
            residents=[["3栋2单元1001", "王小明", "+86 138-0000-0001", "户主", "", "", "", ""]],
        ),
    )

    assert intake.counts["homes"] == [0, 1, 0]
    assert intake.counts["areas"] == [0, 0, 1]
    assert (intake.counts["persons"], intake.counts["roles"]) == ([0, 0, 1], [0, 0, 1])
    home = place(cast, "3-2-1001")
    assert (home.id, home.built_area) == (cast.place("3-2-1001").id, Decimal("88.80"))


def test_a_file_of_residents_alone_uses_the_homes_that_are_there(cast: Cast) -> None:
    row = ["3-2-302", "吴敏", "１３９１１１１０００９", "租户", "45292", "20271231", "", ""]

    intake = bring_in(cast, workbook(None, None, [row]))

    assert (intake.state, intake.counts["persons"]) == (IntakeState.APPLIED, [1, 0, 0])
    held = HomeRole.objects.of(cast.cuihu.id).get(person=person(cast, "吴敏", "13911110009"))
    assert (held.home_id, held.since, held.until) == (
        cast.place("3-2-302").id,
        date(2024, 1, 1),
        date(2028, 1, 1),
    )


def test_a_building_that_is_called_otherwise_gives_its_homes_the_new_name(cast: Cast) -> None:
    homes = [[building, *rest] for building, rest in (("7号楼", row[1:]) for row in HOMES)]
    bring_in(cast, workbook())

    intake = bring_in(cast, workbook(homes=homes))

    assert intake.counts["buildings"] == [0, 1, 0]
    assert place(cast, "7-1-101").label == "7号楼1单元101"
    assert kinds_of(hand_in(cast, workbook(homes=homes))) == {}


def test_the_import_stands_in_the_history_with_its_counts(cast: Cast) -> None:
    intake = bring_in(cast, workbook())

    told = history(cast.cuihu.id, [("people.intake", intake.id)])

    assert [event.kind for event in told] == ["people.intake.opened", "people.intake.applied"]
    assert told[1].facts["counts"] == intake.counts
    assert {event.person_id for event in told} == {cast.person(IMPORTER).id}


def test_the_other_community_is_not_touched(cast: Cast) -> None:
    bring_in(cast, workbook())

    assert not Place.objects.of(cast.laohuai.id).filter(code__startswith="7").exists()
    assert not Person.objects.of(cast.laohuai.id).filter(name="孙丽").exists()
