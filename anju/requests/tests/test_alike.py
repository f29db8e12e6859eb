"""Near-duplicates by text, place, time and category: worked examples, what residents are shown, what the desk is."""

from datetime import timedelta

import pytest

from anju.kernel import clock as kernel_clock
from anju.kernel.actor import SYSTEM
from anju.learning.rules.alike import ALIKE, Told, alike_in_words, likeness
from anju.requests import actions
from anju.requests.alike import duplicates_at, likely_duplicates
from anju.requests.tests.desk import Desk
from anju.standards.queries import category_for
from tests.cast import Cast

LEAK, GAS, LIFT = "0101", "0110", "0202"
HOUR = timedelta(hours=1)
HOME, NEXT_DOOR, OTHER = (1001, 3), (1002, 3), (5302, 5)


def told(words: str, category: str, where: tuple[int, int]) -> Told:
    return Told(words, category, *where)


@pytest.mark.parametrize(
    ("one", "other", "hours", "alike"),
    [
        # the same words, category and place, an hour apart
        (told("电梯停了", LIFT, HOME), told("电梯又停了", LIFT, HOME), 1, True),
        # other words for the same category in the same building
        (told("没有水了", LEAK, HOME), told("水龙头关不住", LEAK, NEXT_DOOR), 1, True),
        # the same group at the same place, two days apart: 0.5 x 1 x 0.5
        (told("马桶堵了", "0102", HOME), told("水龙头滴水", LEAK, HOME), 48, True),
        (told("马桶堵了", "0102", HOME), told("水龙头滴水", LEAK, HOME), 60, False),
        # other categories, but nearly the same words there
        (told("单元门关不上，门禁坏了", "0107", HOME), told("单元门关不上门禁坏了", "0305", HOME), 1, True),
        # the same words in another building: perhaps one cause
        (told("家里突然没有水了", LEAK, HOME), told("家里突然没有水了", LEAK, OTHER), 1, True),
        # the same category alone, elsewhere, says nothing
        (told("水龙头滴水", LEAK, HOME), told("洗衣机接口喷水", LEAK, OTHER), 1, False),
        # nothing in common but the place
        (told("楼上太吵", "0601", HOME), told("水龙头滴水", LEAK, HOME), 1, False),
        # long ago
        (told("电梯停了", LIFT, HOME), told("电梯停了", LIFT, HOME), 97, False),
    ],
)
def test_how_alike_two_reports_are(one: Told, other: Told, hours: int, alike: bool) -> None:
    assert (likeness(one, other, hours * HOUR) >= ALIKE) is alike
    assert likeness(one, other, hours * HOUR) == pytest.approx(likeness(other, one, hours * HOUR))


def test_words_alone() -> None:
    assert alike_in_words("电梯停了", "电梯停了") == pytest.approx(1)
    assert alike_in_words("电梯停了", "the lift stopped") == 0
    assert alike_in_words("", "电梯") == 0
    assert alike_in_words("the lift stopped", "lift has stopped again") > 0.3


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


def test_the_likeliest_comes_first_and_itself_never(desk: Desk) -> None:
    far = desk.report(who="李芳", place="3-2-1002", words="水龙头关不住")
    near = desk.report(words="厨房水龙头一直滴水，换了也没用")
    mine = desk.report(words="厨房水龙头一直滴水")
    assert likely_duplicates(SYSTEM, mine) == [near, far]


def test_what_is_done_or_in_another_community_is_no_duplicate(desk: Desk) -> None:
    cast = desk.cast
    done = desk.report()
    actions.cancel_request(actor=cast.actor("王小明"), request=done)
    category = category_for(cast.cuihu.id, LEAK)
    assert duplicates_at(SYSTEM, cast.place("3-2-1001"), category, words="厨房水龙头一直滴水") == []
    desk.report()
    assert duplicates_at(SYSTEM, cast.place("1-1-101", "laohuai"), category, words="厨房水龙头一直滴水") == []


def guess(cast: Cast, who: str, words: str, place: str) -> str:
    given = {"words": words, "place": str(cast.place(place).id)}
    return cast.client_of(who).post("/home/cuihu/report/guess/", given).content.decode()


def test_before_sending_a_resident_sees_that_the_area_was_reported(
    desk: Desk, clock: kernel_clock.MovedClock
) -> None:
    desk.report(who="李芳", place="LT-3-2", category=LIFT, words="1002的李芳说电梯停在三楼不动")
    clock.forward(hours=2)

    said = guess(desk.cast, "王小明", "电梯停在三楼不动了", "LT-3-2")

    assert "2 小时前已有人报过" in said and "3栋2单元客梯" in said and "正在安排" in said
    assert "李芳" not in said and "1002" not in said


def test_a_neighbours_home_is_never_told_but_ones_own_is(desk: Desk) -> None:
    desk.report(who="李芳", place="3-2-1002", words="厨房水龙头一直滴水")
    assert "报过" not in guess(desk.cast, "王小明", "厨房水龙头一直滴水", "3-2-1001")

    own = desk.report(words="厨房水龙头一直滴水")
    said = guess(desk.cast, "王小明", "厨房水龙头还在滴水", "3-2-1001")
    assert "您" in said and "前报过这件事" in said and own.number in said


def test_the_desk_sees_duplicates_while_it_takes_a_call(desk: Desk) -> None:
    first = desk.report(words="厨房水龙头一直滴水")
    given = {"words": "水龙头滴水滴了一夜", "place": str(desk.cast.place("3-2-1001").id)}
    target = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "call-what"}
    page = desk.agent.get("/desk/cuihu/requests/new/", given, **target)
    assert page.status_code == 200
    assert "这里最近有人报过" in page.content.decode() and first.number in page.content.decode()
