"""What a place is going to be called, and how a draft compares with what is there. Pure.

Codes follow the short way of the trade, building-entrance-room: “3-2-1001” is building 3, entrance 2, tenth floor,
room 01; a home without an entrance is “3-1001”. Names keep the ending that was written (3栋, 3号楼, A座); two ways of
writing the same number are one building.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from anju.places.choices import PlaceKind

BUILDING_ENDINGS = ("号楼", "栋", "幢", "座", "楼", "号")
ENTRANCE_ENDINGS = ("单元", "门洞", "门", "梯")
ROOM_ENDINGS = ("室", "房", "号")


@dataclass(frozen=True)
class StepName:
    """One step of a name: ``code`` “3”, ``name`` “3号楼”, or "" when the words had no ending of their own."""

    code: str
    name: str = ""


@dataclass(frozen=True)
class PlaceDraft:
    """A place as it should stand. Empty ``floor_label`` and ``built_area`` say nothing: what is there stays."""

    kind: str
    code: str
    name: str
    label: str
    parent_code: str = ""
    building_code: str = ""
    area_kind: str = ""
    floor: int | None = None
    floor_label: str = ""
    built_area: Decimal | None = None


@dataclass(frozen=True)
class KnownPlace:
    """A place as it stands."""

    id: int
    kind: str
    code: str
    name: str
    label: str
    building_id: int | None
    area_kind: str
    floor: int | None
    floor_label: str
    built_area: Decimal | None
    is_active: bool


@dataclass
class PlaceChanges:
    """Drafts against what is there. ``changed`` pairs an id with the draft filled up from the present values;
    ``counts`` maps a kind of place to ``[new, changed, same]``; ``ids`` the codes of drafts to ids that exist;
    ``clashes`` are drafts whose code belongs to a place of another kind."""

    new: list[PlaceDraft] = field(default_factory=list)
    changed: list[tuple[int, PlaceDraft]] = field(default_factory=list)
    counts: dict[str, list[int]] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    clashes: list[tuple[PlaceDraft, KnownPlace]] = field(default_factory=list)


def building_step(words: str) -> StepName:
    return _step(words, BUILDING_ENDINGS)


def entrance_step(words: str) -> StepName:
    return _step(words, ENTRANCE_ENDINGS)


def room_name(words: str) -> str:
    """``1001室`` → ``1001``."""
    return _step(words, ROOM_ENDINGS).code


def _step(words: str, endings: tuple[str, ...]) -> StepName:
    for ending in endings:
        if words.endswith(ending) and len(words) > len(ending):
            return StepName(words.removesuffix(ending).upper(), words)
    return StepName(words.upper())


def draft_building(step: StepName, *, known_name: str = "") -> PlaceDraft:
    """``known_name`` is the building's name as it stands, if it does."""
    name = step.name or known_name or f"{step.code}栋"
    return PlaceDraft(PlaceKind.BUILDING, step.code, name, name)


def draft_entrance(building: PlaceDraft, step: StepName, *, known_name: str = "") -> PlaceDraft:
    name = step.name or known_name or f"{step.code}单元"
    return PlaceDraft(
        PlaceKind.ENTRANCE,
        f"{building.code}-{step.code}",
        name,
        f"{building.label}{name}",
        parent_code=building.code,
        building_code=building.code,
    )


def draft_home(
    parent: PlaceDraft,
    room: str,
    *,
    floor: int,
    floor_label: str = "",
    built_area: Decimal | None = None,
) -> PlaceDraft:
    """A home in an entrance, or straight in a building."""
    return PlaceDraft(
        PlaceKind.HOME,
        f"{parent.code}-{room}",
        room,
        f"{parent.label}{room}",
        parent_code=parent.code,
        building_code=parent.building_code or parent.code,
        floor=floor,
        floor_label=floor_label,
        built_area=built_area,
    )


def draft_area(
    building: PlaceDraft | None,
    name: str,
    *,
    area_kind: str,
    floor: int | None = None,
    floor_label: str = "",
) -> PlaceDraft:
    """A public area of a building, or of the grounds (None). The floor is part of what it is called."""
    at = floor_words(floor, floor_label)
    said = [building.label if building else "", at if at and at not in name else "", name]
    code = [building.code if building else "", "" if floor is None else f"{floor}F", name]
    return PlaceDraft(
        PlaceKind.AREA,
        "-".join(part for part in code if part),
        name,
        "".join(said),
        parent_code=building.code if building else "",
        building_code=building.code if building else "",
        area_kind=area_kind,
        floor=floor,
        floor_label=floor_label,
    )


def floor_words(floor: int | None, label: str = "") -> str:
    """What people call a floor: the shown label if there is one, else 10层, 地下1层."""
    if label and not re.fullmatch(r"-?\d+", label):
        return label
    if floor is None:
        return ""
    shown = int(label) if label else floor
    return f"{shown}层" if shown > 0 else f"地下{-shown}层"


def compare(known: Mapping[str, KnownPlace], drafts: Iterable[PlaceDraft]) -> PlaceChanges:
    """``known`` holds all places of the community by code."""
    changes = PlaceChanges(counts={kind: [0, 0, 0] for kind in PlaceKind.values})
    areas = {_area_key(place): place for place in known.values() if place.kind == PlaceKind.AREA}
    for draft in drafts:
        there = known.get(draft.code)
        if draft.kind == PlaceKind.AREA:
            # An area that was added by hand has a code of its own: it is known by building, floor and name.
            building = known.get(draft.building_code)
            there = areas.get((building.id if building else None, draft.floor, draft.name), there)
        counts = changes.counts[draft.kind]
        if there is None:
            changes.new.append(draft)
            counts[0] += 1
        elif there.kind != draft.kind:
            changes.clashes.append((draft, there))
        else:
            changes.ids[draft.code] = there.id
            wanted = _filled(draft, there)
            if _differs(wanted, there):
                changes.changed.append((there.id, wanted))
            counts[1 if _differs(wanted, there) else 2] += 1
    return changes


def _area_key(place: KnownPlace) -> tuple[int | None, int | None, str]:
    return (place.building_id, place.floor, place.name)


def _filled(draft: PlaceDraft, there: KnownPlace) -> PlaceDraft:
    return replace(
        draft,
        label=there.label if draft.kind == PlaceKind.AREA else draft.label,
        floor_label=draft.floor_label or there.floor_label,
        built_area=there.built_area if draft.built_area is None else draft.built_area,
    )


def _differs(wanted: PlaceDraft, there: KnownPlace) -> bool:
    compared = ("name", "label", "area_kind", "floor", "floor_label", "built_area")
    return not there.is_active or any(getattr(wanted, name) != getattr(there, name) for name in compared)
