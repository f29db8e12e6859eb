"""A person's inbox, and how they want to be told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from anju.kernel.actor import Actor, Standing
from anju.kernel.errors import NotFound, NotSignedIn
from anju.notices.choices import Topic
from anju.notices.models import Delivery, Notice, Preference, QuietHours
from anju.notices.rules import DEFAULTS, QUIET_ENDS, QUIET_STARTS

PAGE = 30
MOST_COUNTED = 100


@dataclass(frozen=True)
class InboxPage:
    """A page of the inbox, newest first. ``older`` and ``newer`` are the ids to turn the page by; None at the ends."""

    notices: list[Notice]
    older: int | None
    newer: int | None


def inbox_for(
    standing: Standing, *, after: int | None = None, before: int | None = None, most: int = PAGE
) -> InboxPage:
    """The person's notices: the newest, or those older than the id ``after``, or just newer than ``before``."""
    found = _own(standing)
    if before is not None:
        rows = list(found.filter(id__gt=before).order_by("id")[: most + 1])
        further = len(rows) > most
        shown = rows[:most][::-1]
        return InboxPage(shown, shown[-1].id if shown else None, shown[0].id if further else None)
    rows = list((found if after is None else found.filter(id__lt=after)).order_by("-id")[: most + 1])
    shown = rows[:most]
    older = shown[-1].id if len(rows) > most else None
    return InboxPage(shown, older, shown[0].id if after is not None and shown else None)


def unread_count(standing: Standing) -> int:
    """How many are unread; from a hundred on it is not counted further."""
    return len(_own(standing).filter(read_at__isnull=True).values_list("id")[:MOST_COUNTED])


def notice_for(standing: Standing, notice_id: int) -> Notice:
    found = _own(standing).filter(id=notice_id).first()
    if found is None:
        raise NotFound()
    return found


def notice_anywhere(actor: Actor, notice_id: int) -> tuple[Standing, Notice]:
    """A notice of the actor's in whichever community, and where they stand there."""
    if actor.kind == "guest":
        raise NotSignedIn()
    communities = [standing.community_id for standing in actor.standings]
    found = Notice.objects.across(communities).filter(id=notice_id).first()
    if found is None or found.person_id != actor.person_in(found.community_id):
        raise NotFound()
    return actor.at(found.community_id), found


def person_at(standing: Standing) -> int:
    """The id of the person who stands there; ``NotFound`` for one who is nobody there (the system)."""
    if standing.person_id is None:
        raise NotFound()
    return standing.person_id


def _own(standing: Standing) -> QuerySet[Notice]:
    return Notice.objects.of(standing.community_id).filter(person_id=person_at(standing))


@dataclass(frozen=True)
class Choice:
    """How one topic reaches one person beyond the inbox."""

    topic: Topic
    email: bool
    sms: bool


def choices_of(community_id: int, person_id: int) -> list[Choice]:
    """The person's choice for each topic, the default where none was made."""
    return list(choices_of_all(community_id, [person_id])[person_id].values())


def choices_of_all(community_id: int, person_ids: Collection[int]) -> dict[int, dict[Topic, Choice]]:
    """The choices of several persons, by person and topic, in one query."""
    found = {
        person_id: {topic: Choice(topic, *DEFAULTS[topic]) for topic in Topic} for person_id in person_ids
    }
    for row in Preference.objects.of(community_id).filter(person_id__in=person_ids):
        topic = Topic(row.topic)
        found[row.person_id][topic] = Choice(topic, row.email, row.sms)
    return found


def quiet_hours_of(community_id: int, person_id: int) -> QuietHours:
    """The person's quiet hours, or the usual ones (not saved)."""
    return quiet_hours_of_all(community_id, [person_id])[person_id]


def quiet_hours_of_all(community_id: int, person_ids: Collection[int]) -> dict[int, QuietHours]:
    """The quiet hours of several persons, by person, in one query."""
    kept = {
        row.person_id: row for row in QuietHours.objects.of(community_id).filter(person_id__in=person_ids)
    }
    return {
        person_id: kept.get(person_id)
        or QuietHours(community_id=community_id, person_id=person_id, starts=QUIET_STARTS, ends=QUIET_ENDS)
        for person_id in person_ids
    }


def delivery_waiting(community_id: int, delivery_id: int) -> Delivery | None:
    """The delivery, locked, if it still waits to be sent. Call inside a transaction."""
    waiting = Delivery.objects.of(community_id).select_for_update(of=("self",)).filter(id=delivery_id)
    return waiting.filter(state=Delivery.State.WAITING).select_related("notice__person__account").first()


def deliveries_lost(before: datetime) -> list[Delivery]:
    """What still waits though it should have gone out ``before``, of all communities, the oldest first."""
    late = Delivery.objects.across().filter(state=Delivery.State.WAITING, not_before__lt=before)
    return list(late.order_by("not_before")[:500])
