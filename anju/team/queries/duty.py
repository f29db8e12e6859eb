"""The duty plan: who is on duty now, and when the next one is."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from anju.kernel.errors import NotFound
from anju.people.queries import holders_of, persons_named
from anju.places.queries import community_named
from anju.team.models import Duty
from anju.team.rules import LOOKED_AHEAD, OpenHours, Plan, Watch

if TYPE_CHECKING:
    from anju.people.models import Person

AROUND = timedelta(days=3)


def on_duty(community_id: int, posts: Collection[str], at: datetime) -> "list[Person]":
    """Who of these posts is on duty at ``at`` (aware), in the order of names. Where the plan has nothing for a post
    around that day, all its holders are while the desk is open."""
    there = plan_around(community_id, posts, at).on_duty(at)
    found = persons_named(community_id, there)
    return sorted(found.values(), key=lambda person: (person.pinyin, person.id))


def next_on_duty(community_id: int, posts: Collection[str], at: datetime) -> datetime | None:
    """The first moment from ``at`` (aware) on when one of these posts is on duty: ``at`` itself when somebody is now,
    None when nobody is within two weeks."""
    return plan_around(community_id, posts, at).next_on_duty(at)


def plan_around(community_id: int, posts: Collection[str], at: datetime) -> Plan:
    """The plan of the posts around ``at``, to ask it several things with three queries."""
    community = community_named(community_id)
    zone = ZoneInfo(community.zone)
    near = Duty.objects.of(community_id).filter(
        post__in=list(posts), starts__gt=at - AROUND, starts__lt=at + LOOKED_AHEAD + AROUND
    )
    rows = near.order_by("starts").values_list("person_id", "post", "starts", "ends")
    return Plan(
        watches=[Watch(*row) for row in rows],
        holders=holders_of(community_id, posts, at.astimezone(zone).date()),
        hours=OpenHours(community.desk_opens, community.desk_closes, zone),
    )


def duties_between(community_id: int, post: str, since: datetime, until: datetime) -> list[Duty]:
    """The duties of the post that begin in [since, until), in their order, with the persons."""
    found = Duty.objects.of(community_id).filter(post=post, starts__gte=since, starts__lt=until)
    return list(found.select_related("person").order_by("starts", "person__pinyin", "id"))


def my_next_duties(community_id: int, person_id: int, at: datetime, most: int = 14) -> list[Duty]:
    """The duties of one person that are not over at ``at``."""
    since = at - timedelta(days=1)  # none is longer
    found = Duty.objects.of(community_id).filter(person_id=person_id, starts__gt=since, ends__gt=at)
    return list(found.order_by("starts")[:most])


def duty_named(community_id: int, duty_id: int) -> Duty:
    found = Duty.objects.of(community_id).filter(id=duty_id).select_related("person").first()
    if found is None:
        raise NotFound()
    return found
