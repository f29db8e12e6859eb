"""Homes and public areas as lists: searched, filtered, page by page, and as Excel files."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from anju.kernel.ids import id_in
from anju.places.choices import AreaKind
from anju.places.forms import GROUNDS
from anju.places.pages.tree import KIND_ICONS
from anju.places.queries import area_kinds_of, areas_found, buildings_of, entrances_of, homes_found, window_of
from anju.ui.doors import Request, desk_page
from anju.ui.spreadsheets import download, table_file


@dataclass(frozen=True)
class Looking:
    """What the address asks for: words, a building (an id, or the grounds), an entrance, a kind of area."""

    words: str = ""
    building: str = ""
    entrance: str = ""
    area_kind: str = ""

    @property
    def building_id(self) -> int | None:
        return id_in(self.building)

    @property
    def entrance_id(self) -> int | None:
        return id_in(self.entrance)


def looking_at(given: Any) -> Looking:
    return Looking(
        given.get("q", ""), given.get("building", ""), given.get("entrance", ""), given.get("kind", "")
    )


def homes_looked_for(request: Request, looking: Looking) -> Any:
    return homes_found(
        request.actor,
        request.standing.community_id,
        building_id=looking.building_id,
        entrance_id=looking.entrance_id,
        words=looking.words,
    )


def areas_looked_for(request: Request, looking: Looking) -> Any:
    return areas_found(
        request.actor,
        request.standing.community_id,
        building_id=looking.building_id,
        grounds=looking.building == GROUNDS,
        area_kind=looking.area_kind,
        words=looking.words,
    )


@desk_page("places.see")
def homes(request: Request) -> HttpResponse:
    looking = looking_at(request.GET)
    buildings = buildings_of(request.standing.community_id)
    building = next((one for one in buildings if one.id == looking.building_id), None)
    context = _context(request, looking, homes_looked_for(request, looking)) | {
        "buildings": buildings,
        "building": building,
        "entrances": entrances_of(building) if building else [],
    }
    return render(request, "places/desk/homes.html", context)


@desk_page("places.see")
def areas(request: Request) -> HttpResponse:
    looking = looking_at(request.GET)
    buildings = buildings_of(request.standing.community_id)
    there = area_kinds_of(request.standing.community_id)
    context = _context(request, looking, areas_looked_for(request, looking)) | {
        "buildings": buildings,
        "building": next((one for one in buildings if one.id == looking.building_id), None),
        "kinds": [(kind, KIND_ICONS[kind]) for kind in AreaKind if kind in there],
    }
    return render(request, "places/desk/areas.html", context)


@desk_page("places.see")
def homes_sheet(request: Request) -> HttpResponse:
    """The homes that are filtered, with the titles of the import, so that the file can be handed in again."""
    found = homes_looked_for(request, looking_at(request.GET)).select_related("building", "parent")
    rows = (
        (
            home.building.name,
            home.parent.name if home.parent_id != home.building_id else "",
            home.floor,
            home.floor_label,
            home.name,
            home.built_area,
            home.code,
        )
        for home in found
    )
    titles = ["楼栋", "单元", "楼层(物理)", "楼层显示", "房号", "建筑面积", "房屋编号"]
    content = table_file("房屋", titles, rows, widths=[10, 10, 11, 10, 10, 11, 16])
    return download(content, _("%(community)s房屋.xlsx") % {"community": request.standing.name})


@desk_page("places.see")
def areas_sheet(request: Request) -> HttpResponse:
    """The public areas that are filtered, with the titles of the import."""
    rows = (
        (
            area.building.name if area.building else "",
            area.get_area_kind_display(),
            area.name,
            area.floor,
            area.code,
        )
        for area in areas_looked_for(request, looking_at(request.GET))
    )
    content = table_file(
        "公共区域", ["楼栋", "类别", "名称", "楼层", "编号"], rows, widths=[10, 14, 22, 8, 24]
    )
    return download(content, _("%(community)s公共区域.xlsx") % {"community": request.standing.name})


def _context(request: Request, looking: Looking, found: Any) -> dict[str, Any]:
    window = window_of(found, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    return {
        "looking": looking,
        "filtered": looking != Looking(),
        "window": window,
        "may_manage": request.standing.may("places.manage"),
    }
