"""Writes a plan: each kind of row in one statement."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from anju.kernel.bulk import add_rows, change_rows
from anju.kernel.ids import new_id
from anju.people.intake.persons import PersonDraft
from anju.people.intake.residents import ResidentPlan
from anju.people.models import HomeRole, Person, Vehicle
from anju.people.rules import haystack_of, pinyin_of


def put_residents(
    community_id: int, plan: ResidentPlan, home_ids: dict[str, int], today: date, note: Callable[[str], None]
) -> None:
    """``home_ids`` holds the ids of all homes that the plan names, by code. Call inside the transaction.

    ``note`` is told each step: persons, roles, search.
    """
    note("persons")
    ids = {person: person.known.id if person.known else new_id() for person in plan.persons}
    _put_persons(community_id, plan, ids, today)
    note("roles")
    _put_roles(community_id, plan, ids, home_ids)
    moved_from = _put_cars(community_id, plan, ids)
    note("search")
    known = {person.id for draft in _touched(plan) if (person := draft.known)} | moved_from
    refresh_haystacks(community_id, known, today)


def _put_persons(community_id: int, plan: ResidentPlan, ids: dict[PersonDraft, int], today: date) -> None:
    rooms, plates = defaultdict(list), defaultdict(list)
    for role in plan.roles.new:
        if role.until is None or role.until > today:
            rooms[role.person].append(role.home)
    for plate, person in (*plan.new_cars, *((plate, person) for _, plate, person in plan.moved_cars)):
        plates[person].append(plate)
    add_rows(
        Person,
        community_id,
        (
            {
                "id": ids[draft],
                **_names(draft.name),
                "phone": draft.phone,
                "email": draft.email,
                "haystack": haystack_of(
                    name=draft.name,
                    phone=draft.phone,
                    plates=plates[draft],
                    rooms=dict.fromkeys(rooms[draft]),
                ),
            }
            for draft in plan.persons
            if draft.known is None
        ),
    )
    change_rows(
        Person,
        community_id,
        [
            {"id": known.id, "phone": draft.phone or known.phone, "email": draft.email or known.email}
            for draft in plan.persons
            if draft.is_changed and (known := draft.known)
        ],
    )


def _names(name: str) -> dict[str, str]:
    pinyin, initials = pinyin_of(name)
    return {"name": name, "pinyin": pinyin, "initials": initials}


def _put_roles(
    community_id: int, plan: ResidentPlan, ids: dict[PersonDraft, int], home_ids: dict[str, int]
) -> None:
    add_rows(
        HomeRole,
        community_id,
        (
            {
                "person_id": ids[role.person],
                "home_id": home_ids[role.home],
                "role": role.role,
                "since": role.since,
                "until": role.until,
            }
            for role in plan.roles.new
        ),
    )
    change_rows(
        HomeRole,
        community_id,
        [{"id": role.known, "since": role.since, "until": role.until} for role in plan.roles.changed],
    )


def _put_cars(community_id: int, plan: ResidentPlan, ids: dict[PersonDraft, int]) -> set[int]:
    """The ids of the persons whose cars went to somebody else."""
    add_rows(
        Vehicle, community_id, ({"plate": plate, "person_id": ids[person]} for plate, person in plan.new_cars)
    )
    moved = {car: ids[person] for car, _plate, person in plan.moved_cars}
    before = Vehicle.objects.of(community_id).filter(id__in=moved).values_list("person_id", flat=True)
    owners = set(before) if moved else set()
    change_rows(Vehicle, community_id, [{"id": car, "person_id": person} for car, person in moved.items()])
    return owners


def _touched(plan: ResidentPlan) -> Iterable[PersonDraft]:
    """Persons for whom the search must look through something else."""
    yield from (person for person in plan.persons if person.is_changed)
    yield from (role.person for role in (*plan.roles.new, *plan.roles.changed))
    yield from (person for _plate, person in plan.new_cars)
    yield from (person for _car, _plate, person in plan.moved_cars)


def refresh_haystacks(community_id: int, person_ids: Iterable[int], today: date) -> None:
    """Write again what the search looks through for these persons: the rule of ``actions.refresh_haystack``."""
    wanted = list(person_ids)
    plates: dict[int, list[str]] = defaultdict(list)
    rooms: dict[int, dict[str, None]] = defaultdict(dict)
    for person_id, plate in (
        Vehicle.objects.of(community_id).filter(person_id__in=wanted).values_list("person_id", "plate")
    ):
        plates[person_id].append(plate)
    held = HomeRole.objects.of(community_id).filter(person_id__in=wanted)
    for person_id, until, code in held.values_list("person_id", "until", "home__code"):
        if until is None or until > today:
            rooms[person_id][code] = None
    persons = Person.objects.of(community_id).filter(id__in=wanted).values_list("id", "name", "phone")
    change_rows(
        Person,
        community_id,
        [
            {"id": id, "haystack": haystack_of(name=name, phone=phone, plates=plates[id], rooms=rooms[id])}
            for id, name, phone in persons
        ],
    )
