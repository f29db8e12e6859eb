"""What follows from a job's events within work: the people concerned are told."""

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.kernel.events import Recorded, on
from anju.notices.actions import send
from anju.notices.choices import Topic
from anju.people.queries import person_named, staff_with_grant
from anju.places.queries import community_named
from anju.work.events import JobAssigned, JobCancelled, JobRefused
from anju.work.models import Job
from anju.work.queries import notes_named
from anju.work.quotes import reactions as _of_quotes  # noqa: F401  (loaded with these)


def _job(event: Recorded) -> Job:
    return Job.objects.of(event.community_id).select_related("place", "assignee").get(id=event.about_id)


def _crew_link(job: Job) -> str:
    return f"/crew/{community_named(job.community_id).slug}/jobs/{job.number}/"


def _refusal(event: Recorded[JobRefused]) -> str:
    """Who gave it back and why, in their words."""
    note = notes_named(event.community_id, [event.fact.note_id]).get(event.fact.note_id)
    person = person_named(event.community_id, event.fact.assignee_id)
    return f"{person.name}：{note.words}" if note else person.name


@on(JobAssigned)
def tell_assignee(event: Recorded[JobAssigned]) -> None:
    job = _job(event)
    with transaction.atomic():
        send(
            community_id=event.community_id,
            to=[person_named(event.community_id, event.fact.assignee_id)],
            topic=Topic.WORK,
            key=f"assigned-{event.id}",
            title=format_lazy(_("新工作：{place}"), place=job.place.label),
            body=job.title,
            link=_crew_link(job),
            danger=job.priority == "P1",
        )
        if event.fact.before_id:
            send(
                community_id=event.community_id,
                to=[person_named(event.community_id, event.fact.before_id)],
                topic=Topic.WORK,
                key=f"taken-{event.id}",
                title=format_lazy(_("{number} 已改派给别的同事"), number=job.number),
                body=job.title,
            )


@on(JobCancelled)
def tell_of_cancelling(event: Recorded[JobCancelled]) -> None:
    job = _job(event)
    if job.assignee is not None:
        with transaction.atomic():
            send(
                community_id=event.community_id,
                to=[job.assignee],
                topic=Topic.WORK,
                key=f"cancelled-{event.id}",
                title=format_lazy(_("{number} 不用去了"), number=job.number),
                body=format_lazy(_("这件工作已取消：{title}"), title=job.title),
                link=_crew_link(job),
            )


@on(JobRefused)
def tell_dispatchers(event: Recorded[JobRefused]) -> None:
    job = _job(event)
    community = community_named(event.community_id)
    with transaction.atomic():
        send(
            community_id=event.community_id,
            to=staff_with_grant(event.community_id, "work.assign"),
            topic=Topic.DESK,
            key=f"refused-{event.id}",
            title=format_lazy(_("{number} 被退回，需要改派"), number=job.number),
            body=_refusal(event),
            link=f"/desk/{community.slug}/jobs/{job.number}/",
            danger=job.priority == "P1",
        )
