"""The desk's first page of places: buildings and public areas, and how much each holds."""

from django.http import HttpResponse
from django.shortcuts import render

from anju.places.beside import links_for
from anju.places.choices import AreaKind
from anju.places.queries import tree_for
from anju.ui.doors import Request, desk_page

KIND_ICONS: dict[str, str] = {
    AreaKind.LOBBY: "door",
    AreaKind.CORRIDOR: "walk",
    AreaKind.STAIR: "stairs",
    AreaKind.LIFT_CAR: "elevator",
    AreaKind.GARAGE: "parking",
    AreaKind.ROAD: "road",
    AreaKind.GARDEN: "trees",
    AreaKind.GATE: "barrier-block",
    AreaKind.PLAYGROUND: "play-basketball",
    AreaKind.WASTE_POINT: "recycle",
    AreaKind.PUMP_ROOM: "droplet",
    AreaKind.POWER_ROOM: "bolt",
    AreaKind.CONTROL_ROOM: "device-cctv",
    AreaKind.ROOF: "home-up",
    AreaKind.SERVICE_DESK: "headset",
    AreaKind.OTHER: "map-pin",
}


@desk_page("places.see")
def tree(request: Request) -> HttpResponse:
    found = tree_for(request.actor, request.standing.community_id)
    kinds = [(kind, KIND_ICONS[kind], found.kinds[kind]) for kind in AreaKind if kind in found.kinds]
    context = {
        "tree": found,
        "kinds": kinds,
        "area_count": sum(found.kinds.values()),
        "links": links_for(request.standing),
        "may_manage": request.standing.may("places.manage"),
    }
    return render(request, "places/desk/tree.html", context)
