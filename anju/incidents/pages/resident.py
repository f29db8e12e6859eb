"""What residents read of a mass incident."""

from django.http import HttpResponse
from django.shortcuts import render

from anju.incidents import queries
from anju.incidents.shown import state_of, story_of
from anju.ui.doors import Request, resident_page


@resident_page(homeless=True)
def one(request: Request, number: str) -> HttpResponse:
    """What it is, where, until when, and everything that was told of it."""
    found = queries.incident_told(request.actor, request.standing.community_id, number)
    context = {
        "one": found,
        "state": state_of(found),
        "places": queries.places_of(found),
        "story": story_of(found, named=False),
        "live": found.state in queries.LIVE,
    }
    return render(request, "incidents/resident/one.html", context)
