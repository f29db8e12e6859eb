"""The sheet of residents as a whole: persons, their roles and their cars, compared with what is known. Pure."""

from dataclasses import dataclass, field
from datetime import date

from anju.people.intake.faults import Findings
from anju.people.intake.persons import KnownPersons, PersonDraft, Row, gather_persons
from anju.people.intake.roles import KnownRoles, RoleChanges, gather_roles
from anju.people.intake.tables import Line, Table, lines_with
from anju.places.queries import PlacePlan


@dataclass(frozen=True)
class KnownCar:
    id: int
    person_id: int


@dataclass
class KnownPeople:
    persons: KnownPersons = field(default_factory=KnownPersons)
    roles: KnownRoles = field(default_factory=dict)
    cars: dict[str, KnownCar] = field(default_factory=dict)  # by plate


@dataclass
class ResidentPlan:
    """What is to be written. ``moved_cars`` are the id and plate of a car, and whose it is from now on."""

    persons: list[PersonDraft] = field(default_factory=list)
    roles: RoleChanges = field(default_factory=RoleChanges)
    new_cars: list[tuple[str, PersonDraft]] = field(default_factory=list)
    moved_cars: list[tuple[int, str, PersonDraft]] = field(default_factory=list)
    same_cars: int = 0

    def counts(self) -> dict[str, list[int]]:
        """``[new, changed, same]`` of persons, roles and cars."""
        new = sum(person.known is None for person in self.persons)
        changed = sum(person.is_changed for person in self.persons)
        return {
            "persons": [new, changed, len(self.persons) - new - changed],
            "roles": [len(self.roles.new), len(self.roles.changed), self.roles.same],
            "cars": [len(self.new_cars), len(self.moved_cars), self.same_cars],
        }


def plan_residents(
    table: Table, places: PlacePlan, known: KnownPeople, today: date, findings: Findings, *, homes_whole: bool
) -> ResidentPlan:
    """``homes_whole`` says that the sheet of homes could be read: else an unknown home is that sheet's fault."""
    rows = list(_rows(table, places, findings, homes_whole))
    ids = places.home_ids
    persons = gather_persons(table, rows, known.persons, ids, findings)
    plan = ResidentPlan(persons=list(dict.fromkeys(persons.values())))
    plan.roles = gather_roles(table, rows, persons, known.roles, ids, today, findings)
    _gather_emails(table, rows, persons, findings)
    _gather_cars(table, rows, persons, known.cars, plan, findings)
    return plan


def _rows(table: Table, places: PlacePlan, findings: Findings, homes_whole: bool) -> list[Row]:
    rows = []
    for line in lines_with(table, "home", "name"):
        home = _home(line, places)
        if home:
            rows.append(Row(line, home))
        elif homes_whole:
            words = line.values["home"]
            findings.add("home_unknown", table.sheet.name, table.at(line, "home"), words, words=words)
    return rows


def _home(line: Line, places: PlacePlan) -> str:
    words = str(line.values["home"])
    ways = (words, words.upper(), words.rstrip("室房号").upper(), words.rstrip("室房号"))
    return next((places.homes[way] for way in ways if way in places.homes), "")


def _gather_emails(
    table: Table, rows: list[Row], persons: dict[int, PersonDraft], findings: Findings
) -> None:
    first: dict[PersonDraft, Row] = {}
    for row in rows:
        email, person = row.line.values.get("email"), persons.get(row.line.number)
        if not email or person is None:
            continue
        other = first.setdefault(person, row)
        if other.line.values["email"] != email:
            at, there = table.at(row.line, "email"), table.at(other.line, "email")
            findings.add("email_two", table.sheet.name, at, email, other=there)
        person.email = person.email or email


def _gather_cars(
    table: Table,
    rows: list[Row],
    persons: dict[int, PersonDraft],
    known: dict[str, KnownCar],
    plan: ResidentPlan,
    findings: Findings,
) -> None:
    owners: dict[str, tuple[PersonDraft, Row]] = {}
    for row in rows:
        person = persons.get(row.line.number)
        if person is None:
            continue
        for plate in row.line.values.get("plates", []):
            owner, other = owners.setdefault(plate, (person, row))
            if owner is not person:
                at, there = table.at(row.line, "plates"), table.at(other.line, "plates")
                findings.add("plate_twice", table.sheet.name, at, plate, other=there)
    for plate, (person, _row) in owners.items():
        car = known.get(plate)
        if car is None:
            plan.new_cars.append((plate, person))
        elif person.known is None or car.person_id != person.known.id:
            plan.moved_cars.append((car.id, plate, person))
        else:
            plan.same_cars += 1
