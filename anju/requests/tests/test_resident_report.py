"""A resident reports something from the phone."""

import threading
from contextvars import copy_context
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.requests.models import Request
from anju.requests.tests.reporter import HTMX, REPORT, Reporter
from anju.standards.actions import load_catalogue
from tests.cast import BOTH, OUTSIDER

GUESS = f"{REPORT}guess/"
AREAS = f"{REPORT}areas/"


def test_a_report_is_received_with_number_and_promise(reporter: Reporter) -> None:
    answer = reporter.send(wish="2026-11-24am")

    made = reporter.only()
    assert answer.headers["Location"] == f"/home/cuihu/requests/{made.number}/received/"
    page = reporter.read(answer.headers["Location"])
    assert made.number in page
    assert "今天 09:15 前回复您" in page
    assert "今天 11:00 前有人上门" in page
    assert made.category.advice in page
    assert (made.words, made.wish, made.channel) == ("厨房水龙头一直滴水", "11月24日上午", "app")
    assert made.reporter_id == reporter.cast.person("王小明").id


def test_without_a_category_the_words_decide(reporter: Reporter) -> None:
    reporter.send(category=None, words="家里的马桶堵了，一直流水")

    assert reporter.only().category.code.startswith("01")


def test_words_that_say_nothing_ask_for_a_category(reporter: Reporter) -> None:
    answer = reporter.send(category=None, words="嗯嗯嗯嗯")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "没看出是哪一类事" in page
    assert "嗯嗯嗯嗯</textarea>" in page
    assert reporter.all() == []


@pytest.mark.parametrize("kind", ["suggestion", "praise"])
def test_a_kind_with_one_category_needs_no_other(reporter: Reporter, kind: str) -> None:
    reporter.send(category=None, kind=kind, words="嗯嗯嗯嗯")

    assert reporter.only().kind == kind


@pytest.mark.parametrize("code", ["01", "9999", "1306", "0101' OR 1=1"])
def test_a_category_must_be_one_that_can_be_asked_for_here(reporter: Reporter, code: str) -> None:
    load_catalogue(actor=SYSTEM, community_id=reporter.cast.laohuai.id)
    category = _category(reporter, "1306")
    category.is_active = False  # the other community still offers it
    category.save()

    answer = reporter.send(category=code)

    assert answer.status_code == 422
    assert "请选一个具体的类别" in answer.content.decode()
    assert reporter.all() == []


def _category(reporter: Reporter, code: str) -> Any:
    model = Request._meta.get_field("category").related_model
    return model.objects.of(reporter.cast.cuihu.id).get(code=code)


# Where


def test_a_scanned_code_fills_the_place(reporter: Reporter) -> None:
    lift = reporter.cast.place("LT-3-2")

    page = reporter.read(f"{REPORT}?place={lift.token}")
    assert f'value="q:{lift.token}" checked' in page

    reporter.send(place=f"q:{lift.token}")
    made = reporter.only()
    assert (made.place_id, made.channel) == (lift.id, "qr")


def test_a_scanned_code_of_another_home_is_taken_as_it_was_scanned(reporter: Reporter) -> None:
    """Whoever stands before a neighbour's door may report what is wrong there."""
    reporter.send(place=f"q:{reporter.cast.place('3-2-1002').token}")

    assert reporter.only().place_id == reporter.cast.place("3-2-1002").id


def test_foreign_places_are_refused(reporter: Reporter) -> None:
    theirs = reporter.cast.place("1-1-101", "laohuai")
    foreign = [
        str(reporter.cast.place("3-2-1002").id),  # the neighbour's home
        str(reporter.cast.place("3-2").id),  # an entrance is no place to report
        str(theirs.id),
        f"q:{theirs.token}",
        "q:nothing",
        "99999999999999999999",
        "1; DROP TABLE requests_request",
        "",
    ]
    for place in foreign:
        answer = reporter.send(place=place)
        assert answer.status_code == 422, place
        assert theirs.label not in answer.content.decode()
    assert reporter.all() == []


def test_another_community_s_code_in_the_address_shows_nothing(reporter: Reporter) -> None:
    theirs = reporter.cast.place("1-1-101", "laohuai")

    assert theirs.label not in reporter.read(f"{REPORT}?place={theirs.token}")


def test_public_areas_are_found_by_name(reporter: Reporter) -> None:
    page = reporter.read(f"{AREAS}?area=花园")
    assert "中心花园" in page
    assert "3栋2单元客梯" not in page

    assert "没有找到" in reporter.read(f"{AREAS}?area=1001")  # homes are not searched
    assert "没有找到" in reporter.read(f"{AREAS}?area=%25")


def test_a_chosen_area_stays_while_one_searches(reporter: Reporter) -> None:
    lift = reporter.cast.place("LT-3-2")

    page = reporter.read(f"{AREAS}?area=花园&place={lift.id}")

    assert f'value="{lift.id}" id="area-{lift.id}" checked' in page


# When it suits


def test_own_words_and_no_wish(reporter: Reporter) -> None:
    reporter.send(key="1", wish="own", wish_own="周六上午十点以后")
    reporter.send(key="2", wish="soon")
    reporter.send(key="3")

    assert [one.wish for one in reporter.all()] == ["周六上午十点以后", "尽快", ""]


@pytest.mark.parametrize("wish", ["2026-11-22am", "2027-11-22am", "2026-13-40pm", "tomorrow"])
def test_a_time_that_is_not_to_come_is_refused(reporter: Reporter, wish: str) -> None:
    assert reporter.send(wish=wish).status_code == 422
    assert reporter.all() == []


def test_only_what_is_left_of_today_is_offered(reporter: Reporter, clock: MovedClock) -> None:
    assert "今天上午" in reporter.read(REPORT)
    clock.forward(hours=8)
    page = reporter.read(REPORT)
    assert "今天上午" not in page
    assert "今天晚上" in page


# One request, however often it is sent


def test_a_report_sent_twice_is_one(reporter: Reporter) -> None:
    first, second = reporter.send(), reporter.send()

    assert first.headers["Location"] == second.headers["Location"]
    assert len(reporter.all()) == 1


def test_the_same_form_with_other_words_is_asked_about_and_then_sent(reporter: Reporter) -> None:
    reporter.send()

    answer = reporter.send(words="阳台的窗户关不上")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "您刚才已经发出一件" in page
    assert 'name="key" value="once"' not in page
    assert len(reporter.all()) == 1

    reporter.send(words="阳台的窗户关不上", key="another")
    assert len(reporter.all()) == 2


def test_the_same_key_of_another_person_is_another(reporter: Reporter) -> None:
    reporter.send()
    neighbour = reporter.cast.client_of("李芳")

    answer = reporter.send(neighbour, place=str(reporter.cast.place("3-2-1002").id))

    assert answer.status_code == 302
    assert len(reporter.all()) == 2


@pytest.mark.django_db(transaction=True)
def test_twenty_taps_at_once_are_one_request(reporter: Reporter) -> None:
    answers: list[str] = []
    session = reporter.phone.cookies

    def tap() -> None:
        client = Client()
        client.cookies = session.copy()  # type: ignore[assignment]
        answers.append(reporter.send(client).headers.get("Location", ""))
        connection.close()

    taps = [threading.Thread(target=copy_context().run, args=(tap,)) for _ in range(20)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()

    made = reporter.only()
    assert answers == [f"/home/cuihu/requests/{made.number}/received/"] * 20


# While one types


def test_categories_are_suggested_from_the_words(reporter: Reporter) -> None:
    answer = reporter.phone.post(GUESS, {"words": "水龙头漏水", "kind": "repair"}, **HTMX)

    page = answer.content.decode()
    assert 'value="0101"' in page
    assert "data-free" in page  # nothing is chosen yet: the likeliest is only marked
    assert _category(reporter, "0101").advice in page


def test_a_chosen_category_stays_first_and_shows_its_advice(reporter: Reporter) -> None:
    answer = reporter.phone.post(GUESS, {"words": "水龙头漏水", "kind": "repair", "category": "0104"}, **HTMX)

    page = answer.content.decode()
    assert 'value="0104" id="guess-0104" checked' in page
    assert _category(reporter, "0104").advice in page


def test_words_of_danger_name_whom_to_call_and_still_go_their_way(reporter: Reporter) -> None:
    page = reporter.phone.post(GUESS, {"words": "厨房着火了"}, **HTMX).content.decode()
    assert 'href="tel:119"' in page
    assert 'href="tel:0571-88001234"' in page

    reporter.send(words="厨房着火了")
    made = reporter.only()
    assert made.priority == "P1"
    assert 'href="tel:119"' in reporter.read(reporter.page(made, "received"))


def test_nothing_typed_suggests_nothing(reporter: Reporter) -> None:
    page = reporter.phone.post(GUESS, {"words": "  ", "kind": "repair"}, **HTMX).content.decode()

    assert "category" not in page
    assert "没看出" not in page


# Who stands before the door


def test_a_stranger_signs_in_first(reporter: Reporter) -> None:
    answer = reporter.send(Client())

    assert answer.headers["Location"].startswith("/sign-in/")
    assert reporter.all() == []


@pytest.mark.parametrize("address", [REPORT, AREAS, "/home/cuihu/", "/home/cuihu/requests/"])
def test_who_lives_elsewhere_finds_nothing(reporter: Reporter, address: str) -> None:
    assert reporter.cast.client_of(OUTSIDER).get(address).status_code == 404


def test_staff_without_a_home_report_a_public_area(reporter: Reporter) -> None:
    guard = reporter.cast.client_of("老周")

    assert "还没有登记您的房屋" in reporter.read("/home/cuihu/", guard)
    answer = reporter.send(guard, place=str(reporter.cast.place("LT-3-2").id), category="0302")

    assert answer.status_code == 302
    assert reporter.only().reporter_id == reporter.cast.person("老周").id


def test_the_page_speaks_to_who_belongs_to_two_communities(reporter: Reporter) -> None:
    assert "老槐里" in reporter.read("/home/laohuai/", reporter.cast.client_of(BOTH))


def test_a_resident_s_page_works_without_script(reporter: Reporter) -> None:
    """All three parts stand on the page and one button sends them; what only the script needs is hidden."""
    page = reporter.read(REPORT)

    assert page.count("data-step") >= 3
    assert "data-next hidden" in page
    assert "data-send" in page
    assert "data-send hidden" not in page


def test_a_chosen_kind_leads_but_does_not_hide_what_the_words_mean(reporter: Reporter) -> None:
    def guessed(kind: str) -> list[str]:
        page = reporter.phone.post(
            GUESS, {"words": "电梯轿厢里很脏，有异味", "kind": kind}, **HTMX
        ).content.decode()
        return [part.split('"')[0] for part in page.split('id="guess-')[1:]]

    assert guessed("")[0] == guessed("complaint")[0] == "0508"
    assert guessed("repair")[0] != "0508"
    assert guessed("repair")[-1] == "0508"
