"""Who sees which entry, and which one is the present page."""

from collections.abc import Iterator

import pytest
from django.test import RequestFactory
from django.urls import path

from anju.kernel.actor import Actor, Standing
from anju.ui import menu
from anju.ui.context import shell
from anju.ui.menu import MenuEntry, menu_for

urlpatterns = [
    path("desk/<slug:community>/", lambda request, community: None, name="sample-today"),
    path("desk/<slug:community>/requests/", lambda request, community: None, name="sample-requests"),
    path("desk/<slug:community>/money/", lambda request, community: None, name="sample-money"),
    path("crew/<slug:community>/", lambda request, community: None, name="sample-crew"),
]

ENTRIES = (
    MenuEntry("desk", "今天", "sample-today", "sun", 10),
    MenuEntry("desk", "诉求", "sample-requests", "messages", 20, area="服务", badge=lambda standing: 3),
    MenuEntry("desk", "收费", "sample-money", "receipt", 30, needs="fees.read", badge=lambda standing: None),
    MenuEntry("crew", "今日", "sample-crew", "checklist", 10),
)
LIN = Standing(1, "cuihu", "翠湖花园", person_id=7, posts=("desk",))
ACCOUNTANT = Standing(1, "cuihu", "翠湖花园", person_id=8, grants=frozenset({"fees.read"}), posts=("money",))


@pytest.fixture(autouse=True)
def sample_entries(settings: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.ROOT_URLCONF = __name__
    monkeypatch.setattr(menu, "entries", lambda: ENTRIES)
    yield


def labels(standing: Standing, face: str = "desk") -> list[str]:
    return [entry.label for entry in menu_for(face, standing, "/")]


def test_an_entry_that_needs_a_grant_is_shown_to_its_holder_only() -> None:
    assert labels(LIN) == ["今天", "诉求"]
    assert labels(ACCOUNTANT) == ["今天", "收费", "诉求"]


def test_the_entries_of_an_area_stand_together(monkeypatch: pytest.MonkeyPatch) -> None:
    late = MenuEntry("desk", "通知", "sample-money", "speakerphone", 40, area="服务")
    monkeypatch.setattr(menu, "entries", lambda: (*ENTRIES, late))
    assert [(entry.area, entry.label) for entry in menu_for("desk", ACCOUNTANT, "/")] == [
        ("", "今天"),
        ("", "收费"),
        ("服务", "诉求"),
        ("服务", "通知"),
    ]


def test_each_face_has_its_own_entries() -> None:
    assert labels(LIN, "crew") == ["今日"]


def test_the_longest_address_that_begins_the_path_is_active() -> None:
    shown = menu_for("desk", LIN, "/desk/cuihu/requests/12/")
    assert [(entry.label, entry.active) for entry in shown] == [("今天", False), ("诉求", True)]
    assert shown[1].url == "/desk/cuihu/requests/"


def test_a_badge_is_counted_and_nothing_counts_as_none() -> None:
    assert [entry.badge for entry in menu_for("desk", ACCOUNTANT, "/")] == [0, 0, 3]


def test_a_stranger_has_no_menu() -> None:
    context = shell(RequestFactory().get("/"))
    assert list(context["menu"]) == []
    assert (context["face"], context["communities"], context["theme"]) == ("public", [], "")


def test_a_worker_with_two_communities_can_switch_on_the_same_face() -> None:
    other = Standing(2, "guangming", "光明新村", person_id=9, posts=("desk",))
    home = Standing(3, "yuyuan", "玉园", person_id=10, places=frozenset({5}))
    request = RequestFactory().get("/desk/cuihu/")
    request.actor, request.face, request.standing = Actor("person", standings=(LIN, other, home)), "desk", LIN
    context = shell(request)
    assert [(one.name, one.url, one.active) for one in context["communities"]] == [
        ("翠湖花园", "/desk/cuihu/", True),
        ("光明新村", "/desk/guangming/", False),
    ]
    assert context["faces"] == {"crew": "/crew/cuihu/"}


def test_only_known_themes_are_taken_from_the_cookie() -> None:
    request = RequestFactory().get("/")
    request.COOKIES["anju_theme"] = '"><script>'
    assert shell(request)["theme"] == ""
    request.COOKIES["anju_theme"] = "dark"
    assert shell(request)["theme"] == "dark"
