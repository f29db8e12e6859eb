"""The first page: what this is, and the ways in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from anju.people.queries import demo_faces
from anju.ui.doors import faces_of


def landing(request: HttpRequest) -> HttpResponse:
    """For anybody. Who is signed in finds the ways to their own faces; the demo offers people to be."""
    actor = request.actor  # type: ignore[attr-defined]
    ways = [] if actor.kind == "guest" else faces_of(actor)
    offered = demo_faces() if settings.DEMO and not ways else []
    return render(request, "config/landing.html", {"ways": ways, "offered": offered})
