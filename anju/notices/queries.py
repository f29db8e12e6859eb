"""A person's inbox, and how they want to be told."""

from dataclasses import dataclass

from django.db.models import QuerySet

from anju.kernel.actor import Standing
from anju.kernel.errors import NotFound
from anju.notices.choices import Topic
from anju.notices.models import Delivery, Notice, Preference, QuietHours
from anju.notices.rules import DEFAULTS, QUIET_ENDS, QUIET_STARTS

PAGE = 30


def inbox_for(standing: Standing, before: int | None = None) -> list[Notice]:
    """The newest notices of the person, ``PAGE`` at a time; ``before`` is the last id of the page before."""
    found = _own(standing)
    return list((found.filter(id__lt=before) if before else found).order_by("-id")[:PAGE])


def unread_count(standing: Standing) -> int:
    return _own(standing).filter(read_at__isnull=True).count()


def notice_for(standing: Standing, notice_id: int) -> Notice:
    found = _own(standing).filter(id=notice_id).first()
    if found is None:
        raise NotFound()
    return found


def _own(standing: Standing) -> QuerySet[Notice]:
    return Notice.objects.of(standing.community_id).filter(person_id=standing.person_id)


@dataclass(frozen=True)
class Choice:
    """How one topic reaches one person beyond the inbox."""

    topic: Topic
    email: bool
    sms: bool


def choices_of(community_id: int, person_id: int) -> list[Choice]:
    """The person's choice for each topic, the default where none was made."""
    made = {row.topic: row for row in Preference.objects.of(community_id).filter(person_id=person_id)}
    return [
        Choice(topic, made[topic].email, made[topic].sms)
        if topic in made
        else Choice(topic, *DEFAULTS[topic])
        for topic in Topic
    ]


def quiet_hours_of(community_id: int, person_id: int) -> QuietHours:
    """The person's quiet hours, or the usual ones (not saved)."""
    found = QuietHours.objects.of(community_id).filter(person_id=person_id).first()
    return found or QuietHours(
        community_id=community_id, person_id=person_id, starts=QUIET_STARTS, ends=QUIET_ENDS
    )


def delivery_waiting(community_id: int, delivery_id: int) -> Delivery | None:
    """The delivery, locked, if it still waits to be sent. Call inside a transaction."""
    waiting = Delivery.objects.of(community_id).select_for_update(of=("self",)).filter(id=delivery_id)
    return waiting.filter(state=Delivery.State.WAITING).select_related("notice").first()
