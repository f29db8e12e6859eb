"""The manager's morning page: its numbers are the rows they open, its list says who has what and why."""

import html
import re
from collections.abc import Iterator

import pytest
from django.http import QueryDict
from django.test import Client

from anju.insight.tests.stories import GAS, PAGE, dispatch, do, done, judged, report, silent
from anju.kernel.clock import MovedClock
from anju.requests import actions
from anju.requests.forms.board import filter_from
from anju.requests.queries import board_for
from tests.cast import BOTH, OUTSIDER, Cast

pytestmark = pytest.mark.usefixtures("inline_reactions")

STAT = re.compile(r'class="a-stat [^"]*" href="([^"]+)".*?class="a-stat-value">([^<]+)<', re.S)


def numbers(page: str) -> list[tuple[str, int]]:
    """Each number of the page with the address it opens."""
    return [(html.unescape(url), int(value)) for url, value in STAT.findall(page)]


@pytest.fixture
def lively(cast: Cast, clock: MovedClock) -> Cast:
    """One or two of everything."""
    silent(cast)
    report(cast, words="昨晚报的，没人理")
    clock.forward(hours=3)
    dispatch(cast, report(cast, by="李芳", words="派了没人接"))
    dispatch(cast, report(cast, by="李芳", words="开了单没派人"), to=None)
    do(cast, dispatch(cast, report(cast, words="正在修")), until="arrive")
    done(cast, words="做完等确认")
    judged(cast, "half", words="只修好一半")
    judged(cast, "not", by="李芳", words="没修好")
    judged(cast, "solved", words="修好了")
    clock.forward(minutes=80)
    report(cast, words="刚报的")
    return cast


def test_each_number_is_the_rows_it_opens(lively: Cast) -> None:
    client = lively.client_of("陈静")
    found = numbers(client.get(PAGE).content.decode())
    assert [value for _, value in found] == [1, 5, 2, 1, 1, 0, 1, 1, 7]
    for url, value in found:
        path, query = url.split("?")
        assert path == "/desk/cuihu/requests/"
        rows = board_for(lively.actor("陈静"), lively.cuihu.id, filter_from(QueryDict(query)), most=100)
        assert len(rows) == value, url
        board = client.get(url + "&as=table")
        assert board.status_code == 200
        assert len(set(re.findall(r"[A-Z]{2}-\d{8}-\d{4}", board.content.decode()))) == value, url


def test_a_quiet_morning_says_so(cast: Cast) -> None:
    page = cast.client_of("陈静").get(PAGE).content.decode()
    assert "现在没有要您定的" in page
    assert {value for _, value in numbers(page)} == {0}
    assert "暂无数据" in page


@pytest.fixture
def decided(cast: Cast) -> Iterator[Client]:
    yield cast.client_of("陈静")


def rows(client: Client) -> list[str]:
    page = client.get(PAGE).content.decode()
    return re.findall(r'<div class="i-decision".*?</div>\s*<p class="i-holder">.*?</p>', page, re.S)


def test_what_nobody_accepts_shows_after_a_quarter_of_an_hour(
    cast: Cast, clock: MovedClock, decided: Client
) -> None:
    dispatch(cast, report(cast, words="派了没人接"))
    clock.forward(minutes=15)
    assert rows(decided) == []
    clock.forward(minutes=1)
    (row,) = rows(decided)
    assert "派了没人接" in row
    assert "16 分钟没人接" in row
    assert "张强" in row


def test_what_is_late_says_by_how_much_and_who_has_it(cast: Cast, clock: MovedClock, decided: Client) -> None:
    request = report(cast)
    do(cast, dispatch(cast, request), until="accept")
    clock.forward(hours=2, minutes=35)
    (row,) = rows(decided)
    assert "已超时 35 分钟" in row
    assert "张强" in row
    nobody = report(cast, words="没人理")
    clock.forward(minutes=20)
    second = rows(decided)[-1]
    assert nobody.number in second
    assert "还没有人办" in second


def test_who_presses_and_who_is_not_content_stand_there_with_the_reason(
    cast: Cast, clock: MovedClock, decided: Client
) -> None:
    urged = report(cast, words="催的")
    actions.urge_request(actor=cast.actor("王小明"), request=urged)
    bad = judged(cast, "messy", words="地上全是水")
    found = rows(decided)
    assert len(found) == 2
    assert "催了 1 次" in next(row for row in found if urged.number in row)
    assert "解决了，但现场没收拾好" in next(row for row in found if bad.number in row)


def test_danger_comes_first(cast: Cast, clock: MovedClock, decided: Client) -> None:
    report(cast, words="滴水")
    clock.forward(hours=1)
    report(cast, category=GAS, words="有燃气味")
    clock.forward(minutes=20)
    assert "有燃气味" in rows(decided)[0]


def test_the_list_is_short_and_leads_to_the_rest(cast: Cast, clock: MovedClock, decided: Client) -> None:
    for number in range(15):
        report(cast, words=f"第{number}件没人理")
    clock.forward(hours=1)
    page = decided.get(PAGE).content.decode()
    assert page.count('class="i-decision"') == 12
    assert "late=late" in page.split("现在要您定的")[1].split("i-decision")[0]


def test_the_upper_part_comes_alone_for_htmx(cast: Cast, decided: Client) -> None:
    part = decided.get(PAGE, headers={"HX-Request": "true", "HX-Target": "now"}).content.decode()
    assert part.strip().startswith('<div id="now"')
    assert "data-trend" not in part


@pytest.mark.parametrize("name", ["张强", "赵敏", "老周"])
def test_who_may_not_see_it_is_told_so(lively: Cast, name: str) -> None:
    client = lively.client_of(name)
    for path in (PAGE, f"{PAGE}trend.xlsx"):
        assert client.get(path).status_code == 403
    assert PAGE not in client.get("/crew/cuihu/").content.decode()


@pytest.mark.parametrize("name", ["王小明", OUTSIDER, "马超"])
def test_residents_and_others_find_nothing_there(cast: Cast, name: str) -> None:
    assert cast.client_of(name).get(PAGE).status_code == 404
    assert cast.client_of(name).get(f"{PAGE}trend.xlsx").status_code == 404


def test_another_community_s_requests_are_not_counted(lively: Cast) -> None:
    lively_page = numbers(lively.client_of(BOTH).get(PAGE).content.decode())
    assert lively_page[-1][1] == 7
    # 何丽 is only a steward in the other one
    assert lively.client_of(BOTH).get("/desk/laohuai/today/").status_code == 403


def test_the_page_asks_the_database_little(lively: Cast, django_assert_max_num_queries) -> None:
    client = lively.client_of("陈静")
    client.get(PAGE)
    with django_assert_max_num_queries(17):
        client.get(PAGE)
