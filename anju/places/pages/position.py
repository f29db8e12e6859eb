"""Where places are on the map: the community with its border, a building, a public area."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anju.kernel.errors import Invalid, NotFound
from anju.places import actions
from anju.places.forms import BorderForm, PositionForm
from anju.places.queries import community_named, place_for
from anju.ui.doors import Request, desk_page
from anju.ui.forms import say_beside


@desk_page("places.manage", "GET POST")
def border(request: Request) -> HttpResponse:
    """The middle of the community and how far it reaches."""
    found = community_named(request.standing.community_id)
    initial = {"lat": found.lat, "lon": found.lon, "radius": found.radius}
    form = BorderForm(request.POST or None, initial=initial)
    back = reverse("places:tree", args=[request.standing.slug])

    def keep(given: dict[str, Any]) -> object:
        return actions.locate_community(actor=request.actor, community_id=found.id, **given)

    return _answer(request, form, keep, title=_("小区在地图上的位置"), back=back)


@desk_page("places.manage", "GET POST")
def position(request: Request, place_id: int) -> HttpResponse:
    """Where one building or public area is."""
    found = place_for(request.actor, request.standing.community_id, place_id)
    if found.is_home:
        raise NotFound()
    form = PositionForm(request.POST or None, initial={"lat": found.lat, "lon": found.lon})
    back = reverse("places:place", args=[request.standing.slug, found.id])

    def keep(given: dict[str, Any]) -> object:
        return actions.locate_place(actor=request.actor, place=found, **given)

    title = _("“%(place)s”在地图上的位置") % {"place": found.label}
    return _answer(request, form, keep, title=title, back=back)


def _answer(
    request: Request, form: PositionForm, keep: Callable[[dict[str, Any]], object], *, title: str, back: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            keep(form.cleaned_data)
        except Invalid as wrong:
            say_beside(form, wrong)
        else:
            messages.success(request, _("位置记好了。"))
            return redirect(back)
    context = {"form": form, "title": title, "back": back}
    return render(request, "places/desk/position.html", context, status=422 if form.errors else 200)
