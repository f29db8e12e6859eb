"""The desk's search: people, places, and whatever the apps above find. A page, and rows for the quick one (Ctrl K)."""

from django.http import HttpResponse
from django.shortcuts import render

from anju.people import queries
from anju.ui.doors import Request, desk_page


@desk_page("places.see")
def search(request: Request) -> HttpResponse:
    """``q`` is what to find; ``all`` looks in every community where the actor may see people."""
    text = request.GET.get("q", "").strip()[:60]
    actor, here = request.actor, request.standing.community_id
    everywhere = actor.communities_with(["people.see"])
    wide = bool(request.GET.get("all")) and len(everywhere) > 1
    context = {
        "text": text,
        "wide": wide,
        "wider": len(everywhere) > 1 and not wide,
        "persons": queries.search_people(actor, everywhere if wide else [here], text),
        "places": queries.search_places(actor, here, text),
        "others": queries.found_elsewhere(actor, here, text) if text else [],
        "sees_people": request.standing.may("people.see"),
    }
    template = "people/desk/search_hits.html" if request.htmx else "people/desk/search.html"
    return render(request, template, context)
