"""What the desk does on the page of a person: give and end, show the number, open the account."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anju.people import actions, queries
from anju.people.forms import HomeRoleForm, PlateForm, PostForm
from anju.people.pages.desk import about
from anju.people.pages.desk_homes import one_home
from anju.ui.doors import Request, desk_page


@desk_page("people.see_phone", "POST")
def phone(request: Request, person_id: int) -> HttpResponse:
    """The whole number in place of the masked one. That it was seen is kept."""
    found = _person(request, person_id)
    whole = actions.show_phone(actor=request.actor, person=found)
    if request.htmx:
        return render(request, "people/desk/phone.html", {"whole": whole})
    return render(request, "people/desk/person.html", about(request, found) | {"whole": whole})


@desk_page("people.manage", "POST")
def give_home(request: Request, person_id: int) -> HttpResponse:
    found, form = _person(request, person_id), HomeRoleForm(request.POST)
    home = one_home(request, form) if form.is_valid() else None
    if home is not None and form.do(
        lambda: actions.give_home_role(
            actor=request.actor,
            person=found,
            home_id=home,
            role=form.cleaned_data["role"],
            since=form.since_day,
        )
    ):
        return _done(request, found, _("住处已登记。"))
    return _again(request, found, home_form=form)


@desk_page("people.manage", "POST")
def end_home(request: Request, person_id: int, role_id: int) -> HttpResponse:
    held = queries.home_role_named(request.standing.community_id, person_id, role_id)
    actions.end_home_role(actor=request.actor, held=held)
    return _done(request, held.person, _("这个身份从今天起不再有效。"))


@desk_page("people.manage", "POST")
def give_post(request: Request, person_id: int) -> HttpResponse:
    found = _person(request, person_id)
    form = PostForm(request.POST, grants=request.standing.grants)
    if form.is_valid() and form.do(
        lambda: actions.give_post(
            actor=request.actor,
            person=found,
            post=form.cleaned_data["post"],
            since=form.cleaned_data["since"],
        )
    ):
        return _done(request, found, _("岗位已安排。"))
    return _again(request, found, post_form=form)


@desk_page("people.manage", "POST")
def end_post(request: Request, person_id: int, post_id: int) -> HttpResponse:
    held = queries.post_named(request.standing.community_id, person_id, post_id)
    actions.end_post(actor=request.actor, held=held)
    return _done(request, held.person, _("这个岗位从今天起不再有效。"))


@desk_page("people.manage", "POST")
def add_vehicle(request: Request, person_id: int) -> HttpResponse:
    found, form = _person(request, person_id), PlateForm(request.POST)
    if form.is_valid() and form.do(
        lambda: actions.add_vehicle(actor=request.actor, person=found, plate=form.cleaned_data["plate"])
    ):
        return _done(request, found, _("车牌已登记。"))
    return _again(request, found, plate_form=form)


@desk_page("people.manage", "POST")
def remove_vehicle(request: Request, person_id: int, vehicle_id: int) -> HttpResponse:
    vehicle = queries.vehicle_named(request.standing.community_id, person_id, vehicle_id)
    person = vehicle.person
    actions.remove_vehicle(actor=request.actor, vehicle=vehicle)
    return _done(request, person, _("车牌已去掉。"))


@desk_page("people.manage", "POST")
def open_account(request: Request, person_id: int) -> HttpResponse:
    return _act(
        request,
        person_id,
        lambda found: actions.open_account(actor=request.actor, person=found),
        _("已开通。请告诉对方：用这个手机号获取验证码就能登录。"),
    )


@desk_page("people.manage", "POST")
def deactivate(request: Request, person_id: int) -> HttpResponse:
    return _act(
        request,
        person_id,
        lambda found: actions.set_active(actor=request.actor, person=found, active=False),
        _("已停用，在本小区的权限立即失效。"),
    )


@desk_page("people.manage", "POST")
def reactivate(request: Request, person_id: int) -> HttpResponse:
    return _act(
        request,
        person_id,
        lambda found: actions.set_active(actor=request.actor, person=found, active=True),
        _("已恢复。"),
    )


def _act(request: Request, person_id: int, act: Callable[[Any], Any], words: str) -> HttpResponse:
    found = _person(request, person_id)
    act(found)
    return _done(request, found, words)


def _person(request: Request, person_id: int) -> Any:
    return queries.person_for(request.actor, request.standing.community_id, person_id)


def _done(request: Request, person: Any, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("people:person", request.standing.slug, person.id)


def _again(request: Request, person: Any, **forms: Any) -> HttpResponse:
    """The page once more with the form that was refused, open and with what was typed."""
    return render(request, "people/desk/person.html", about(request, person, **forms), status=422)
