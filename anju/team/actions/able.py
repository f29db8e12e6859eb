"""What people can do: skills, papers, languages. Skills and papers are dated and stay as history."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.kernel.text import clean_line
from anju.people.actions import lock
from anju.people.queries import today
from anju.people.rules import overlaps
from anju.team.catalogue import language_names, qualification_names, skill_names
from anju.team.events import (
    QualificationAdded,
    QualificationEnded,
    SkillEnded,
    SkillGiven,
    TongueAdded,
    TongueRemoved,
)
from anju.team.models import Qualification, Skill, Tongue

if TYPE_CHECKING:
    from anju.people.models import Person


def give_skill(*, actor: Actor, person: "Person", code: str, since: date | None = None) -> Skill:
    """The person can do this from ``since`` (today if None) on."""
    actor.check("team.manage", person.community_id)
    if code not in skill_names():
        raise Invalid(fields={"code": _("没有这项技能。")})
    since = since or today()
    with transaction.atomic():
        lock(person)
        held = Skill.objects.of(person.community_id).filter(person=person, code=code)
        if any(overlaps(one.since, one.until, since, None) for one in held):
            raise Refused(_("已经登记过这项技能了。"))
        skill: Skill = Skill.objects.of(person.community_id).create(person=person, code=code, since=since)
        record(SkillGiven(code=code, since=since.isoformat()), actor=actor, about=person)
    return skill


def end_skill(*, actor: Actor, skill: Skill, until: date | None = None) -> None:
    """The skill no longer counts from ``until`` (today if None) on; one given by mistake today leaves no row."""
    actor.check("team.manage", skill.community_id)
    until = until or today()
    with transaction.atomic():
        lock(skill.person)
        found = Skill.objects.of(skill.community_id).filter(id=skill.id, until__isnull=True).first()
        if found is None:
            return
        if until <= found.since:
            Skill.objects.of(skill.community_id).filter(id=skill.id).delete()
        else:
            found.until = until
            found.save(update_fields=["until"])
        record(SkillEnded(code=found.code, until=until.isoformat()), actor=actor, about=skill.person)


def add_qualification(
    *,
    actor: Actor,
    person: "Person",
    code: str,
    valid_from: date,
    valid_until: date | None = None,
    number: str = "",
) -> Qualification:
    """A paper that the person holds, with the days printed on it. A renewed one is added beside the old."""
    actor.check("team.manage", person.community_id)
    number = clean_line(number, field="number", most=40)
    if code not in qualification_names():
        raise Invalid(fields={"code": _("没有这种证件。")})
    if valid_until is not None and valid_until < valid_from:
        raise Invalid(fields={"valid_until": _("有效期的末日早于首日了。")})
    with transaction.atomic():
        lock(person)
        held = Qualification.objects.of(person.community_id).filter(person=person, code=code)
        if held.filter(valid_from=valid_from).exists():
            raise Refused(_("这张证已经登记过了。"))
        paper: Qualification = Qualification.objects.of(person.community_id).create(
            person=person, code=code, number=number, valid_from=valid_from, valid_until=valid_until
        )
        record(QualificationAdded(qualification_id=paper.id, **_days(paper)), actor=actor, about=person)
    return paper


def end_qualification(*, actor: Actor, paper: Qualification) -> None:
    """The paper was taken away or given back: yesterday was its last valid day. One that was not valid before today
    leaves no row; one that has run out stays as it is."""
    actor.check("team.manage", paper.community_id)
    last = today() - timedelta(days=1)
    with transaction.atomic():
        lock(paper.person)
        found = Qualification.objects.of(paper.community_id).filter(id=paper.id).first()
        if found is None or (found.valid_until is not None and found.valid_until <= last):
            return
        if found.valid_from > last:
            Qualification.objects.of(paper.community_id).filter(id=paper.id).delete()
        else:
            found.valid_until = last
            found.save(update_fields=["valid_until"])
        fact = QualificationEnded(qualification_id=found.id, code=found.code, valid_until=last.isoformat())
        record(fact, actor=actor, about=paper.person)


def add_tongue(*, actor: Actor, person: "Person", code: str) -> Tongue:
    """A language the person can talk in with residents; once more changes nothing."""
    actor.check("team.manage", person.community_id)
    if code not in language_names():
        raise Invalid(fields={"code": _("没有这种语言。")})
    with transaction.atomic():
        lock(person)
        tongue: Tongue | None = (
            Tongue.objects.of(person.community_id).filter(person=person, code=code).first()
        )
        if tongue is None:
            tongue = Tongue.objects.of(person.community_id).create(person=person, code=code)
            record(TongueAdded(code=code), actor=actor, about=person)
        assert tongue is not None
    return tongue


def remove_tongue(*, actor: Actor, person: "Person", code: str) -> None:
    actor.check("team.manage", person.community_id)
    with transaction.atomic():
        lock(person)
        gone, _rows = Tongue.objects.of(person.community_id).filter(person=person, code=code).delete()
        if gone:
            record(TongueRemoved(code=code), actor=actor, about=person)


def _days(paper: Qualification) -> dict[str, str]:
    until = paper.valid_until.isoformat() if paper.valid_until else ""
    return {"code": paper.code, "valid_from": paper.valid_from.isoformat(), "valid_until": until}
