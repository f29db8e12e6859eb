"""Imports of a community and who may see them; and what a community knows of its people, all at once."""

from datetime import datetime

from django.db.models import QuerySet

from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.people.choices import INTAKES_LEFT_BEHIND, INTAKES_UNDER_WAY
from anju.people.intake.persons import KnownPerson, KnownPersons
from anju.people.intake.residents import KnownCar, KnownPeople
from anju.people.intake.roles import KnownRole, KnownRoles
from anju.people.models import Account, HomeRole, Intake, Person, Vehicle
from anju.people.queries import actor_of

NEEDS = ("places.manage", "people.manage")


def check_may_import(actor: Actor, community_id: int) -> None:
    """An import makes homes and people: both grants are needed."""
    for grant in NEEDS:
        actor.check(grant, community_id)


def intakes_for(actor: Actor, community_id: int) -> QuerySet[Intake]:
    """The community's imports, newest first."""
    check_may_import(actor, community_id)
    return Intake.objects.of(community_id).select_related("person").order_by("-id")


def intake_for(actor: Actor, community_id: int, intake_id: int) -> Intake:
    found = intakes_for(actor, community_id).filter(id=intake_id).first()
    if found is None:
        raise NotFound()
    return found


def known_people(community_id: int) -> KnownPeople:
    """Every person, role and car of the community, as the comparison wants them: four queries."""
    persons = KnownPersons()
    by_id = {}
    rows = Person.objects.of(community_id).values_list("id", "name", "phone", "email", "is_active")
    for row in rows.iterator():
        person = by_id[row[0]] = KnownPerson(*row)
        if person.phone:
            persons.by_name_phone[person.name, person.phone] = person
            persons.by_phone[person.phone].append(person)
    roles: KnownRoles = {}
    held = HomeRole.objects.of(community_id).values_list(
        "person_id", "home_id", "role", "id", "since", "until"
    )
    for person_id, home_id, role, id, since, until in held.order_by("since").iterator():
        roles.setdefault((person_id, home_id, role), []).append(KnownRole(id, since, until))
        at_home = persons.at_home[by_id[person_id].name, home_id]
        if by_id[person_id] not in at_home:
            at_home.append(by_id[person_id])
    cars = Vehicle.objects.of(community_id).values_list("plate", "id", "person_id")
    return KnownPeople(persons, roles, {plate: KnownCar(id, person_id) for plate, id, person_id in cars})


def intakes_left_before(moment: datetime) -> list[Intake]:
    """Imports of all communities that were handed in before ``moment`` and neither imported nor dropped."""
    left = Intake.objects.across().filter(state__in=[*INTAKES_LEFT_BEHIND, *INTAKES_UNDER_WAY], at__lt=moment)
    return list(left.order_by("id"))


def actor_signed_in_as(account_id: int) -> Actor:
    """Who confirmed an import, with what they may do now."""
    return actor_of(Account.objects.filter(id=account_id).first())
