"""Reading the common questions: residents, staff on the phone, and strangers at a scanned code see the same pages."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anju.improvement import actions, queries
from anju.improvement.choices import ReadingEnd
from anju.kernel import limits
from anju.places.queries import place_scanned
from anju.ui.address import client_address
from anju.ui.doors import Request, crew_page, resident_page

READER = "help_reader"  # in the session of a stranger who says whether it helped
A_MINUTE = 60
READINGS_A_MINUTE = 60
SAID = {
    ReadingEnd.HELPED: _("谢谢，知道了。"),
    ReadingEnd.UNHELPED: _("知道了，写这一篇的同事会再看。可以直接问我们。"),
}


@dataclass(frozen=True)
class Door:
    """Through which door somebody reads: the frame of the page, the address of the list, whether staff, and who."""

    community: Any
    shell: str
    list: str
    ask: str
    staff: bool = False
    reader: str = ""


def _inside(request: Request, face: str) -> Door:
    standing = request.standing
    return Door(
        community=standing,
        shell=f"ui/shells/{face}.html",
        list=reverse(f"knowledge:{face}_list", args=[standing.slug]),
        ask=f"/home/{standing.slug}/report/?kind=enquiry" if face == "resident" else "",
        staff=face == "crew",
        reader=f"person:{standing.person_id}",
    )


@resident_page(homeless=True)
def resident_list(request: Request) -> HttpResponse:
    return _list(request, _inside(request, "resident"), request.standing.community_id)


@resident_page("GET POST", homeless=True)
def resident_article(request: Request, article_id: int) -> HttpResponse:
    return _article(request, _inside(request, "resident"), request.standing.community_id, article_id)


@crew_page()
def crew_list(request: Request) -> HttpResponse:
    return _list(request, _inside(request, "crew"), request.standing.community_id)


@crew_page(methods="GET POST")
def crew_article(request: Request, article_id: int) -> HttpResponse:
    return _article(request, _inside(request, "crew"), request.standing.community_id, article_id)


@require_http_methods(["GET", "HEAD"])
def public_list(request: HttpRequest, token: str) -> HttpResponse:
    """The common questions of the community whose code was scanned; no account, no cookie."""
    door, community_id = _outside(request, token)
    return _list(request, door, community_id)


@require_http_methods(["GET", "HEAD", "POST"])
def public_article(request: HttpRequest, token: str, article_id: int) -> HttpResponse:
    door, community_id = _outside(request, token)
    return _article(request, door, community_id, article_id)


def _outside(request: HttpRequest, token: str) -> tuple[Door, int]:
    limits.take("public.help", client_address(request), most=READINGS_A_MINUTE, seconds=A_MINUTE)
    place = place_scanned(token)
    door = Door(
        community=place.community,
        shell="ui/shells/public.html",
        list=reverse("knowledge:public_list", args=[token]),
        ask=f"/q/{token}?kind=enquiry",
        reader=request.session.get(READER, ""),
    )
    return door, place.community_id


def _list(request: HttpRequest, door: Door, community_id: int) -> HttpResponse:
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = queries.articles_to_read(community_id, staff=door.staff, text=text)
    context = {"door": door, "community": door.community, "rows": found, "q": text}
    return render(request, "improvement/reading/list.html", context)


def _article(request: HttpRequest, door: Door, community_id: int, article_id: int) -> HttpResponse:
    """One article. Opened while somebody types (``?back=`` is where they came from) it is counted how it ends."""
    found = queries.article_to_read(community_id, article_id, staff=door.staff)
    back = _back(request)
    reader = door.reader or _stranger(request, kept=bool(back) or request.method == "POST")
    if request.method == "POST":
        return _said(request, door, found, reader, back)
    if back:
        actions.open_reading(community_id=community_id, article_id=found.id, reader=reader, offered=True)
    context = {"door": door, "community": door.community, "article": found, "back": back}
    return render(request, "improvement/reading/article.html", context)


def _said(request: HttpRequest, door: Door, found: Any, reader: str, back: str) -> HttpResponse:
    end = request.POST.get("end", "")
    actions.end_reading(community_id=found.community_id, article_id=found.id, reader=reader, end=end)
    if end == ReadingEnd.ASKED or (back and end == ReadingEnd.UNHELPED):
        return redirect(back or door.ask or door.list)
    if end in SAID:
        messages.success(request, SAID[ReadingEnd(end)])
    return redirect(door.list)


def _back(request: HttpRequest) -> str:
    """The page to go back to, only within this site."""
    wanted = request.GET.get("back", "")[:300]
    safe = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if safe else ""


def _stranger(request: HttpRequest, *, kept: bool) -> str:
    """A name for this browser, made only where it is needed."""
    if kept and READER not in request.session:
        request.session[READER] = f"browser:{secrets.token_urlsafe(12)}"
    return str(request.session.get(READER, ""))
