"""The board: every request of the community, the next due first; as a table, as columns by state, as a sheet."""

import re
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from anju.kernel.errors import NotAllowed
from anju.places.queries import buildings_of, place_for
from anju.requests.choices import RequestState
from anju.requests.forms.board import STATE_NAMES, VIEWS, filter_from
from anju.requests.pages.desk_chips import chips_of, menus_of
from anju.requests.pages.desk_rows import rows_of
from anju.requests.queries import (
    ROWS,
    BoardFilter,
    board_columns,
    board_counts,
    board_for,
    board_key,
    board_key_in,
    newest_at,
)
from anju.standards.queries import group_names
from anju.ui.doors import Request, desk_page

OPENED = re.compile(r"new|[A-Z]{2}-\d{8}-\d{4,8}")
VIEW_COOKIE = "anju_board"
A_YEAR = 60 * 60 * 24 * 365
IN_A_COLUMN = 25
AT_A_PLACE = 8


@desk_page("")
def home(request: Request) -> HttpResponse:
    """The first page of the desk: the board, or what else the person may see."""
    for grant, name in (("requests.see", "desk:board"), ("work.see", "desk_jobs:all")):
        if request.standing.may(grant):
            return redirect(name, request.standing.slug)
    raise NotAllowed()


@desk_page("requests.see")
def board(request: Request) -> HttpResponse:
    """The board. htmx asks for ``#board-list`` alone, every 20 seconds and after each step taken in the panel."""
    looking, view = filter_from(request.GET), _view(request)
    context = {
        "looking": looking,
        "filtered": looking != BoardFilter(),
        "view": view,
        "may_answer": request.standing.may("requests.answer"),
        "opened": _opened(request.GET.get("open", "")),
        "here": reverse("desk:board", args=[request.standing.slug]),
        "push": _address_with_open(request),
        **_list(request, looking, view),
    }
    if request.htmx.target == "board-list":
        return render(request, "requests/desk/board/list.html", context)
    community_id = request.standing.community_id
    context |= {
        "chips": chips_of(looking, context["counts"]),
        "menus": menus_of(looking, buildings_of(community_id), group_names(community_id)),
    }
    answer = render(request, "requests/desk/board.html", context)
    if request.GET.get("as") in VIEWS:
        answer.set_cookie(VIEW_COOKIE, view, max_age=A_YEAR, samesite="Lax", httponly=True)
    return answer


@desk_page("requests.see")
def at_place(request: Request, place_id: int) -> HttpResponse:
    """What was asked at one place, newest first; the page of the place shows it as a panel."""
    place = place_for(request.actor, request.standing.community_id, place_id)
    found = newest_at(request.actor, place, most=AT_A_PLACE)
    context = {
        "place": place,
        "rows": rows_of(place.community_id, found),
        "may_answer": request.standing.may("requests.answer"),
    }
    return render(request, "requests/desk/at_place.html", context)


def _opened(word: str) -> str:
    """What stands open beside the list, by the address: a request's number, or "new" for a call being taken."""
    return word if OPENED.fullmatch(word) else ""


def _address_with_open(request: Request) -> str:
    """The present address up to ``open=``: with a number behind it, that request stands open beside the list."""
    kept = request.GET.copy()
    kept.pop("open", None)
    return f"{request.path}?{kept.urlencode()}&open=" if kept else f"{request.path}?open="


def _view(request: Request) -> str:
    wanted = request.GET.get("as") or request.COOKIES.get(VIEW_COOKIE, "")
    return wanted if wanted in VIEWS else VIEWS[0]


def _list(request: Request, looking: BoardFilter, view: str) -> dict[str, Any]:
    community_id = request.standing.community_id
    shared = {"counts": board_counts(request.actor, community_id)}
    if view == "columns" and looking.by_due:
        return shared | {"columns": _columns(request, looking)}
    after = board_key_in(request.GET.get("after", ""))
    found = board_for(request.actor, community_id, looking, after=after, most=ROWS + 1)
    more = found[ROWS - 1] if len(found) > ROWS else None
    return shared | {
        "rows": rows_of(community_id, found[:ROWS]),
        "after": board_key(more) if more else "",
        "begun": after is not None,
    }


def _columns(request: Request, looking: BoardFilter) -> list[dict[str, Any]]:
    """A column per state of the filter, each with its first rows; the rest is a click away in the table."""
    community_id = request.standing.community_id
    found = board_columns(request.actor, community_id, looking, most=IN_A_COLUMN + 1)
    shown = {
        row.request.id: row for row in rows_of(community_id, [one for of in found.values() for one in of])
    }
    return [
        {
            "name": STATE_NAMES[RequestState(state)],
            "rows": [shown[one.id] for one in ones[:IN_A_COLUMN]],
            "more": f"?as=table&{replace(looking, states=(state,)).query()}"
            if len(ones) > IN_A_COLUMN
            else "",
        }
        for state, ones in found.items()
    ]
