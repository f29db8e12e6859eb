"""The duty plan: enter, copy, remove."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused, Words
from anju.kernel.events import record
from anju.people.actions import lock
from anju.people.queries import holders_of, persons_named
from anju.places.queries import community_named
from anju.team.events import DutyEntered, DutyPlanned, DutyRemoved
from anju.team.models import LONGEST_DUTY, Duty
from anju.team.queries import duties_between
from anju.team.rules import Watch, first_overlap

if TYPE_CHECKING:
    from anju.people.models import Person

WEEK = timedelta(days=7)


def enter_duty(*, actor: Actor, person: "Person", post: str, starts: datetime, ends: datetime) -> Duty:
    """Put the person on duty in a post they hold, in [starts, ends), aware times, at most 24 hours.

    The same duty once more changes nothing. ``Invalid`` names ``ends`` or ``post``, ``Refused`` when it overlaps
    another duty of the person.
    """
    actor.check("team.manage", person.community_id)
    if starts.tzinfo is None or ends.tzinfo is None:
        raise ValueError("a duty has aware times")
    if ends <= starts:
        raise Invalid(fields={"ends": _("下班要晚于上班。")})
    if ends - starts > LONGEST_DUTY:
        raise Invalid(fields={"ends": _("一个班最长 24 小时。")})
    zone = ZoneInfo(community_named(person.community_id).zone)
    holders = holders_of(person.community_id, [post], starts.astimezone(zone).date())[post]
    if person.id not in holders:
        raise Invalid(fields={"person": _("这位同事那天不在这个岗位上。")})
    with transaction.atomic():
        lock(person)
        same = _overlapping(person, starts, ends)
        if [(one.post, one.starts, one.ends) for one in same] == [(post, starts, ends)]:
            return same[0]
        if same:
            raise Refused(_overlap_words(same[0], zone))
        return _enter(actor, person, post, starts, ends)


def plan_duties(*, actor: Actor, community_id: int, watches: Sequence[Watch]) -> int:
    """Enter many duties at once, as a roster brings them; how many were new. Duties that begin when one of the same
    person does are there already and stay; ``Refused`` when any overlaps another, and then none is entered."""
    actor.check("team.manage", community_id)
    if not watches:
        return 0
    rows = [
        Duty(
            community_id=community_id,
            person_id=one.person_id,
            post=one.post,
            starts=one.starts,
            ends=one.ends,
        )
        for one in watches
    ]
    with transaction.atomic():
        persons = persons_named(community_id, {one.person_id for one in watches})
        for person_id in sorted(persons):
            lock(persons[person_id])
        near = Duty.objects.of(community_id).filter(
            person_id__in=persons,
            starts__gt=min(one.starts for one in watches) - LONGEST_DUTY,
            starts__lt=max(one.ends for one in watches),
        )
        there = list(near.values_list("person_id", "starts", "ends"))
        known = {(person_id, starts) for person_id, starts, _ends in there}
        new = [row for row in rows if (row.person_id, row.starts) not in known]
        if clash := first_overlap([*there, *((row.person_id, row.starts, row.ends) for row in new)]):
            name = persons[clash].name
            raise Refused(format_lazy(_("{name}有两个班重叠了，请先改好再导入。"), name=name))
        Duty.objects.bulk_create(new)
        for post in sorted({row.post for row in new}):
            first, *others = (row for row in new if row.post == post)
            record(DutyPlanned(post=post, count=1 + len(others)), actor=actor, about=first)
    return len(new)


def remove_duty(*, actor: Actor, duty: Duty) -> None:
    """Take a duty out of the plan; removing it again changes nothing. The event keeps what it was."""
    actor.check("team.manage", duty.community_id)
    with transaction.atomic():
        found = Duty.objects.of(duty.community_id).select_for_update().filter(id=duty.id).first()
        if found is not None:
            Duty.objects.of(duty.community_id).filter(id=duty.id).delete()
            record(DutyRemoved(**_facts(found)), actor=actor, about=found)


def copy_week(*, actor: Actor, community_id: int, post: str, monday: date) -> int:
    """Enter what the week before ``monday`` has for the post into the week of ``monday``; how many were entered.

    What stands there already stays; a duty that would overlap one, or of somebody who no longer holds the post, is
    left out. Doing it twice changes nothing.
    """
    actor.check("team.manage", community_id)
    zone = ZoneInfo(community_named(community_id).zone)
    since = datetime.combine(monday - WEEK, time(), zone)
    until = datetime.combine(monday, time(), zone)
    entered = 0
    with transaction.atomic():
        before = duties_between(community_id, post, since, until)
        persons = persons_named(community_id, {one.person_id for one in before})
        for person_id in sorted(persons):
            lock(persons[person_id])
        for one in before:
            starts, ends = (_a_week_on(moment, zone) for moment in (one.starts, one.ends))
            holds = one.person_id in holders_of(community_id, [post], starts.astimezone(zone).date())[post]
            if holds and not _overlapping(persons[one.person_id], starts, ends):
                _enter(actor, persons[one.person_id], post, starts, ends)
                entered += 1
    return entered


def _enter(actor: Actor, person: "Person", post: str, starts: datetime, ends: datetime) -> Duty:
    duty: Duty = Duty.objects.of(person.community_id).create(
        person=person, post=post, starts=starts, ends=ends
    )
    record(DutyEntered(**_facts(duty)), actor=actor, about=duty)
    return duty


def _facts(duty: Duty) -> dict[str, Any]:
    return {
        "person_id": duty.person_id,
        "post": duty.post,
        "starts": duty.starts.isoformat(),
        "ends": duty.ends.isoformat(),
    }


def _overlapping(person: "Person", starts: datetime, ends: datetime) -> list[Duty]:
    near = Duty.objects.of(person.community_id).filter(
        person_id=person.id, starts__lt=ends, starts__gt=starts - LONGEST_DUTY, ends__gt=starts
    )
    return list(near.order_by("starts"))


def _overlap_words(other: Duty, zone: ZoneInfo) -> Words:
    starts, ends = other.starts.astimezone(zone), other.ends.astimezone(zone)
    return format_lazy(
        _("和已有的班重叠了：{day} {begins}–{ends}。请先移除那个班，或改时间。"),
        day=f"{starts:%m-%d}",
        begins=f"{starts:%H:%M}",
        ends=f"{ends:%H:%M}",
    )


def _a_week_on(moment: datetime, zone: ZoneInfo) -> datetime:
    """The same wall time a week later."""
    wall = moment.astimezone(zone)
    return datetime.combine(wall.date() + WEEK, wall.timetz())
