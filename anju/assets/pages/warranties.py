"""Until when the builder warrants what of a place: a part of the place's page, and its own page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anju.assets import actions, queries
from anju.assets.forms import DeliveredForm, WarrantyForm
from anju.kernel.errors import Invalid, NotAllowed
from anju.people.queries import today
from anju.places.queries import place_for
from anju.ui.doors import Request, desk_page
from anju.ui.forms import say_beside


@desk_page("stores.see", "GET POST")
def warranties(request: Request, place_id: int) -> HttpResponse:
    """What is kept (GET); a delivery date for all, or one class of parts with its day (POST, ``stores.manage``)."""
    place = place_for(request.actor, request.standing.community_id, place_id)
    may = request.standing.may("stores.manage")
    if request.method == "POST" and not may:
        raise NotAllowed()
    one = request.method == "POST" and "part_class" in request.POST
    whole = request.method == "POST" and not one
    delivered = DeliveredForm(request.POST if whole else None)
    single = WarrantyForm(request.POST if one else None)
    form: Any = single if one else delivered
    if form.is_bound and form.is_valid():
        act = actions.set_warranty if one else actions.record_delivery
        try:
            act(actor=request.actor, place=place, **form.cleaned_data)
        except Invalid as wrong:
            say_beside(form, wrong)
        else:
            messages.success(request, _("保修期记下了。"))
            return redirect("assets:warranties", request.standing.slug, place.id)
    context = {
        "place": place,
        "rows": queries.warranties_of(place),
        "today": today(),
        "delivered": delivered,
        "single": single,
        "may_manage": may,
    }
    return render(request, "assets/desk/warranties.html", context, status=422 if form.errors else 200)
