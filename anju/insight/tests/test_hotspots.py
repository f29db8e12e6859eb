"""Hot spots: the rule with numbers, and what rises on the manager's page."""

import html
import re
from datetime import timedelta

import pytest
from django.http import QueryDict

from anju.insight.hotspots import chance_of, hot_spots_for, is_hot, usual_a_week
from anju.insight.tests.stories import PAGE, report
from anju.kernel import clock
from anju.kernel.actor import SYSTEM
from anju.people import actions as people
from anju.requests import actions
from anju.requests.forms.board import filter_from
from anju.requests.models import Request
from anju.requests.queries import matching
from anju.standards.queries import category_for
from tests.cast import LONG_AGO, MORNING, Cast

LIFT = "0202"


def test_the_chance_of_so_many() -> None:
    assert chance_of(0, 2.0) == 1
    assert chance_of(1, 0.5) == pytest.approx(0.3935, abs=1e-4)  # 1 - e^-0.5
    assert chance_of(3, 0.5) == pytest.approx(0.0144, abs=1e-4)
    assert chance_of(4, 0.5) == pytest.approx(0.0018, abs=1e-4)


@pytest.mark.parametrize(
    ("reporters", "before", "hot"),
    [
        (2, 0, False),  # two people are no crowd
        (3, 0, True),  # never before: 0.04 a week, one chance in 80,000
        (3, 6, False),  # 0.54 a week: one in 57
        (4, 6, True),  # one in 420
        (5, 24, False),  # two a week are usual there: one in 17
        (8, 24, True),
    ],
)
def test_hot_is_what_hardly_comes_by_chance_there(reporters: int, before: int, hot: bool) -> None:
    assert is_hot(reporters, usual_a_week(before, 12)) is hot


def residents(cast: Cast, count: int) -> list[str]:
    """So many more people of 3-2-1002."""
    names = [f"住户{number}" for number in range(count)]
    for number, name in enumerate(names):
        person = people.add_person(
            actor=SYSTEM, community_id=cast.cuihu.id, name=name, phone=f"1390000{number:04d}"
        )
        people.open_account(actor=SYSTEM, person=person)
        home = cast.place("3-2-1002").id
        people.give_home_role(actor=SYSTEM, person=person, home_id=home, role="family", since=LONG_AGO)
        cast.persons["cuihu", name] = person
    return names


def lift_stands(cast: Cast, who: str, days_ago: float = 0) -> Request:
    with clock.moved(MORNING - timedelta(days=days_ago)):
        return actions.report_request(
            actor=cast.actor(who),
            place=cast.place("LT-3-2"),
            category=category_for(cast.cuihu.id, LIFT),
            words="电梯又停了",
        )


@pytest.fixture
def known(cast: Cast) -> list[str]:
    """Six people, in a community that has been reporting for twelve weeks."""
    with clock.moved(MORNING - timedelta(weeks=12)):
        report(cast, words="很久以前的一件")
    return residents(cast, 6)


def test_many_people_one_thing_rise_with_first_day_count_and_their_rows(cast: Cast, known: list[str]) -> None:
    first = lift_stands(cast, known[0], days_ago=3)
    for who in known[1:5]:
        lift_stands(cast, who, days_ago=1)
    lift_stands(cast, known[0])

    (spot,) = hot_spots_for(cast.actor("陈静"), cast.cuihu.id)

    assert (spot.place, spot.reporters, spot.reports) == ("3栋", 5, 6)
    assert spot.since == first.opened_at
    page = cast.client_of("陈静").get(PAGE).content.decode()
    assert "5 个人报了 6 件" in page
    address = html.unescape(re.search(r'href="([^"]*opened_days=7[^"]*)"', page)[1])  # type: ignore[index]
    opened = filter_from(QueryDict(address.partition("?")[2]))
    assert matching(cast.actor("陈静"), cast.cuihu.id, opened).count() == spot.reports


def test_one_person_many_times_is_no_crowd(cast: Cast, known: list[str]) -> None:
    for _time in range(6):
        lift_stands(cast, known[0])
    lift_stands(cast, known[1])
    assert hot_spots_for(cast.actor("陈静"), cast.cuihu.id) == []


def test_merged_duplicates_count_their_reporters(cast: Cast, known: list[str]) -> None:
    first, *others = [lift_stands(cast, who) for who in known[:4]]
    for other in others:
        actions.merge_request(actor=cast.actor("赵敏"), request=other, into=first)
    (spot,) = hot_spots_for(cast.actor("陈静"), cast.cuihu.id)
    assert (spot.reporters, spot.reports) == (4, 4)


def test_what_is_usual_there_is_not_hot(cast: Cast, known: list[str]) -> None:
    for week in range(1, 12):
        for who in known[:3]:
            lift_stands(cast, who, days_ago=7 * week + 2)
    for who in known[:4]:
        lift_stands(cast, who)
    assert hot_spots_for(cast.actor("陈静"), cast.cuihu.id) == []


def test_last_weeks_crowd_has_gone(cast: Cast, known: list[str]) -> None:
    for who in known:
        lift_stands(cast, who, days_ago=8)
    assert hot_spots_for(cast.actor("陈静"), cast.cuihu.id) == []
    assert "一周里好几个人" not in cast.client_of("陈静").get(PAGE).content.decode()
