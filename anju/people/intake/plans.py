"""The tables of a file against a community: all that would change, and all that does not fit. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from anju.people.intake.faults import Findings
from anju.people.intake.residents import KnownPeople, ResidentPlan, plan_residents
from anju.people.intake.sheets import AREAS, HOMES, RESIDENTS
from anju.people.intake.tables import Line, Table, lines_with
from anju.places.choices import AreaKind, PlaceKind
from anju.places.queries import AreaWords, HomeWords, PlacePlan

COUNTED_PLACES = {
    "buildings": PlaceKind.BUILDING,
    "entrances": PlaceKind.ENTRANCE,
    "homes": PlaceKind.HOME,
    "areas": PlaceKind.AREA,
}

PlanPlaces = Callable[[list[HomeWords], list[AreaWords]], PlacePlan]


@dataclass
class Plan:
    places: PlacePlan
    residents: ResidentPlan

    def counts(self) -> dict[str, list[int]]:
        """What is imported, in the order in which it is shown, to ``[new, changed, same]``."""
        places = self.places.changes.counts
        return {name: places[kind] for name, kind in COUNTED_PLACES.items()} | self.residents.counts()


def draw_up(
    tables: dict[str, Table],
    findings: Findings,
    *,
    plan_places: PlanPlaces,
    known_people: KnownPeople,
    today: date,
) -> Plan:
    """``plan_places`` compares homes and areas with the places of the community."""
    homes, areas = tables[HOMES.name], tables[AREAS.name]
    # A line whose floor or kind could not be read is noted already; with a stand-in it takes part in the rest.
    home_lines = list(lines_with(homes, "building", "room"))
    area_lines = list(lines_with(areas, "name"))
    places = plan_places(
        [_home_words(line) for line in home_lines], [_area_words(line) for line in area_lines]
    )
    for complaint in places.complaints:
        table, lines = (homes, home_lines) if complaint.about == "homes" else (areas, area_lines)
        line = lines[complaint.row]
        facts = {"words": complaint.words}
        if complaint.other is not None:
            facts["other"] = table.at(lines[complaint.other], complaint.field)
        found = line.values.get(complaint.field, "")
        findings.add(complaint.kind, table.sheet.name, table.at(line, complaint.field), found, **facts)
    residents = plan_residents(
        tables[RESIDENTS.name],
        places,
        known_people,
        today,
        findings,
        homes_whole=len(home_lines) == len(homes.lines),
    )
    return Plan(places, residents)


def _home_words(line: Line) -> HomeWords:
    values = {"entrance": "", "floor": 1, **line.values}
    return HomeWords(**values)


def _area_words(line: Line) -> AreaWords:
    values = {"building": "", "area_kind": AreaKind.OTHER, **line.values}
    return AreaWords(**values)
