"""Changes to people: who they are, what they are to a home, which post they hold, how they sign in."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.kernel.text import clean_line
from anju.people.events import HomeRoleEnded, HomeRoleGiven, PersonAdded, StaffPostEnded, StaffPostGiven
from anju.people.models import HomeRole, Person, StaffPost, Vehicle
from anju.people.queries import today
from anju.people.rules import POSTS, haystack_of, pinyin_of


def add_person(
    *, actor: Actor, community_id: int, name: str, phone: str = "", email: str = "", gender: str = ""
) -> Person:
    """A new person of the community. The same name and phone twice is refused."""
    actor.check("people.manage", community_id)
    name = clean_line(name, field="name", most=60, least=1)
    if phone and Person.objects.of(community_id).filter(name=name, phone=phone).exists():
        raise Refused(_("已经有同名同号码的人了。"))
    pinyin, initials = pinyin_of(name)
    with transaction.atomic():
        person = Person.objects.of(community_id).create(
            name=name, pinyin=pinyin, initials=initials, phone=phone, email=email, gender=gender
        )
        refresh_haystack(person)
        record(PersonAdded(), actor=actor, about=person)
    return person


def give_home_role(
    *, actor: Actor, person: Person, home_id: int, role: str, since: date | None = None
) -> HomeRole:
    actor.check("people.manage", person.community_id)
    since = since or today()
    with transaction.atomic():
        given = HomeRole.objects.of(person.community_id).create(
            person=person, home_id=home_id, role=role, since=since
        )
        refresh_haystack(person)
        record(HomeRoleGiven(home_id=home_id, role=role, since=since.isoformat()), actor=actor, about=person)
    return given


def end_home_role(*, actor: Actor, held: HomeRole, until: date | None = None) -> None:
    """The role ends before ``until`` (today if None)."""
    actor.check("people.manage", held.community_id)
    until = until or today()
    if until <= held.since:
        raise Invalid(fields={"until": _("结束日期要在开始日期之后。")})
    with transaction.atomic():
        held.until = until
        held.save(update_fields=["until"])
        refresh_haystack(held.person)
        record(
            HomeRoleEnded(home_id=held.home_id, role=held.role, until=until.isoformat()),
            actor=actor,
            about=held.person,
        )


def give_post(*, actor: Actor, person: Person, post: str, since: date | None = None) -> StaffPost:
    actor.check("people.manage", person.community_id)
    if post not in POSTS:
        raise Invalid(fields={"post": _("没有这个岗位。")})
    since = since or today()
    with transaction.atomic():
        given = StaffPost.objects.of(person.community_id).create(person=person, post=post, since=since)
        record(StaffPostGiven(post=post, since=since.isoformat()), actor=actor, about=person)
    return given


def end_post(*, actor: Actor, held: StaffPost, until: date | None = None) -> None:
    actor.check("people.manage", held.community_id)
    until = until or today()
    if until <= held.since:
        raise Invalid(fields={"until": _("结束日期要在开始日期之后。")})
    with transaction.atomic():
        held.until = until
        held.save(update_fields=["until"])
        record(StaffPostEnded(post=held.post, until=until.isoformat()), actor=actor, about=held.person)


def refresh_haystack(person: Person) -> None:
    """Write again what the search looks through, after name, phone, plates or homes changed."""
    plates = Vehicle.objects.of(person.community_id).filter(person=person).values_list("plate", flat=True)
    held = HomeRole.objects.of(person.community_id).filter(person=person).select_related("home")
    rooms = [role.home.code for role in held if role.until is None or role.until > today()]
    person.haystack = haystack_of(name=person.name, phone=person.phone, plates=list(plates), rooms=rooms)
    person.save(update_fields=["haystack"])
