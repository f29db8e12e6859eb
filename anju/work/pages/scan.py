"""Reading a printed code at a place: what is open there, and a way to report something."""

import re
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from anju.kernel.errors import NotFound
from anju.places.queries import place_scanned, places_for
from anju.ui.doors import Request, crew_page
from anju.ui.forms import CONTROL
from anju.work import queries
from anju.work.pages.shown import card

if TYPE_CHECKING:
    from anju.places.models import Place

TOKEN = re.compile(r"/q/([\w-]{8,24})(?:[/?#]|$)")


@crew_page()
def scan(request: Request) -> HttpResponse:
    """``code`` is what was read or typed: the address in the code, or the short code beside it (3-2-1001)."""
    code = CONTROL.sub("", request.GET.get("code", "")).strip()[:300]
    if not code:
        return render(request, "work/crew/scan.html", {})
    try:
        place = _place(request, code)
        standing = request.actor.at(place.community_id)
    except NotFound:
        words = _("这个码不是我们的，或者已经换新。请再扫一次，或输入码下面的编号。")
        return render(request, "work/crew/scan.html", {"wrong": words, "code": code}, status=404)
    if standing.slug != request.standing.slug:
        # A worker of two communities holds the phone of one before a code of the other.
        there = reverse("crew:scan", args=[standing.slug])
        return redirect(f"{there}?{urlencode({'code': code})}")
    jobs = queries.open_jobs_at(request.actor, place)
    context = {
        "place": place,
        "cards": [card(job, request.standing) for job in jobs],
        "report_url": f"/q/{place.token}/",
    }
    return render(request, "work/crew/scanned.html", context)


def _place(request: Request, code: str) -> "Place":
    found = TOKEN.search(code)
    if found:
        return place_scanned(found[1])
    known = places_for(request.actor, request.standing.community_id)
    place = known.filter(code__iexact=code).first()
    if place is None:
        raise NotFound()
    return place
