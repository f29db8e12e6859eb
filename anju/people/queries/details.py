"""One person and one home as the desk sees them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.people.models import HomeRole, Person, StaffPost, Vehicle
from anju.people.queries.dates import today
from anju.people.queries.persons import residents_of
from anju.people.rules import holds_on, mask_phone, post_title
from anju.places.queries import place_for


@dataclass(frozen=True)
class Held:
    """A dated role or post. ``until`` is the first day on which it no longer holds."""

    id: int
    title: str
    place: str
    place_id: int | None
    since: date
    until: date | None
    holds: bool


@dataclass(frozen=True)
class Holdings:
    homes: list[Held]
    posts: list[Held]
    vehicles: list[Vehicle]


@dataclass(frozen=True)
class Resident:
    person_id: int
    name: str
    phone: str
    role: str
    since: date
    care_note: str


def person_for(actor: Actor, community_id: int, person_id: int) -> Person:
    """A person of the community, for who may see people there."""
    actor.check("people.see", community_id)
    found = Person.objects.of(community_id).filter(id=person_id).select_related("account").first()
    if found is None:
        raise NotFound()
    return found


def holdings_of(person: Person) -> Holdings:
    """The person's roles, posts and cars, present ones first, then the latest."""
    day = today()
    roles = HomeRole.objects.of(person.community_id).filter(person=person).select_related("home")
    homes = [
        Held(
            role.id,
            str(role.get_role_display()),
            role.home.label,
            role.home_id,
            role.since,
            role.until,
            holds_on(day, role.since, role.until),
        )
        for role in roles
    ]
    posts = [
        Held(
            post.id,
            post_title(post.post),
            "",
            None,
            post.since,
            post.until,
            holds_on(day, post.since, post.until),
        )
        for post in StaffPost.objects.of(person.community_id).filter(person=person)
    ]
    vehicles = Vehicle.objects.of(person.community_id).filter(person=person).order_by("plate")
    return Holdings(_present_first(homes), _present_first(posts), list(vehicles))


def home_role_named(community_id: int, person_id: int, role_id: int) -> HomeRole:
    found = HomeRole.objects.of(community_id).filter(id=role_id, person_id=person_id).select_related("person")
    return _one(found.first())


def post_named(community_id: int, person_id: int, post_id: int) -> StaffPost:
    found = StaffPost.objects.of(community_id).filter(id=post_id, person_id=person_id)
    return _one(found.select_related("person").first())


def vehicle_named(community_id: int, person_id: int, vehicle_id: int) -> Vehicle:
    found = Vehicle.objects.of(community_id).filter(id=vehicle_id, person_id=person_id)
    return _one(found.select_related("person").first())


def household_for(actor: Actor, community_id: int, home_id: int) -> list[Resident]:
    """Who is what to a home today, owners first, numbers masked; for who may see people there."""
    actor.check("people.see", community_id)
    order = list(HomeRole.Role)
    held = sorted(residents_of(community_id, home_id), key=lambda role: order.index(HomeRole.Role(role.role)))
    return [
        Resident(
            person_id=role.person_id,
            name=role.person.name,
            phone=mask_phone(role.person.phone),
            role=str(role.get_role_display()),
            since=role.since,
            care_note=role.person.care_note,
        )
        for role in held
        if role.person.is_active
    ]


def home_seen_by(actor: Actor, community_id: int, home_id: int) -> Any:
    """The home itself, for who may see people there; ``NotFound`` for any other kind of place."""
    actor.check("people.see", community_id)
    home = place_for(actor, community_id, home_id)
    if not home.is_home:
        raise NotFound()
    return home


def _one(found: Any) -> Any:
    if found is None:
        raise NotFound()
    return found


def _present_first(held: list[Held]) -> list[Held]:
    return sorted(held, key=lambda one: (not one.holds, -one.since.toordinal(), one.id))
