"""The resident's phone: home, what I reported, one request."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from anju.kernel.errors import NotFound
from anju.kernel.ids import id_in
from anju.places.queries import homes_for
from anju.requests.forms.resident import KINDS
from anju.requests.own_queries import ROWS, my_request, my_requests, my_running, sentences_of
from anju.requests.pages import follow
from anju.ui.doors import Request, resident_page

RUNNING, RECENT = 8, 5  # how many home shows


@resident_page(homeless=True)
def home(request: Request) -> HttpResponse:
    """My home, one big button, what runs for me."""
    community_id = request.standing.community_id
    homes = homes_for(request.actor, community_id)
    running = my_running(request.actor, community_id, RUNNING + 1)
    ended = my_requests(request.actor, community_id, running=False, most=RECENT)
    context = {
        "homes": homes,
        "mine": chosen_home(request, homes),
        "kinds": KINDS,
        "running": _with_sentences(running[:RUNNING]),
        "more_running": len(running) > RUNNING,
        "ended": _with_sentences(ended),
    }
    return render(request, "requests/resident/home.html", context)


@resident_page("POST")
def choose_home(request: Request) -> HttpResponse:
    """Remember which of several homes is meant."""
    homes = homes_for(request.actor, request.standing.community_id)
    if request.POST.get("home") not in [str(one.id) for one in homes]:
        raise NotFound()
    request.session[_home_key(request)] = request.POST["home"]
    return redirect("resident:home", request.standing.slug)


def chosen_home(request: Request, homes: list[Any]) -> Any:
    """The home that was chosen last, else the first; None for who has none."""
    chosen = request.session.get(_home_key(request)) if len(homes) > 1 else None
    return next((one for one in homes if str(one.id) == chosen), homes[0] if homes else None)


def _home_key(request: Request) -> str:
    return f"home:{request.standing.slug}"


@resident_page(homeless=True)
def requests(request: Request) -> HttpResponse:
    """What I reported: what runs, or what ended."""
    ended = request.GET.get("show") == "ended"
    after, before = id_in(request.GET.get("after", "")), id_in(request.GET.get("before", ""))
    rows = my_requests(
        request.actor,
        request.standing.community_id,
        running=not ended,
        after=after,
        before=before,
        most=ROWS + 1,
    )
    more = len(rows) > ROWS
    rows = (rows[1:] if before else rows[:-1]) if more else rows
    context = {
        "ended": ended,
        "rows": _with_sentences(rows),
        "older": rows[-1].id if rows and (more or before) else "",
        "newer": rows[0].id if rows and (after or (before and more)) else "",
    }
    return render(request, "requests/resident/requests.html", context)


def _with_sentences(rows: list[Any]) -> list[tuple[Any, Any]]:
    told = sentences_of(rows)
    return [(row, told[row.id]) for row in rows]


@resident_page(homeless=True)
def one_request(request: Request, number: str) -> HttpResponse:
    return follow.show(request, _mine(request, number), here(request, number))


@resident_page(homeless=True)
def line(request: Request, number: str) -> HttpResponse:
    """What is new, asked every twenty seconds."""
    return follow.line(request, _mine(request, number), here(request, number))


@resident_page("POST", homeless=True)
def step(request: Request, number: str, step: str) -> HttpResponse:
    """Write, urge, cancel, judge, re-open."""
    return follow.act(request, _mine(request, number), here(request, number), step)


@resident_page(homeless=True)
def paper(request: Request, number: str) -> HttpResponse:
    there = here(request, number)
    return follow.on_paper(request, _mine(request, number), there, request.build_absolute_uri(there.base))


def here(request: Request, number: str) -> follow.Here:
    slug = request.standing.slug
    return follow.Here(
        actor=request.actor,
        shell="ui/shells/resident.html",
        base=reverse("resident:request", args=[slug, number]),
        files=f"/files/{slug}/",
        list=reverse("resident:requests", args=[slug]),
    )


def _mine(request: Request, number: str) -> Any:
    return my_request(request.actor, request.standing.community_id, number)
