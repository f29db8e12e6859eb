"""Saying something to people, and their own choices about it."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor, Standing
from anju.kernel.errors import Invalid
from anju.kernel.queue import queue
from anju.notices import queries, rules
from anju.notices.choices import Topic
from anju.notices.models import Delivery, Notice, Preference, QuietHours
from anju.places.queries import community_named

if TYPE_CHECKING:
    from anju.people.models import Person


def send(
    *,
    community_id: int,
    to: "Iterable[Person]",
    topic: Topic,
    key: str,
    title: str,
    body: str = "",
    link: str = "",
    danger: bool = False,
) -> list[Notice]:
    """Say one thing to each person: inbox at once, e-mail and SMS by their choice and outside their quiet hours.

    ``key`` names the thing said: sending it again to the same person says nothing new. Danger goes out by every
    channel they have, at any hour. Call inside a transaction.
    """
    zone = ZoneInfo(community_named(community_id).zone)
    said = []
    for person in to:
        notice = Notice(
            community_id=community_id,
            person=person,
            topic=topic,
            key=key,
            title=title[:80],
            body=body[:300],
            link=link,
            danger=danger,
            at=clock.now(),
        )
        if _is_new(notice):
            said.append(notice)
            _plan_deliveries(notice, person, zone)
    return said


def _is_new(notice: Notice) -> bool:
    with transaction.atomic():
        made = Notice.objects.bulk_create([notice], ignore_conflicts=True)
        return Notice.objects.of(notice.community_id).filter(id=made[0].id).exists()


def _plan_deliveries(notice: Notice, person: "Person", zone: ZoneInfo) -> None:
    wanted = {choice.topic: choice for choice in queries.choices_of(notice.community_id, person.id)}
    choice = wanted[Topic(notice.topic)]
    quiet = queries.quiet_hours_of(notice.community_id, person.id)
    start = notice.at if notice.danger else rules.not_before(notice.at, quiet.starts, quiet.ends, zone)
    channels = [
        (Delivery.Channel.EMAIL, person.email, choice.email or notice.danger),
        (Delivery.Channel.SMS, person.phone, choice.sms or notice.danger),
    ]
    for channel, address, asked in channels:
        if asked and address:
            _plan(notice, channel, address, start)


def _plan(notice: Notice, channel: str, address: str, start: datetime) -> None:
    delivery = Delivery.objects.of(notice.community_id).create(
        notice=notice, channel=channel, address=address, not_before=start
    )
    queue.configure_task("anju.notices.jobs.deliver", schedule_at=start).defer(
        community_id=notice.community_id, delivery_id=delivery.id
    )


def mark_read(*, standing: Standing, notice_id: int | None = None) -> None:
    """Mark one notice, or all of the person's, as read."""
    unread = Notice.objects.of(standing.community_id).filter(
        person_id=standing.person_id, read_at__isnull=True
    )
    (unread if notice_id is None else unread.filter(id=notice_id)).update(read_at=clock.now())


def choose(*, actor: Actor, community_id: int, choices: dict[Topic, tuple[bool, bool]]) -> None:
    """Keep how the actor wants to be told about each topic: topic → (e-mail, SMS)."""
    person_id = actor.at(community_id).person_id
    with transaction.atomic():
        for topic, (email, sms) in choices.items():
            Preference.objects.of(community_id).update_or_create(
                community_id=community_id,
                person_id=person_id,
                topic=topic,
                defaults={"email": email, "sms": sms},
            )


def set_quiet_hours(*, actor: Actor, community_id: int, starts: time, ends: time) -> None:
    """Keep the actor's quiet hours; at most 14 hours, so that something can reach them every day."""
    hours = (ends.hour * 60 + ends.minute - starts.hour * 60 - starts.minute) % (24 * 60) / 60
    if hours > 14:
        raise Invalid(fields={"ends": _("安静时段最长 14 小时，不然重要的事也告诉不到您。")})
    QuietHours.objects.of(community_id).update_or_create(
        community_id=community_id,
        person_id=actor.at(community_id).person_id,
        defaults={"starts": starts, "ends": ends},
    )
