"""Changes to persons: added, corrected, deactivated; and their number shown to somebody who needs it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import limits
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, NotAllowed, Refused
from anju.kernel.events import record
from anju.kernel.text import clean_line
from anju.people.events import (
    PersonAdded,
    PersonChanged,
    PersonDeactivated,
    PersonReactivated,
    PhoneShown,
)
from anju.people.models import HomeRole, Person, Vehicle
from anju.people.queries import posts_of, today
from anju.people.rules import clean_phone, grants_of, haystack_of, pinyin_of

HOUR = 60 * 60
GENDERS = {"", "f", "m"}


def add_person(
    *,
    actor: Actor,
    community_id: int,
    name: str,
    phone: str = "",
    email: str = "",
    gender: str = "",
    care_note: str = "",
) -> Person:
    """A new person of the community. The same name and phone twice is refused."""
    actor.check("people.manage", community_id)
    facts = _clean(name=name, phone=phone, email=email, gender=gender, care_note=care_note)
    with transaction.atomic():
        person = Person(community_id=community_id, **facts)
        _keep(person)
        refresh_haystack(person)
        record(PersonAdded(), actor=actor, about=person)
    return person


def change_person(*, actor: Actor, person: Person, **facts: str) -> list[str]:
    """Correct ``name``, ``phone``, ``email``, ``gender`` or ``care_note``; answers the names of what is different.

    Who can sign in does so with their account's number: a new number takes the account away, and the desk opens
    one again for it. So nobody gets into an account by rewriting a number.
    """
    check_rank(actor, person)
    present = {name: getattr(person, name) for name in ("name", "phone", "email", "gender", "care_note")}
    cleaned = _clean(**present | facts)
    changed = [name for name, value in present.items() if cleaned[name] != value]
    if not changed:
        return []
    with transaction.atomic():
        for name, value in cleaned.items():
            setattr(person, name, value)
        if "phone" in changed:
            person.account = None
        elif "name" in changed and person.account and person.account.name == present["name"]:
            person.account.name = person.name
            person.account.save(update_fields=["name"])
        _keep(person)
        refresh_haystack(person)
        record(PersonChanged(fields=changed), actor=actor, about=person)
    return changed


def set_active(*, actor: Actor, person: Person, active: bool) -> None:
    """A deactivated person loses every standing in the community at once and is left out of the search."""
    check_rank(actor, person)
    if not active and actor.person_in(person.community_id) == person.id:
        raise Refused(_("不能停用您自己，请让同事来做。"))
    if person.is_active == active:
        return
    with transaction.atomic():
        person.is_active = active
        person.save(update_fields=["is_active"])
        record(PersonReactivated() if active else PersonDeactivated(), actor=actor, about=person)


def show_phone(*, actor: Actor, person: Person) -> str:
    """The whole number, for who needs it now; it is kept that they saw it, and they see only so many an hour."""
    actor.check("people.see_phone", person.community_id)
    limits.take("people.phone", f"account:{actor.account_id}", most=120, seconds=HOUR)
    with transaction.atomic():
        record(PhoneShown(), actor=actor, about=person)
    return person.phone


def check_rank(actor: Actor, person: Person) -> None:
    """Only who may manage people, and may do all that the person's posts allow, may change the person.

    Otherwise a supervisor could put a number of their own on the project manager and sign in as them.
    """
    actor.check("people.manage", person.community_id)
    if actor.kind == "system":
        return
    posts = posts_of(person.community_id, [person.id])[person.id]
    if not grants_of(posts) <= actor.at(person.community_id).grants:
        raise NotAllowed(_("这位同事的岗位权限比您高，请由项目经理来改。"))


def lock(person: Person) -> None:
    """Two changes of one person come one after the other: each checks what the one before left."""
    Person.objects.of(person.community_id).select_for_update(no_key=True).filter(id=person.id).first()


def refresh_haystack(person: Person) -> None:
    """Write again what the search looks through, after name, phone, plates or homes changed."""
    plates = Vehicle.objects.of(person.community_id).filter(person=person).values_list("plate", flat=True)
    held = HomeRole.objects.of(person.community_id).filter(person=person).select_related("home")
    rooms = [role.home.code for role in held if role.until is None or role.until > today()]
    person.haystack = haystack_of(
        name=person.name, phone=person.phone, plates=list(plates), rooms=list(dict.fromkeys(rooms))
    )
    person.save(update_fields=["haystack"])


def _clean(*, name: str, phone: str, email: str, gender: str, care_note: str) -> dict[str, Any]:
    if gender not in GENDERS:
        raise Invalid(fields={"gender": _("没有这个选项。")})
    email = email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise Invalid(fields={"email": _("邮箱的写法不对，请检查一下。")}) from None
    name = clean_line(name, field="name", most=60, least=1)
    pinyin, initials = pinyin_of(name)
    return {
        "name": name,
        "pinyin": pinyin[:200],
        "initials": initials[:60],
        "phone": clean_phone(phone) if phone.strip() else "",
        "email": email,
        "gender": gender,
        "care_note": clean_line(care_note, field="care_note", most=200),
    }


def _keep(person: Person) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as clash:
        if "people_person_once" in str(clash):
            raise Refused(_("已经有同名同号码的人了。")) from None
        raise
