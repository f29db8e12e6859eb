"""What follows from quotes and from the end of a job: the colleague hears the answer, what was kept is let go."""

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.assets.actions import release_reservations
from anju.kernel.actor import SYSTEM
from anju.kernel.events import Recorded, on
from anju.notices.actions import send
from anju.notices.choices import Topic
from anju.people.queries import persons_named, staff_with_grant
from anju.places.queries import community_named
from anju.work.events import (
    JobCancelled,
    JobDeclined,
    JobFinished,
    JobQuoteAccepted,
    JobQuoteRefused,
)
from anju.work.models import Job
from anju.work.queries import notes_named
from anju.work.quotes.queries import quote_named


@on(JobFinished, JobCancelled)
def let_go_of_parts(event: Recorded[JobFinished]) -> None:
    release_reservations(
        actor=SYSTEM, community_id=event.community_id, about=(Job._meta.label_lower, event.about_id)
    )


@on(JobQuoteAccepted)
def tell_of_agreement(event: Recorded[JobQuoteAccepted]) -> None:
    quote = quote_named(event.community_id, event.fact.quote_id)
    title = format_lazy(
        _("{place} 同意了报价：{total} 元"), place=quote.job.place.label, total=f"{quote.total:.2f}"
    )
    _tell_worker(event, quote.job, quote.given_by_id, title, quote.job.title)


@on(JobQuoteRefused)
def tell_of_refusal(event: Recorded[JobQuoteRefused]) -> None:
    quote = quote_named(event.community_id, event.fact.quote_id)
    note = notes_named(event.community_id, [event.fact.note_id]).get(event.fact.note_id)
    title = format_lazy(_("{place} 没有同意报价"), place=quote.job.place.label)
    _tell_worker(event, quote.job, quote.given_by_id, title, note.words if note else "")


@on(JobDeclined)
def tell_desk_of_declined(event: Recorded[JobDeclined]) -> None:
    """The job has ended, but what was reported is not solved: somebody talks with the resident."""
    job = Job.objects.of(event.community_id).select_related("place").get(id=event.about_id)
    note = notes_named(event.community_id, [event.fact.note_id]).get(event.fact.note_id)
    slug = community_named(event.community_id).slug
    with transaction.atomic():
        send(
            community_id=event.community_id,
            to=[
                one
                for one in staff_with_grant(event.community_id, "work.assign")
                if one.id != event.person_id
            ],
            topic=Topic.DESK,
            key=f"declined-{event.id}",
            title=format_lazy(_("{number} 没有做：报价没有谈成"), number=job.number),
            body=note.words if note else job.title,
            link=f"/desk/{slug}/jobs/{job.number}/",
        )


def _tell_worker(event: Recorded, job: Job, given_by_id: int | None, title: object, body: str) -> None:
    """The assignee and who gave the quote, but not the one who wrote the answer down."""
    slug = community_named(event.community_id).slug
    people = persons_named(event.community_id, {job.assignee_id, given_by_id})
    with transaction.atomic():
        for person in people.values():
            if person.id == event.person_id:
                continue
            face = "crew" if person.id == job.assignee_id else "desk"
            send(
                community_id=event.community_id,
                to=[person],
                topic=Topic.WORK,
                key=f"quote-{event.id}",
                title=title,  # type: ignore[arg-type]
                body=body,
                link=f"/{face}/{slug}/jobs/{job.number}/",
            )
