"""The first page answers everybody: strangers with and without the demo, and who has signed in."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.cast import BOTH, Cast

pytestmark = pytest.mark.django_db


def first_page(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("demo", [True, False])
def test_it_says_what_this_is_before_there_is_any_community(settings: Settings, demo: bool) -> None:
    settings.DEMO = demo
    page = first_page(Client())
    assert "说好的事，件件有人管" in page
    assert "/demo/enter/" not in page
    assert "/sign-in/" in page


def test_the_demo_offers_people_to_be_and_one_tap_enters(cast: Cast, settings: Settings) -> None:
    settings.DEMO = True
    stranger = Client()
    page = first_page(stranger)
    for name in ("王小明", "张强", "赵敏", "陈静"):
        assert name in page
    entered = stranger.post("/demo/enter/", {"phone": cast.person("张强").phone})
    assert entered.headers["Location"] == "/crew/cuihu/"
    assert stranger.get("/crew/cuihu/").status_code == 200


def test_without_the_demo_nobody_is_offered_and_its_doors_are_shut(cast: Cast, settings: Settings) -> None:
    settings.DEMO = False
    stranger = Client()
    page = first_page(stranger)
    assert "王小明" not in page
    assert "点一下，试试看" not in page
    assert stranger.post("/demo/enter/", {"phone": cast.person("张强").phone}).status_code == 404
    assert stranger.get("/demo/texts/").status_code == 404
    assert stranger.get("/crew/cuihu/").status_code == 302


def test_only_the_people_on_the_first_page_can_be_entered(cast: Cast, settings: Settings) -> None:
    settings.DEMO = True
    stranger = Client()
    assert stranger.post("/demo/enter/", {"phone": cast.person("何丽").phone}).status_code == 404
    assert stranger.post("/demo/enter/", {"phone": "x"}).status_code == 404
    assert stranger.post("/demo/enter/").status_code == 404
    assert "_auth_user_id" not in stranger.session


def test_who_has_signed_in_finds_their_own_ways_in(cast: Cast) -> None:
    page = first_page(cast.client_of(BOTH))
    assert "/desk/cuihu/" in page
    assert "/laohuai/" in page
    assert "/demo/enter/" not in page
    assert "/home/cuihu/" in first_page(cast.client_of("王小明"))
