"""What the pages of assets share: the form page, ids of addresses, people and stores to choose from."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from anju.assets.queries import stores_for
from anju.people.queries import staff_with_grant
from anju.ui.doors import Request


def posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def workers(request: Request) -> list[tuple[str, str]]:
    """Who can keep a store or have a tool."""
    found = staff_with_grant(request.standing.community_id, "work.do")
    return [(str(person.id), person.name) for person in found]


def stores_to_choose(request: Request) -> list[tuple[str, str]]:
    found = stores_for(request.actor, request.standing.community_id)
    return [(str(store.id), store.name) for store in found]


def form_page(
    request: Request, form: Any, *, title: str, button: str, back: str, said: str = ""
) -> HttpResponse:
    """One form on a page of its own. ``back`` is the address of what it belongs to, ``said`` a line above."""
    context = {"form": form, "title": title, "button": button, "back": back, "said": said}
    return render(request, "assets/desk/form.html", context, status=422 if form.errors else 200)
