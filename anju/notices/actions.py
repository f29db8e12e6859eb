"""Telling people: into the inbox at once, and on its way over the channels they chose."""

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from procrastinate.types import JSONDict

from anju.kernel import clock
from anju.kernel.actor import Actor, Standing
from anju.kernel.errors import Invalid, Words
from anju.kernel.queue import queue
from anju.notices import queries, rules
from anju.notices.choices import Topic
from anju.notices.models import Delivery, Notice, Preference, QuietHours
from anju.people.queries import languages_of
from anju.people.rules import is_mobile
from anju.places.queries import community_named

if TYPE_CHECKING:
    from anju.people.models import Person

MOST_QUIET_HOURS = 14

PLAYED_AND_READ = timedelta(hours=6)


def send(
    *,
    community_id: int,
    to: "Iterable[Person]",
    topic: Topic,
    key: str,
    title: Words,
    body: Words = "",
    link: str = "",
    danger: bool = False,
) -> list[Notice]:
    """Say one thing to each person: inbox at once, e-mail and SMS by their choice and outside their quiet hours.

    ``key`` names the thing said: sending it again to the same person says nothing new. Danger goes out by every
    channel they have, at any hour. Lazy words are said in each person's language. Call inside a transaction.
    Answers the notices that are new.
    """
    people = {person.id: person for person in to}
    languages = languages_of(community_id, people)
    notices = []
    for person_id in sorted(people):  # in one order, so that two sends cannot wait for each other
        with translation.override(languages[person_id]):
            notices.append(
                Notice(
                    community_id=community_id,
                    person_id=person_id,
                    topic=topic,
                    key=key,
                    title=_one_line(title)[:80],
                    body=str(body).strip()[:300],
                    link=link,
                    danger=danger,
                    at=clock.now(),
                )
            )
    said = _keep_new(community_id, notices)
    if said:
        _plan_deliveries(community_id, said, people)
    return said


def _one_line(words: Words) -> str:
    return " ".join(str(words).split())


def _keep_new(community_id: int, notices: list[Notice]) -> list[Notice]:
    """Save those whose key the person has not heard; the others are left out."""
    if not notices:
        return []
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    kept = Notice.objects.of(community_id).filter(id__in=[notice.id for notice in notices])
    new = set(kept.values_list("id", flat=True))
    return [notice for notice in notices if notice.id in new]


def _plan_deliveries(community_id: int, notices: list[Notice], people: "dict[int, Person]") -> None:
    zone = ZoneInfo(community_named(community_id).zone)
    heard = [notice.person_id for notice in notices]
    choices = queries.choices_of_all(community_id, heard)
    quiet = queries.quiet_hours_of_all(community_id, heard)
    planned = []
    for notice in notices:
        person, choice = people[notice.person_id], choices[notice.person_id][Topic(notice.topic)]
        start = notice.at if notice.danger else _quiet_until(quiet[person.id], notice.at, zone)
        channels = [
            (Delivery.Channel.EMAIL, person.email, choice.email),
            (Delivery.Channel.SMS, person.phone if is_mobile(person.phone) else "", choice.sms),
        ]
        planned += [
            Delivery(
                community_id=community_id, notice=notice, channel=channel, address=address, not_before=start
            )
            for channel, address, asked in channels
            if address and (asked or notice.danger)
        ]
    put_in_queue(Delivery.objects.bulk_create(planned))


def _quiet_until(quiet: QuietHours, at: datetime, zone: ZoneInfo) -> datetime:
    return rules.not_before(at, quiet.starts, quiet.ends, zone)


def put_in_queue(deliveries: Iterable[Delivery]) -> None:
    """Queue the sending for when each delivery may go out. Call inside the transaction that saves them."""
    by_start: dict[datetime, list[Delivery]] = {}
    for delivery in deliveries:
        by_start.setdefault(delivery.not_before, []).append(delivery)
    for start, together in by_start.items():
        jobs: list[JSONDict] = [{"community_id": one.community_id, "delivery_id": one.id} for one in together]
        queue.configure_task("anju.notices.jobs.deliver", schedule_at=start).batch_defer(*jobs)


def withdraw(*, community_id: int, link: str, but: Collection[int | None]) -> None:
    """Take back what notices with this link said, and what is still on its way, from all but these persons.

    Call inside a transaction. The rows stay, so that nothing is said twice; the words are gone.
    """
    told = (
        Notice.objects.of(community_id).filter(link=link).exclude(person_id__in=[one for one in but if one])
    )
    ids = list(told.values_list("id", flat=True))
    waiting = Delivery.objects.of(community_id).filter(notice_id__in=ids, state=Delivery.State.WAITING)
    waiting.update(state=Delivery.State.NEEDLESS)
    Notice.objects.of(community_id).filter(id__in=ids).update(
        title=str(_("这条消息已收回")), body="", link="", read_at=clock.now()
    )


def next_moment(delivery: Delivery, at: datetime) -> datetime:
    """The first moment from ``at`` on when the delivery may go out: danger at once, else after quiet hours."""
    if delivery.notice.danger:
        return at
    quiet = queries.quiet_hours_of(delivery.community_id, delivery.notice.person_id)
    return _quiet_until(quiet, at, ZoneInfo(community_named(delivery.community_id).zone))


def mark_read(*, standing: Standing, notice_id: int | None = None) -> None:
    """Mark one notice, or all of the person's, as read."""
    unread = Notice.objects.of(standing.community_id).filter(
        person_id=queries.person_at(standing), read_at__isnull=True
    )
    (unread if notice_id is None else unread.filter(id=notice_id)).update(read_at=clock.now())


def choose(*, actor: Actor, community_id: int, choices: dict[Topic, tuple[bool, bool]]) -> None:
    """Keep how the actor wants to be told about each topic: topic → (e-mail, SMS)."""
    person_id = queries.person_at(actor.at(community_id))
    with transaction.atomic():
        for topic, (email, sms) in choices.items():
            Preference.objects.of(community_id).update_or_create(
                community_id=community_id,
                person_id=person_id,
                topic=topic,
                defaults={"email": email, "sms": sms},
            )


def set_quiet_hours(*, actor: Actor, community_id: int, starts: time, ends: time) -> None:
    """Keep the actor's quiet hours, at most 14 hours, so that something can reach them every day. The same time
    twice means none."""
    hours = (ends.hour * 60 + ends.minute - starts.hour * 60 - starts.minute) % (24 * 60) / 60
    if hours > MOST_QUIET_HOURS:
        raise Invalid(fields={"ends": _("安静时段最长 14 小时，不然重要的事也告诉不到您。")})
    QuietHours.objects.of(community_id).update_or_create(
        community_id=community_id,
        person_id=queries.person_at(actor.at(community_id)),
        defaults={"starts": starts, "ends": ends},
    )


def settle_past(*, community_id: int, before: datetime) -> None:
    """Let deliveries that were due before rest: told in a played past (the demo), not to be sent today."""
    waiting = Delivery.objects.of(community_id).filter(state=Delivery.State.WAITING, not_before__lt=before)
    waiting.update(state=Delivery.State.SENT, sent_at=F("not_before"))
    Notice.objects.of(community_id).filter(at__lt=before - PLAYED_AND_READ, read_at__isnull=True).update(
        read_at=F("at")
    )
