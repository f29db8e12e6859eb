"""Changes to what a person holds: roles in homes, posts, cars. Roles and posts are dated and stay as history."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, NotAllowed, Refused
from anju.kernel.events import Fact, record
from anju.people.actions.persons import add_person, lock, refresh_haystack
from anju.people.events import (
    HomeRoleEnded,
    HomeRoleGiven,
    StaffPostEnded,
    StaffPostGiven,
    VehicleAdded,
    VehicleRemoved,
)
from anju.people.models import HomeRole, Person, StaffPost, Vehicle
from anju.people.queries import today
from anju.people.rules import POSTS, clean_plate, overlaps
from anju.places.queries import place_for


def give_home_role(
    *, actor: Actor, person: Person, home_id: int, role: str, since: date | None = None
) -> HomeRole:
    """What the person is to a home from ``since`` (today if None) on."""
    actor.check("people.manage", person.community_id)
    home = place_for(actor, person.community_id, home_id)
    if not home.is_home:
        raise Invalid(fields={"home": _("请选一套房屋。")})
    if role not in HomeRole.Role.values:
        raise Invalid(fields={"role": _("没有这种身份。")})
    since = since or today()
    with transaction.atomic():
        lock(person)
        held = HomeRole.objects.of(person.community_id).filter(person=person, home_id=home_id, role=role)
        if any(overlaps(one.since, one.until, since, None) for one in held):
            raise Refused(_("已经登记过这个身份了。"))
        given = HomeRole.objects.of(person.community_id).create(
            person=person, home_id=home_id, role=role, since=since
        )
        refresh_haystack(person)
        record(HomeRoleGiven(home_id=home_id, role=role, since=since.isoformat()), actor=actor, about=person)
    return given


def add_resident(
    *,
    actor: Actor,
    community_id: int,
    home_id: int | None,
    role: str = "",
    since: date | None = None,
    **facts: str,
) -> Person:
    """A new person and what they are to a home, both or neither; without ``home_id`` the person alone."""
    with transaction.atomic():
        person = add_person(actor=actor, community_id=community_id, **facts)
        if home_id is not None:
            give_home_role(actor=actor, person=person, home_id=home_id, role=role, since=since)
    return person


def end_home_role(*, actor: Actor, held: HomeRole, until: date | None = None) -> None:
    """The role ends before ``until`` (today if None)."""
    actor.check("people.manage", held.community_id)
    until = until or today()
    fact = HomeRoleEnded(home_id=held.home_id, role=held.role, until=until.isoformat())
    with transaction.atomic():
        _end(held, until)
        refresh_haystack(held.person)
        record(fact, actor=actor, about=held.person)


def give_post(*, actor: Actor, person: Person, post: str, since: date | None = None) -> StaffPost:
    """Put the person in a post. Nobody gives a post that may do more than they may themselves."""
    actor.check("people.manage", person.community_id)
    if post not in POSTS:
        raise Invalid(fields={"post": _("没有这个岗位。")})
    _check_reach(actor, person.community_id, post)
    since = since or today()
    with transaction.atomic():
        lock(person)
        held = StaffPost.objects.of(person.community_id).filter(person=person, post=post)
        if any(overlaps(one.since, one.until, since, None) for one in held):
            raise Refused(_("已经在这个岗位上了。"))
        given = StaffPost.objects.of(person.community_id).create(person=person, post=post, since=since)
        record(StaffPostGiven(post=post, since=since.isoformat()), actor=actor, about=person)
    return given


def end_post(*, actor: Actor, held: StaffPost, until: date | None = None) -> None:
    """The post ends before ``until`` (today if None); what it allowed ends with it."""
    actor.check("people.manage", held.community_id)
    _check_reach(actor, held.community_id, held.post)
    until = until or today()
    with transaction.atomic():
        _end(held, until)
        record(StaffPostEnded(post=held.post, until=until.isoformat()), actor=actor, about=held.person)


def add_vehicle(*, actor: Actor, person: Person, plate: str) -> Vehicle:
    """Whose car it is; a plate belongs to one person of a community."""
    actor.check("people.manage", person.community_id)
    plate = clean_plate(plate)
    if Vehicle.objects.of(person.community_id).filter(person=person, plate=plate).exists():
        raise Refused(_("这个车牌已经登记过了。"))
    try:
        with transaction.atomic():
            vehicle = Vehicle.objects.of(person.community_id).create(person=person, plate=plate)
            _record_car(actor, person, VehicleAdded(vehicle_id=vehicle.id))
    except IntegrityError:
        raise Refused(_("这个车牌已经登记在别人名下。")) from None
    return vehicle


def remove_vehicle(*, actor: Actor, vehicle: Vehicle) -> None:
    actor.check("people.manage", vehicle.community_id)
    person, fact = vehicle.person, VehicleRemoved(vehicle_id=vehicle.id)
    with transaction.atomic():
        Vehicle.objects.of(vehicle.community_id).filter(id=vehicle.id).delete()
        _record_car(actor, person, fact)


def _record_car(actor: Actor, person: Person, fact: Fact) -> None:
    refresh_haystack(person)
    record(fact, actor=actor, about=person)


def _end(held: HomeRole | StaffPost, until: date) -> None:
    """What was given by mistake and ends on the day it began held at no time, so no row is kept of it."""
    if until < held.since:
        raise Invalid(fields={"until": _("结束日期不能早于开始日期。")})
    if until == held.since:
        type(held).objects.of(held.community_id).filter(id=held.id).delete()
        return
    held.until = until
    held.save(update_fields=["until"])


def _check_reach(actor: Actor, community_id: int, post: str) -> None:
    if actor.kind != "system" and not POSTS[post].grants <= actor.at(community_id).grants:
        raise NotAllowed(_("这个岗位的权限比您的高，请由项目经理来安排。"))
