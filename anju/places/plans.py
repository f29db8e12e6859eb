"""Lists of homes and areas, as somebody wrote them, made into drafts of places. Pure.

What does not fit together is a ``Complaint`` about a row; the import turns it into the address of a cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from anju.places.choices import PlaceKind
from anju.places.drafts import (
    KnownPlace,
    PlaceChanges,
    PlaceDraft,
    StepName,
    building_step,
    compare,
    draft_area,
    draft_building,
    draft_entrance,
    draft_home,
    entrance_step,
    room_name,
)

About = Literal["homes", "areas"]
Kind = Literal["place_twice", "building_two_names", "code_taken", "building_unknown"]


@dataclass(frozen=True)
class HomeWords:
    """A home as written: “3栋”, “2单元” (or ""), “1001”."""

    building: str
    entrance: str
    room: str
    floor: int
    floor_label: str = ""
    built_area: Decimal | None = None


@dataclass(frozen=True)
class AreaWords:
    """A public area as written; ``building`` is "" for the grounds."""

    building: str
    area_kind: str
    name: str
    floor: int | None = None
    floor_label: str = ""


@dataclass(frozen=True)
class Complaint:
    """Row ``row`` of ``homes`` or ``areas`` does not fit: ``kind`` says why, ``other`` is the row it collides with."""

    about: About
    row: int
    field: str
    kind: Kind
    other: int | None = None
    words: str = ""


@dataclass
class PlacePlan:
    """``homes`` is what people may call each home that will exist (code and label) to its code; ``home_ids`` the
    codes of the homes that exist already to their ids."""

    changes: PlaceChanges = field(default_factory=PlaceChanges)
    complaints: list[Complaint] = field(default_factory=list)
    homes: dict[str, str] = field(default_factory=dict)
    home_ids: dict[str, int] = field(default_factory=dict)


def plan(
    known: Mapping[str, KnownPlace], homes: Sequence[HomeWords], areas: Sequence[AreaWords]
) -> PlacePlan:
    """``known`` holds all places of the community by code."""
    drawing = _Drawing(known)
    for row, home in enumerate(homes):
        drawing.add_home(row, home)
    for row, area in enumerate(areas):
        drawing.add_area(row, area)
    changes = compare(known, drawing.drafts.values())
    for draft, there in changes.clashes:
        drawing.complain_clash(draft, there)
    standing = [place for place in known.values() if place.kind == PlaceKind.HOME and place.is_active]
    homes_by_name = {name: home.code for home in standing for name in (home.code, home.label)}
    for draft in drawing.drafts.values():
        if draft.kind == PlaceKind.HOME:
            homes_by_name |= {draft.code: draft.code, draft.label: draft.code}
    return PlacePlan(
        changes, drawing.complaints, homes_by_name, home_ids={home.code: home.id for home in standing}
    )


class _Drawing:
    """Drafts by code, in the order of the rows that asked for them first."""

    def __init__(self, known: Mapping[str, KnownPlace]) -> None:
        self.known = known
        self.drafts: dict[str, PlaceDraft] = {}
        self.rows: dict[str, tuple[About, int]] = {}
        self.complaints: list[Complaint] = []

    def add_home(self, row: int, home: HomeWords) -> None:
        parent = self._building(row, home.building)
        if home.entrance:
            parent = self._entrance(row, parent, home.entrance)
        drafted = draft_home(
            parent,
            room_name(home.room),
            floor=home.floor,
            floor_label=home.floor_label,
            built_area=home.built_area,
        )
        self._keep_once("homes", row, drafted)

    def add_area(self, row: int, area: AreaWords) -> None:
        building = None
        if area.building:
            step = building_step(area.building)
            building = self.drafts.get(step.code) or self._known_building(step.code)
            if building is None or building.kind != PlaceKind.BUILDING:
                self._complain("areas", row, "building", "building_unknown", words=area.building)
                return
        drafted = draft_area(
            building, area.name, area_kind=area.area_kind, floor=area.floor, floor_label=area.floor_label
        )
        self._keep_once("areas", row, drafted)

    def complain_clash(self, draft: PlaceDraft, there: KnownPlace) -> None:
        about, row = self.rows[draft.code]
        self._complain(about, row, "room", "code_taken", words=there.label)

    def _building(self, row: int, words: str) -> PlaceDraft:
        step = building_step(words)
        there = self.drafts.get(step.code)
        if there is None:
            drafted = draft_building(step, known_name=self._known_name(step.code, PlaceKind.BUILDING))
            return self._keep("homes", row, drafted)
        if step.name and step.name != there.name:
            other = self.rows[step.code][1]
            self._complain("homes", row, "building", "building_two_names", other=other, words=there.name)
        return there

    def _entrance(self, row: int, building: PlaceDraft, words: str) -> PlaceDraft:
        step = entrance_step(words)
        code = f"{building.code}-{step.code}"
        drafted = draft_entrance(building, step, known_name=self._known_name(code, PlaceKind.ENTRANCE))
        there = self.drafts.get(code)
        if there is None:
            return self._keep("homes", row, drafted)
        if there.kind == PlaceKind.ENTRANCE:
            return there
        self._complain("homes", row, "entrance", "code_taken", words=there.label)
        return drafted

    def _keep(self, about: About, row: int, draft: PlaceDraft) -> PlaceDraft:
        self.drafts[draft.code] = draft
        self.rows[draft.code] = (about, row)
        return draft

    def _keep_once(self, about: About, row: int, draft: PlaceDraft) -> None:
        there = self.drafts.get(draft.code)
        if there is None:
            self._keep(about, row, draft)
        elif self.rows[draft.code][0] == about and there.kind == draft.kind:
            other = self.rows[draft.code][1]
            self._complain(about, row, "room", "place_twice", other=other, words=there.label)
        else:
            self._complain(about, row, "room", "code_taken", words=there.label)

    def _complain(
        self, about: About, row: int, field: str, kind: Kind, *, other: int | None = None, words: str = ""
    ) -> None:
        column = "name" if about == "areas" and field == "room" else field
        self.complaints.append(Complaint(about, row, column, kind, other, words))

    def _known_name(self, code: str, kind: str) -> str:
        found = self.known.get(code)
        return found.name if found is not None and found.kind == kind else ""

    def _known_building(self, code: str) -> PlaceDraft | None:
        name = self._known_name(code, PlaceKind.BUILDING)
        return draft_building(StepName(code, name)) if name else None
