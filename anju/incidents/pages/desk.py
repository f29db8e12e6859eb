"""The desk's pages of mass incidents: which run, one of them, opening, telling, ending."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anju.incidents import actions, queries
from anju.incidents.forms import EndForm, IncidentForm, UpdateForm
from anju.incidents.shown import answers_in_words, state_of, story_of
from anju.kernel.errors import Invalid, NotFound, Refused
from anju.kernel.ids import id_in
from anju.places.choices import AreaKind
from anju.places.queries import areas_of, buildings_of, entrances_of, place_for
from anju.requests.queries import request_for
from anju.standards.queries import category_for, category_groups
from anju.ui.doors import Request, desk_page
from anju.ui.forms import say_beside

MOST_BUILDINGS = 12  # with more, entrances are left out of the form
MOST_AREAS = 200
WITHIN = (AreaKind.LOBBY, AreaKind.CORRIDOR, AreaKind.STAIR, AreaKind.ROOF)  # their building stands for them


@desk_page("requests.see")
def all_incidents(request: Request) -> HttpResponse:
    over = request.GET.get("show") == "over"
    rows = queries.incident_rows(
        request.actor,
        request.standing.community_id,
        over=over,
        before=id_in(request.GET.get("before", "")),
    )
    more = len(rows) > queries.ROWS
    context = {
        "rows": [(row, reports, state_of(row)) for row, reports in rows[: queries.ROWS]],
        "over": over,
        "older": rows[queries.ROWS - 1][0].id if more else "",
        "may": request.standing.may("incidents.manage"),
    }
    return render(request, "incidents/desk/list.html", context)


@desk_page("incidents.manage", "GET POST")
def new(request: Request) -> HttpResponse:
    """Open an incident; ``?from=<number>`` begins with what a request told."""
    community_id = request.standing.community_id
    form = IncidentForm(
        request.POST or None,
        initial=_from_request(request),
        categories=[
            (group.category.name, [(leaf.code, leaf.name) for leaf in group.leaves])
            for group in category_groups(community_id)
        ],
        places=_places(community_id),
    )
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_incident(
                actor=request.actor, community_id=community_id, **_told(request, form)
            )
        except Invalid as wrong:
            say_beside(form, wrong)
        else:
            messages.success(request, _("已建好，新的报事会自己并进来。"))
            return redirect("incidents:one", request.standing.slug, opened.number)
    context = {"form": form, "title": _("大面积事件"), "button": _("建好并告诉大家")}
    context["back"] = reverse("incidents:all", args=[request.standing.slug])
    return render(request, "incidents/desk/form.html", context, status=422 if form.errors else 200)


def _told(request: Request, form: IncidentForm) -> dict[str, Any]:
    given, community_id = form.cleaned_data, request.standing.community_id
    return {
        **given,
        "categories": [category_for(community_id, code) for code in given["categories"]],
        "places": [place_for(request.actor, community_id, int(one)) for one in given["places"]],
    }


def _from_request(request: Request) -> dict[str, Any]:
    number = request.GET.get("from", "")[:24]
    if not number:
        return {}
    try:
        found = request_for(request.actor, request.standing.community_id, number)
    except NotFound:
        return {}
    place = found.place.building or found.place
    return {
        "title": f"{place.label} {found.category.shown_name}"[:60],
        "categories": [found.category.code],
        "places": [str(place.id)],
    }


def _places(community_id: int) -> list[tuple[str, str]]:
    """Buildings, their entrances where there are few, and the public areas that fail or close on their own."""
    buildings = buildings_of(community_id)
    found = [(str(one.id), one.label) for one in buildings]
    for building in buildings if len(buildings) <= MOST_BUILDINGS else []:
        found += [(str(one.id), one.label) for one in entrances_of(building)]
    areas = areas_of(community_id).exclude(area_kind__in=WITHIN)
    return found + [(str(one.id), one.label) for one in areas[:MOST_AREAS]]


@desk_page("requests.see")
def one(request: Request, number: str) -> HttpResponse:
    found = queries.incident_for(request.actor, request.standing.community_id, number)
    heard = queries.heard_of(found)
    context = {
        "one": found,
        "state": state_of(found),
        "places": queries.places_of(found),
        "categories": queries.categories_of(found),
        "story": story_of(found),
        "reports": queries.reports_of(found),
        "heard": heard,
        "answers": answers_in_words(heard),
        "live": found.state in queries.LIVE,
        "may": request.standing.may("incidents.manage"),
    }
    return render(request, "incidents/desk/one.html", context)


@desk_page("incidents.manage", "GET POST")
def update(request: Request, number: str) -> HttpResponse:
    found = queries.incident_for(request.actor, request.standing.community_id, number)
    form = UpdateForm(request.POST or None, initial={"expected_end": found.expected_end})
    return _act(request, found, form, _("告诉大家最新情况"), _("发出去"), actions.update_incident)


@desk_page("incidents.manage", "GET POST")
def end(request: Request, number: str) -> HttpResponse:
    found = queries.incident_for(request.actor, request.standing.community_id, number)
    form = EndForm(request.POST or None)
    return _act(request, found, form, _("已经恢复"), _("结束并告诉大家"), actions.end_incident)


@desk_page("incidents.manage", "GET POST")
def call_off(request: Request, number: str) -> HttpResponse:
    found = queries.incident_for(request.actor, request.standing.community_id, number)
    form = EndForm(request.POST or None)
    return _act(request, found, form, _("没有发生，取消"), _("取消并告诉大家"), actions.call_off_incident)


def _act(
    request: Request, found: Any, form: forms.Form, title: str, button: str, do: Callable[..., object]
) -> HttpResponse:
    page = reverse("incidents:one", args=[request.standing.slug, found.number])
    if request.method == "POST" and form.is_valid():
        try:
            do(actor=request.actor, incident=found, **form.cleaned_data)
        except Invalid as wrong:
            say_beside(form, wrong)
        except Refused as wrong:
            messages.warning(request, str(wrong.words))
            return redirect(page)
        else:
            messages.success(request, _("已发给相关的人。"))
            return redirect(page)
    context = {"form": form, "title": f"{title}：{found.title}", "button": button, "back": page}
    return render(request, "incidents/desk/form.html", context, status=422 if form.errors else 200)
