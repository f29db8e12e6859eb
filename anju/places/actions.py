"""Changes to the tree of places."""

import re
from datetime import time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Actor
from anju.kernel.bulk import add_rows, change_rows
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.kernel.ids import new_id
from anju.kernel.text import clean_line
from anju.places.choices import MOST_AREA_NAME, MOST_FLOOR_LABEL, AreaKind, PlaceKind
from anju.places.drafts import PlaceChanges, PlaceDraft, draft_area
from anju.places.events import PlaceAdded, PlaceChanged, PlaceLocated, PlaceRetired
from anju.places.models import Community, Company, Place
from anju.places.rules import LEAST_RADIUS, MOST_RADIUS, check_floor, check_position, sort_key

# In addresses: what the API's addresses take as well (kernel.api.Slug)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_SLUG = 40


def add_community(*, company: str, slug: str, name: str, hotline: str = "", address: str = "") -> Community:
    """A new community of a company (made when the company is new). Done by the operator, from the command line."""
    if len(slug) > MOST_SLUG or not SLUG.fullmatch(slug):
        raise Invalid(fields={"slug": _("网址里的短名只用小写字母、数字和中间的短横，最多 40 个。")})
    if Community.objects.filter(slug=slug).exists():
        raise Invalid(fields={"slug": _("这个短名已经有小区用了，请换一个。")})
    owner, _made = Company.objects.get_or_create(name=company)
    return Community.objects.create(
        company=owner,
        slug=slug,
        name=clean_line(name, field="name", most=60, least=1),
        hotline=clean_line(hotline, field="hotline", most=20),
        address=clean_line(address, field="address", most=120),
        desk_opens=time(8),
        desk_closes=time(20),
    )


def add_place(
    *,
    actor: Actor,
    community_id: int,
    kind: str,
    code: str,
    name: str,
    label: str,
    parent: Place | None = None,
    area_kind: str = "",
    floor: int | None = None,
    floor_label: str = "",
    built_area: Decimal | None = None,
) -> Place:
    """Add one place below ``parent``. Many at once come by the import."""
    actor.check("places.manage", community_id)
    with transaction.atomic():
        place = Place.objects.of(community_id).create(
            kind=kind,
            area_kind=area_kind,
            parent=parent,
            building=_building_of(parent),
            code=code,
            name=name,
            label=label,
            floor=floor,
            floor_label=floor_label,
            built_area=built_area,
            sort=sort_key(code),
        )
        record(PlaceAdded(place_kind=kind), actor=actor, about=place)
    return place


def add_area(
    *,
    actor: Actor,
    community_id: int,
    name: str,
    area_kind: str,
    building: Place | None = None,
    floor: int | None = None,
    floor_label: str = "",
) -> Place:
    """Add one public area to a building, or to the grounds (None); its code can be printed at once."""
    actor.check("places.manage", community_id)
    name, floor_label = _clean_area(name, area_kind, floor, floor_label)
    drafted = draft_area(_as_draft(building), name, area_kind=area_kind, floor=floor, floor_label=floor_label)
    _refuse_twin(community_id, building, name, floor)
    return add_place(
        actor=actor,
        community_id=community_id,
        kind=PlaceKind.AREA,
        code=_free_code(community_id, drafted.code),
        name=name,
        label=drafted.label,
        parent=building,
        area_kind=area_kind,
        floor=floor,
        floor_label=floor_label,
    )


def change_area(
    *, actor: Actor, area: Place, name: str, area_kind: str, floor: int | None = None, floor_label: str = ""
) -> None:
    """Call an area something else or mend its kind or floor. Its printed code stays good."""
    actor.check("places.manage", area.community_id)
    name, floor_label = _clean_area(name, area_kind, floor, floor_label)
    with transaction.atomic():
        area = Place.objects.of(area.community_id).select_for_update().get(id=area.id)
        _refuse_twin(area.community_id, area.building, name, floor, but=area.id)
        drafted = draft_area(
            _as_draft(area.building), name, area_kind=area_kind, floor=floor, floor_label=floor_label
        )
        wanted = {
            "name": name,
            "label": drafted.label,
            "area_kind": area_kind,
            "floor": floor,
            "floor_label": floor_label,
        }
        changed = [field for field, value in wanted.items() if getattr(area, field) != value]
        if not changed:
            return
        for field in changed:
            setattr(area, field, wanted[field])
        area.save(update_fields=changed)
        record(PlaceChanged(fields=changed), actor=actor, about=area)


def locate_place(*, actor: Actor, place: Place, lat: Decimal | None, lon: Decimal | None) -> Place:
    """Say where a building or a public area is on the map (WGS 84); None for both takes it away.

    A home has none of its own: its building's is near enough, and tells strangers nothing about who lives where.
    """
    actor.check("places.manage", place.community_id)
    lat, lon = check_position(lat, lon)
    with transaction.atomic():
        place = Place.objects.of(place.community_id).select_for_update().get(id=place.id)
        if place.kind == PlaceKind.HOME:
            raise Refused(_("房屋不单独定位，请给它所在的楼定位。"))
        if (place.lat, place.lon) != (lat, lon):
            place.lat, place.lon = lat, lon
            place.save(update_fields=["lat", "lon"])
            record(PlaceLocated(located=lat is not None), actor=actor, about=place)
    return place


def locate_community(
    *, actor: Actor, community_id: int, lat: Decimal | None, lon: Decimal | None, radius: int = 1000
) -> Community:
    """Say where the community lies on the map (WGS 84): its centre, and how far its border is, in metres."""
    actor.check("places.manage", community_id)
    lat, lon = check_position(lat, lon)
    if not LEAST_RADIUS <= radius <= MOST_RADIUS:
        words = _("要在 %(least)d 到 %(most)d 米之间。") % {"least": LEAST_RADIUS, "most": MOST_RADIUS}
        raise Invalid(fields={"radius": words})
    Community.objects.filter(id=community_id).update(lat=lat, lon=lon, radius=radius)
    return Community.objects.get(id=community_id)


def retire_area(*, actor: Actor, area: Place) -> None:
    """The area is no more: it leaves the lists and its printed code opens nothing. What happened there stays."""
    actor.check("places.manage", area.community_id)
    with transaction.atomic():
        area = Place.objects.of(area.community_id).select_for_update().get(id=area.id)
        if area.kind != PlaceKind.AREA:
            raise Refused(_("只有公共区域可以停用。"))
        if area.is_active:
            area.is_active = False
            area.save(update_fields=["is_active"])
            record(PlaceRetired(), actor=actor, about=area)


def lock_community(community_id: int) -> None:
    """Wait for whoever changes many places of the community, and keep others waiting until the transaction ends.

    Rows that point to the community can still be added meanwhile.
    """
    Community.objects.select_for_update(no_key=True).get(id=community_id)


def put_places(*, actor: Actor, community_id: int, changes: PlaceChanges) -> dict[str, int]:
    """Write what ``compare_places`` found, and return the ids of all drafts by code.

    Call after ``lock_community`` in the same transaction; the caller records the fact, about a record of its own.
    """
    actor.check("places.manage", community_id)
    ids = dict(changes.ids)
    order = list(PlaceKind.values)
    new = sorted(changes.new, key=lambda draft: order.index(draft.kind))
    for draft in new:
        ids[draft.code] = new_id()
    add_rows(
        Place,
        community_id,
        (
            {
                **_columns(draft),
                "id": ids[draft.code],
                "kind": draft.kind,
                "code": draft.code,
                "parent_id": ids.get(draft.parent_code),
                "building_id": ids.get(draft.building_code),
                "sort": sort_key(draft.code),
            }
            for draft in new
        ),
    )
    change_rows(Place, community_id, [{"id": id, **_columns(draft)} for id, draft in changes.changed])
    return ids


def _columns(draft: PlaceDraft) -> dict[str, Any]:
    return {
        "name": draft.name,
        "label": draft.label,
        "area_kind": draft.area_kind,
        "floor": draft.floor,
        "floor_label": draft.floor_label,
        "built_area": draft.built_area,
        "is_active": True,
    }


def _building_of(parent: Place | None) -> Place | None:
    if parent is None or parent.kind == PlaceKind.BUILDING:
        return parent
    return parent.building


def _as_draft(building: Place | None) -> PlaceDraft | None:
    if building is None:
        return None
    return PlaceDraft(PlaceKind.BUILDING, building.code, building.name, building.label)


def _clean_area(name: str, area_kind: str, floor: int | None, floor_label: str) -> tuple[str, str]:
    if area_kind not in AreaKind.values:
        raise Invalid(fields={"area_kind": _("请选一个类别。")})
    check_floor(floor, field="floor")
    return (
        clean_line(name, field="name", most=MOST_AREA_NAME, least=1),
        clean_line(floor_label, field="floor_label", most=MOST_FLOOR_LABEL),
    )


def _refuse_twin(
    community_id: int, building: Place | None, name: str, floor: int | None, but: int | None = None
) -> None:
    twins = Place.objects.of(community_id).filter(
        kind=PlaceKind.AREA, building=building, name=name, floor=floor, is_active=True
    )
    if any(twin.id != but for twin in twins):
        raise Invalid(fields={"name": _("这里已经有一个同名的区域了，请换个名字，例如加上方位。")})


def _free_code(community_id: int, code: str) -> str:
    """``code``, or with a number behind it when an area that was retired still holds it."""
    held = set(Place.objects.of(community_id).filter(code__startswith=code).values_list("code", flat=True))
    return next(one for one in (code, *(f"{code}.{n}" for n in range(2, 1000))) if one not in held)
