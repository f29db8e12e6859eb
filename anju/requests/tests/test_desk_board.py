"""The board: what is on it, in which order, filtered by the address, as columns and as a sheet."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from anju.kernel.clock import MovedClock
from anju.requests import actions
from anju.requests.tests.desk import BOARD, HTMX, Desk
from anju.work.actions import accept_job


def test_the_desk_begins_with_the_board(desk: Desk) -> None:
    answer = desk.agent.get("/desk/cuihu/")
    assert (answer.status_code, answer["Location"]) == (302, BOARD)


def test_the_next_due_stands_first_and_says_what_is_left(desk: Desk, clock: MovedClock) -> None:
    calm = desk.report(category="0103", words="马桶水箱关不住")
    clock.forward(minutes=5)
    pressing = desk.report(who="李芳", place="3-2-1002", category="0102", words="厨房下水堵了")

    page = desk.board()

    assert desk.shown(page) == [pressing.number, calm.number]
    assert "还剩 10 分钟" in page
    assert "李芳" in page and "3栋2单元1002" in page


def test_a_missed_promise_is_said_in_words(desk: Desk, clock: MovedClock) -> None:
    desk.report()
    clock.forward(minutes=50)
    assert "已超时 35 分钟" in desk.board()


def test_the_empty_board_says_what_to_do(desk: Desk) -> None:
    page = desk.board()
    assert "现在没有未结的事" in page and "接电话登记" in page
    assert "这样筛选下来没有" in desk.board("?late=late")
    assert "没有找到这样的诉求" in desk.board("?text=游泳池")


def test_filters_live_in_the_address(desk: Desk, clock: MovedClock) -> None:
    tap = desk.report()
    lift = desk.report(who="李芳", place="HY-1", category="1001", words="保洁态度很差")
    actions.take_request(actor=desk.cast.actor("赵敏"), request=tap)
    clock.forward(minutes=20)

    def rows(query: str) -> list[str]:
        return desk.shown(desk.board(query))

    assert rows("?states=new") == [lift.number]
    assert rows("?states=open") == [tap.number]
    assert rows(f"?building_id={desk.cast.place('3').id}") == [tap.number]
    assert rows("?category_code=01") == [tap.number]
    assert rows("?kind=complaint") == [lift.number]
    assert rows(f"?priority={tap.priority}&kind=repair") == [tap.number]
    assert rows("?text=滴水") == [tap.number]
    assert rows("?text=wxm") == [tap.number]
    assert rows("?text=1001") == [tap.number]
    assert rows("?states=done") == []


def test_late_and_nearly_late(desk: Desk, clock: MovedClock) -> None:
    late = desk.report(category="0102", words="厨房下水堵了")
    clock.forward(minutes=11)
    soon = desk.report(who="李芳", place="3-2-1002")

    assert desk.shown(desk.board("?late=late")) == [late.number]
    assert desk.shown(desk.board("?late=soon")) == [soon.number]


def test_jobs_nobody_accepted_and_bad_verdicts(desk: Desk) -> None:
    waiting, judged = desk.report(), desk.report(who="李芳", place="3-2-1002")
    job = actions.dispatch_request(
        actor=desk.cast.actor("赵敏"), request=waiting, assignee_id=desk.cast.person("张强").id
    )
    actions.finish_request(actor=desk.cast.actor("赵敏"), request=judged, words="电话里教好了")
    actions.judge_request(actor=desk.cast.actor("李芳"), request=judged, verdict="half")

    assert desk.shown(desk.board("?unaccepted=1")) == [waiting.number]
    assert "等接单" in desk.board("?unaccepted=1")
    assert desk.shown(desk.board("?verdict=bad")) == [judged.number]
    accept_job(actor=desk.cast.actor("张强"), job=job)
    assert desk.shown(desk.board("?unaccepted=1")) == []


def test_ended_ones_are_found_newest_first(desk: Desk, clock: MovedClock) -> None:
    first, second, still = desk.report(), desk.report(who="李芳", place="3-2-1002"), desk.report()
    for one, who in ((first, "王小明"), (second, "李芳")):
        actions.cancel_request(actor=desk.cast.actor(who), request=one)
        clock.forward(minutes=1)

    assert desk.shown(desk.board("?states=cancelled")) == [second.number, first.number]
    assert desk.shown(desk.board("?states=all")) == [still.number, second.number, first.number]


def test_what_the_address_limits_is_always_to_be_seen(desk: Desk) -> None:
    page = desk.board("?states=closed&closed_days=7&verdict=half")
    assert "近 7 天结束的" in page and "好了一部分" in page
    assert 'aria-current="true">全部未结' in desk.board("?states=done&states=new&states=open")


@pytest.mark.parametrize(
    "query",
    [
        "?after=x~y",
        "?after=2026-99-99~1",
        "?after=~99999999999999999999999",
        "?after=2026-11-23~5",
        "?building_id=abc&priority=P9&kind=x&states=x&late=x&verdict=x&closed_days=99999999999999999999",
        "?building_id=99999999999999999999999",
        "?text=%00'\"<script>",
        "?open=../../x",
        "?as=cards",
    ],
)
def test_an_address_nobody_could_have_chosen_is_no_error(desk: Desk, query: str) -> None:
    desk.report(words="<script>alert(1)</script> 水龙头")
    assert "<script>alert" not in desk.board(query)


def test_pages_follow_each_other_without_gap(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anju.requests.pages.desk_board.ROWS", 2)
    made = [desk.report(words=f"第 {number} 件漏水").number for number in range(5)]
    actions.finish_request(
        actor=desk.cast.actor("赵敏"), request=desk.now(desk.report()), words="电话里教好了"
    )

    seen, query = [], ""
    for _page in range(4):
        page = desk.board(query)
        seen += desk.shown(page)
        if 'rel="next"' not in page:
            break
        query = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")

    assert sorted(seen) == sorted({*seen}) and len(seen) == 6
    assert set(made) < set(seen)


def test_columns_are_chosen_once_and_remembered(desk: Desk) -> None:
    taken, new = desk.report(), desk.report(who="李芳", place="3-2-1002")
    actions.take_request(actor=desk.cast.actor("赵敏"), request=taken)

    assert 'class="d-columns"' in desk.board("?as=columns")
    page = desk.board()
    assert 'class="d-columns"' in page
    assert desk.shown(page) == [new.number, taken.number]
    assert 'class="d-columns"' not in desk.board("?as=table")
    assert 'class="d-columns"' not in desk.board()


def test_htmx_gets_the_list_alone(desk: Desk) -> None:
    one = desk.report()
    answer = desk.agent.get(BOARD, HTTP_HX_TARGET="board-list", **HTMX)
    page = answer.content.decode()
    assert one.number in page and "<html" not in page and 'data-new="1"' in page


def test_a_new_message_is_marked_until_it_is_answered(desk: Desk) -> None:
    one = desk.report()
    actions.comment_request(actor=desk.cast.actor("王小明"), request=one, words="在滴得更快了")
    assert "有新留言" in desk.board()
    actions.answer_request(actor=desk.cast.actor("赵敏"), request=one, words="师傅马上来")
    assert "有新留言" not in desk.board()


def test_the_sheet_holds_what_is_filtered_as_text(desk: Desk) -> None:
    desk.report(words="=HYPERLINK(0) 水龙头滴水")
    desk.report(who="李芳", place="HY-1", category="1001", words="保洁态度很差")

    answer = desk.agent.get(f"{BOARD}export.xlsx?kind=repair")

    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2
    assert "=HYPERLINK(0) 水龙头滴水" in rows[1] and "王小明" in rows[1]
    assert not any("13800000001" in str(cell) for cell in rows[1])


@pytest.mark.parametrize(("who", "status"), [("张强", 403), ("老周", 403), ("王小明", 404), ("钱进", 404)])
def test_the_board_is_for_who_sees_requests(desk: Desk, who: str, status: int) -> None:
    desk.report()
    for address in (BOARD, f"{BOARD}export.xlsx"):
        assert desk.cast.client_of(who).get(address).status_code == status


def test_a_stranger_is_asked_to_sign_in(desk: Desk) -> None:
    assert Client().get(BOARD)["Location"].startswith("/sign-in/")


def test_another_community_is_not_seen(desk: Desk) -> None:
    one = desk.report()
    both = desk.cast.client_of("何丽")
    assert one.number in both.get(BOARD).content.decode()
    assert one.number not in both.get("/desk/laohuai/requests/").content.decode()
    assert both.get(f"/desk/laohuai/requests/{one.number}/").status_code == 404


def test_the_board_asks_the_database_little(desk: Desk, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(12):
        one = desk.report(words=f"第 {number} 件漏水")
        actions.dispatch_request(actor=desk.cast.actor("赵敏"), request=one)
    desk.board()
    with django_assert_max_num_queries(15):
        desk.board()
    with django_assert_max_num_queries(15):
        desk.board("?as=columns")


def test_time_is_the_community_s(desk: Desk) -> None:
    one = desk.report()
    assert one.answer_by is not None
    local = timezone.localtime(one.answer_by)
    assert f"{local:%H:%M}" in desk.board()
    assert one.answer_by - one.opened_at == timedelta(minutes=15)


def test_the_search_of_the_desk_finds_numbers_and_words(desk: Desk) -> None:
    one = desk.report()
    actions.cancel_request(actor=desk.cast.actor("王小明"), request=one)
    other = desk.report(who="李芳", place="3-2-1002", words="阳台门关不严")

    def found(text: str) -> str:
        page: str = desk.agent.get("/desk/cuihu/search/", {"q": text}).content.decode()
        return page

    assert f"/requests/{one.number}/" in found(one.number.lower())
    assert f"/requests/{other.number}/" in found("阳台门")
    assert f"/requests/{one.number}/" not in found("水龙头")


def test_what_was_asked_at_a_place_stands_on_its_page(desk: Desk) -> None:
    one = desk.report()
    at = f"{BOARD}at/{one.place_id}/"
    assert one.number in desk.agent.get(at).content.decode()
    assert at in desk.agent.get(f"/desk/cuihu/places/{one.place_id}/").content.decode()
    assert desk.cast.client_of("张强").get(at).status_code == 403
    assert desk.agent.get(f"{BOARD}at/{desk.cast.place('1-1-101', 'laohuai').id}/").status_code == 404
