"""One place: what it is, its code, and what the apps above know of it; a public area is added and mended here."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anju.kernel.errors import Invalid, NotFound
from anju.kernel.ids import id_in
from anju.places import actions
from anju.places.beside import panels_for
from anju.places.choices import PlaceKind
from anju.places.forms import AreaForm
from anju.places.pages.addresses import code_url
from anju.places.pages.tree import KIND_ICONS
from anju.places.queries import buildings_of, community_named, inside_of, place_for
from anju.ui.doors import Request, desk_page
from anju.ui.forms import say_beside

WITH_CODE = (PlaceKind.HOME, PlaceKind.AREA)


@desk_page("places.see")
def place(request: Request, place_id: int) -> HttpResponse:
    found = place_for(request.actor, request.standing.community_id, place_id)
    panels = [
        (reverse(panel.url_name, args=[request.standing.slug, found.id]), panel.select)
        for panel in panels_for(request.standing, found.kind)
    ]
    context = {
        "place": found,
        "icon": KIND_ICONS.get(found.area_kind, "home"),
        "facts": _facts(found),
        "code_url": code_url(request, found) if found.kind in WITH_CODE else "",
        "inside": inside_of(found),
        "panels": panels,
        "may_manage": request.standing.may("places.manage"),
    }
    return render(request, "places/desk/place.html", context)


@desk_page("places.see")
def label(request: Request, place_id: int) -> HttpResponse:
    """One label to print from the browser."""
    found = place_for(request.actor, request.standing.community_id, place_id)
    if found.kind not in WITH_CODE:
        raise NotFound()
    context = {
        "place": found,
        "code_url": code_url(request, found),
        "hotline": community_named(found.community_id).hotline,
    }
    return render(request, "places/desk/label.html", context)


@desk_page("places.manage", "GET POST")
def add_area(request: Request) -> HttpResponse:
    buildings = buildings_of(request.standing.community_id)
    form = AreaForm(_posted(request), buildings=buildings, initial={"building": request.GET.get("building")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        building_id = id_in(given.pop("building"))
        building = next((one for one in buildings if one.id == building_id), None)
        try:
            area = actions.add_area(
                actor=request.actor,
                community_id=request.standing.community_id,
                building=building,
                **given,
            )
        except Invalid as wrong:
            say_beside(form, wrong)
        else:
            messages.success(request, _("已添加“%(place)s”，它的二维码可以打印了。") % {"place": area.label})
            return redirect("places:place", request.standing.slug, area.id)
    return _form_page(request, form, {"title": _("添加公共区域")})


@desk_page("places.manage", "GET POST")
def edit_area(request: Request, place_id: int) -> HttpResponse:
    area = _area(request, place_id)
    initial = {name: getattr(area, name) for name in ("name", "area_kind", "floor", "floor_label")}
    form = AreaForm(_posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_area(actor=request.actor, area=area, **form.cleaned_data)
        except Invalid as wrong:
            say_beside(form, wrong)
        else:
            messages.success(request, _("改好了，已经贴出去的二维码照样能用。"))
            return redirect("places:place", request.standing.slug, area.id)
    return _form_page(request, form, {"title": _("修改“%(place)s”") % {"place": area.label}, "area": area})


@desk_page("places.manage", "POST")
def retire_area(request: Request, place_id: int) -> HttpResponse:
    area = _area(request, place_id)
    actions.retire_area(actor=request.actor, area=area)
    messages.success(request, _("“%(place)s”已停用，请把现场的二维码撕下来。") % {"place": area.label})
    return redirect("places:areas", request.standing.slug)


def _posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def _area(request: Request, place_id: int) -> Any:
    found = place_for(request.actor, request.standing.community_id, place_id)
    if found.kind != PlaceKind.AREA:
        raise NotFound()
    return found


def _facts(found: Any) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = []
    if found.kind == PlaceKind.AREA:
        facts.append((_("类别"), found.get_area_kind_display()))
    if found.floor is not None:
        shown = f"{found.floor}" + (f"（{_('显示')} {found.floor_label}）" if found.floor_label else "")
        facts.append((_("楼层"), shown))
    if found.built_area is not None:
        facts.append((_("建筑面积"), f"{found.built_area} m²"))
    if found.lat is not None:
        facts.append((_("地图位置"), f"{found.lat}, {found.lon}"))
    return [*facts, (_("编号"), found.code)]


def _form_page(request: Request, form: AreaForm, more: dict[str, Any]) -> HttpResponse:
    return render(
        request, "places/desk/area_form.html", {"form": form, **more}, status=422 if form.errors else 200
    )
