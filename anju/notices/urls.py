"""The addresses of the inbox: the same pages behind the doors of all three faces."""

from collections.abc import Callable

from django.urls import URLPattern, path

from anju.notices.pages import inbox
from anju.ui.doors import Page, crew_page, desk_page, resident_page

app_name = "notices"


def _behind(first: str, door: Callable[[str], Callable[[Page], Page]]) -> list[URLPattern]:
    at = f"{first}/<slug:community>/inbox/"
    return [
        path(at, door("GET")(inbox.inbox), name=f"{first}_inbox"),
        path(f"{at}read/", door("POST")(inbox.read_all), name=f"{first}_read"),
        path(f"{at}settings/", door("GET POST")(inbox.settings), name=f"{first}_settings"),
        path(f"{at}<int:notice_id>/", door("GET")(inbox.open_notice), name=f"{first}_open"),
    ]


urlpatterns = [
    *_behind("home", lambda methods: resident_page(methods, homeless=True)),
    *_behind("crew", lambda methods: crew_page(methods=methods)),
    *_behind("desk", lambda methods: desk_page("", methods)),
    path("n/<slug:code>/", inbox.short, name="short"),
]
