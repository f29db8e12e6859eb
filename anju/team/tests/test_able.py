"""What people can do: skills, papers with their last day, and what somebody lacks for a category."""

from datetime import date, timedelta
from typing import Any

import pytest

from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.kernel.errors import Invalid, NotAllowed, Refused
from anju.people.queries import today
from anju.standards.actions import load_catalogue
from anju.standards.queries import category_for, leaf_categories
from anju.team import actions, queries
from anju.team.catalogue import name_of, qualification_names, skill_names, wants_of
from anju.team.models import Qualification, Skill, Tongue
from tests.cast import Cast

DAY = timedelta(days=1)


def paper(cast: Cast, name: str = "张强", code: str = "ELEC_LOW", **days: Any) -> Qualification:
    return actions.add_qualification(
        actor=cast.actor("刘工"),
        person=cast.person(name),
        code=code,
        **{"valid_from": date(2020, 11, 23), **days},
    )


def lacks(cast: Cast, code: str, on: date, name: str = "张强") -> list[str]:
    load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    return queries.lacking(cast.cuihu.id, cast.person(name).id, category_for(cast.cuihu.id, code), on)


def test_a_paper_holds_on_its_last_day_and_not_on_the_next(cast: Cast) -> None:
    actions.give_skill(
        actor=cast.actor("刘工"), person=cast.person("张强"), code="ELEC", since=date(2022, 3, 1)
    )
    paper(cast, valid_until=today() - DAY)
    assert lacks(cast, "0104", today() - DAY) == []
    assert lacks(cast, "0104", today()) == ["ELEC_LOW"]
    paper(cast, valid_from=today() - DAY, valid_until=date(2032, 11, 22))
    assert lacks(cast, "0104", today()) == []


def test_who_has_nothing_on_record_lacks_all_that_is_wanted(cast: Cast) -> None:
    assert lacks(cast, "0104", today()) == ["ELEC", "ELEC_LOW"]
    assert lacks(cast, "0304", today()) == ["LIFT", "LIFT_MANAGER|LIFT_REPAIR"]
    assert lacks(cast, "0703", today()) == [], "what wants nothing lacks nothing"


def test_one_of_two_papers_is_enough(cast: Cast) -> None:
    paper(cast, code="LIFT_REPAIR")
    assert lacks(cast, "0304", today()) == ["LIFT"]


def test_what_is_wanted_names_only_what_there_is(cast: Cast) -> None:
    load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    for leaf in leaf_categories(cast.cuihu.id, also_inactive=True):
        wants = wants_of(leaf.code)
        assert {part for code in wants.skills for part in code.split("|")} <= set(skill_names())
        assert {part for code in wants.qualifications for part in code.split("|")} <= set(
            qualification_names()
        )
    assert wants_of("0510").codes == (), "a row of its own stands before its group's"
    assert wants_of("0501").codes == ("CLEAN",)
    assert wants_of("9999").codes == ()
    assert name_of("LIFT_MANAGER|LIFT_REPAIR") == "电梯安全管理员证或电梯修理作业证"


def test_only_what_somebody_has_on_record_is_kept_book_of(cast: Cast) -> None:
    assert queries.on_record(cast.cuihu.id, ["ELEC", "ELEC_LOW"]) == set()
    paper(cast, valid_until=date(2021, 1, 1))
    assert queries.on_record(cast.cuihu.id, ["ELEC", "ELEC_LOW"]) == {"ELEC_LOW"}
    assert queries.on_record(cast.laohuai.id, ["ELEC", "ELEC_LOW"]) == set()


def test_what_lapses_within_thirty_days_stands_out(cast: Cast, clock: MovedClock) -> None:
    paper(cast, valid_until=today() + 30 * DAY)
    paper(cast, code="WELD_WORK", valid_until=today() + 31 * DAY)
    paper(cast, code="HEIGHT_WORK", valid_until=today() - DAY)
    paper(cast, code="FIRST_AID")
    found = queries.lapsing(cast.cuihu.id, [cast.person("张强").id])
    assert [one.code for one in found] == ["HEIGHT_WORK", "ELEC_LOW"]
    paper(cast, code="HEIGHT_WORK", valid_from=today(), valid_until=today() + 2000 * DAY)
    found = queries.lapsing(cast.cuihu.id, [cast.person("张强").id])
    assert [one.code for one in found] == ["ELEC_LOW"], "a renewed one is no longer told"


def test_ending_a_paper_takes_it_from_today(cast: Cast) -> None:
    held = paper(cast)
    actions.end_qualification(actor=cast.actor("刘工"), paper=held)
    assert Qualification.objects.of(cast.cuihu.id).get().valid_until == today() - DAY
    mistaken = paper(cast, code="WELD_WORK", valid_from=today())
    actions.end_qualification(actor=cast.actor("刘工"), paper=mistaken)
    assert Qualification.objects.of(cast.cuihu.id).count() == 1


def test_ending_a_skill_keeps_that_it_was_there(cast: Cast) -> None:
    lead = cast.actor("刘工")
    long = actions.give_skill(actor=lead, person=cast.person("张强"), code="WATER", since=date(2022, 3, 1))
    short = actions.give_skill(actor=lead, person=cast.person("张强"), code="WOOD")
    with pytest.raises(Refused, match="已经登记"):
        actions.give_skill(actor=lead, person=cast.person("张强"), code="WATER")
    for skill in (long, short, short):
        actions.end_skill(actor=lead, skill=skill)
    assert [one.code for one in Skill.objects.of(cast.cuihu.id)] == ["WATER"]
    assert lacks(cast, "0101", today()) == ["WATER"]
    assert lacks(cast, "0101", today() - DAY) == []


def test_languages_are_added_and_removed(cast: Cast) -> None:
    lead, person = cast.actor("刘工"), cast.person("张强")
    for _ in range(2):
        actions.add_tongue(actor=lead, person=person, code="en")
    assert queries.languages_spoken(cast.cuihu.id, [person.id]) == {person.id: {"en"}}
    for _ in range(2):
        actions.remove_tongue(actor=lead, person=person, code="en")
    assert not Tongue.objects.of(cast.cuihu.id).exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda lead, who: actions.give_skill(actor=lead, person=who, code="FLYING"), "code"),
        (lambda lead, who: actions.add_tongue(actor=lead, person=who, code="xx"), "code"),
        (
            lambda lead, who: actions.add_qualification(
                actor=lead, person=who, code="ELEC_LOW", valid_from=today(), valid_until=today() - DAY
            ),
            "valid_until",
        ),
        (
            lambda lead, who: actions.add_qualification(
                actor=lead, person=who, code="LICENCE", valid_from=today()
            ),
            "code",
        ),
        (
            lambda lead, who: actions.add_qualification(
                actor=lead, person=who, code="ELEC_LOW", valid_from=today(), number="1" * 41
            ),
            "number",
        ),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(cast: Cast, change: Any, field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        change(cast.actor("刘工"), cast.person("张强"))
    assert list(wrong.value.fields) == [field]
    assert not Qualification.objects.of(cast.cuihu.id).exists()


def test_nobody_certifies_themselves(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.add_qualification(
            actor=cast.actor("张强"), person=cast.person("张强"), code="ELEC_LOW", valid_from=today()
        )
    with pytest.raises(NotAllowed):
        actions.give_skill(actor=cast.actor("张强"), person=cast.person("张强"), code="ELEC")
    assert not Qualification.objects.of(cast.cuihu.id).exists()
    assert not Skill.objects.of(cast.cuihu.id).exists()
