"""What follows from a job's events within work: the people concerned are told."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Words
from anju.kernel.events import Recorded, on
from anju.notices.actions import send
from anju.notices.choices import Topic
from anju.people.queries import person_named, persons_named, staff_holding, staff_with_grant
from anju.places.queries import community_named
from anju.standards.choices import FailOpens
from anju.team.queries import on_duty
from anju.work import rules
from anju.work.choices import DispatchMode, JobState
from anju.work.events import (
    JobAssigned,
    JobCancelled,
    JobHandoverAccepted,
    JobHandoverDeclined,
    JobHandoverProposed,
    JobLapsed,
    JobMateAdded,
    JobOpened,
    JobRefused,
    JobStepFailed,
)
from anju.work.models import Job
from anju.work.queries import candidates_for_job, dispatch_rules, handover_named, notes_named
from anju.work.quotes import reactions as _of_quotes  # noqa: F401  (loaded with these)
from anju.work.step_queries import step_numbered
from anju.work.step_rules import breach_in_words

if TYPE_CHECKING:
    from anju.people.models import Person


def _job(event: Recorded) -> Job:
    return (
        Job.objects.of(event.community_id)
        .select_related("place", "assignee", "category")
        .get(id=event.about_id)
    )


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
    if event.fact.how == "grab":
        return  # who took it knows
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
    passed_on = _("{number} 被退回，已转给下一位") if job.assignee else _("{number} 被退回，需要改派")
    _tell(
        event,
        staff_with_grant(event.community_id, "work.assign"),
        job,
        key=f"refused-{event.id}",
        title=format_lazy(passed_on, number=job.number),
        body=_refusal(event),
    )


@on(JobLapsed)
def tell_of_no_answer(event: Recorded[JobLapsed]) -> None:
    """The dispatchers hear of each lapse, the leader of the post from the second on, the manager of the
    third."""
    job, times = _job(event), event.fact.times
    asked = person_named(event.community_id, event.fact.assignee_id).name if event.fact.assignee_id else ""
    body = format_lazy(
        _("{place}，{title}。{asked}"),
        place=job.place.label,
        title=job.title,
        asked=format_lazy(_("派给了{name}，没有接。"), name=asked) if asked else _("还没有人接。"),
    )
    climbs = _ladder(event.community_id, job, times, event.at)
    told = {person.id for person in climbs}
    desk = [p for p in staff_with_grant(event.community_id, "work.assign") if p.id not in told]
    title = format_lazy(_("{number} 没人应答，已收回"), number=job.number)
    _tell(event, desk, job, key=f"lapsed-{event.id}", title=title, body=body)
    if climbs:
        again = format_lazy(_("{number} 第 {times} 次没人应答，请您安排"), number=job.number, times=times)
        _tell(event, climbs, job, key=f"climbed-{event.id}", title=again, body=body)


@on(JobOpened, JobRefused, JobLapsed)
def offer_to_volunteers(event: Recorded[Any]) -> None:
    """Where jobs are grabbed, everybody on duty who could do it hears of one that waits."""
    job = _job(event)
    if job.state != JobState.WAITING or dispatch_rules(event.community_id).mode != DispatchMode.GRAB:
        return
    able = [one.person_id for one in candidates_for_job(job) if one.is_ready]
    people = persons_named(event.community_id, able).values()
    with transaction.atomic():
        send(
            community_id=event.community_id,
            to=[person for person in people if person.id != event.person_id],
            topic=Topic.WORK,
            key=f"pool-{event.id}",
            title=format_lazy(_("可以抢的新工作：{place}"), place=job.place.label),
            body=job.title,
            link=f"/crew/{community_named(event.community_id).slug}/#pool",
            danger=job.priority == "P1",
        )


@on(JobOpened)
def tell_of_nobody_in_turn(event: Recorded[JobOpened]) -> None:
    """Where they take turns and nobody fit is on duty, the desk has to decide."""
    job = _job(event)
    if job.state != JobState.WAITING or dispatch_rules(event.community_id).mode != DispatchMode.ROTATE:
        return
    _tell(
        event,
        staff_with_grant(event.community_id, "work.assign"),
        job,
        key=f"nobody-{event.id}",
        title=format_lazy(_("{number} 没有合适的人在班"), number=job.number),
        body=format_lazy(_("{place}，{title}。请您指派。"), place=job.place.label, title=job.title),
    )


@on(JobHandoverProposed)
def ask_taker(event: Recorded[JobHandoverProposed]) -> None:
    job, fact = _job(event), event.fact
    giver = person_named(event.community_id, fact.giver_id)
    title = format_lazy(_("{name}请您接手：{place}"), name=giver.name, place=job.place.label)
    words = handover_named(event.community_id, fact.handover_id).words
    _tell_crew(event, fact.taker_id, job, key=f"handover-{event.id}", title=title, body=words)


@on(JobHandoverAccepted)
def tell_giver_of_taking(event: Recorded[JobHandoverAccepted]) -> None:
    job, fact = _job(event), event.fact
    taker = person_named(event.community_id, fact.taker_id)
    title = format_lazy(_("{name}接手了 {number}"), name=taker.name, number=job.number)
    _tell_crew(event, fact.giver_id, job, key=f"taken-over-{event.id}", title=title, body=job.title)


@on(JobHandoverDeclined)
def tell_giver_of_declining(event: Recorded[JobHandoverDeclined]) -> None:
    job, fact = _job(event), event.fact
    note = notes_named(event.community_id, [fact.note_id]).get(fact.note_id)
    taker = person_named(event.community_id, fact.taker_id)
    title = format_lazy(_("{name}不能接手 {number}"), name=taker.name, number=job.number)
    body = note.words if note else ""
    _tell_crew(event, fact.giver_id, job, key=f"not-taken-over-{event.id}", title=title, body=body)


@on(JobMateAdded)
def ask_mate(event: Recorded[JobMateAdded]) -> None:
    job = _job(event)
    name = job.assignee.name if job.assignee else ""
    title = format_lazy(_("请协助{name}：{place}"), name=name, place=job.place.label)
    _tell_crew(event, event.fact.mate_id, job, key=f"mate-{event.id}", title=title, body=job.title)


def _ladder(community_id: int, job: Job, times: int, at: datetime) -> "list[Person]":
    """Who hears of it beside the dispatchers: who is on duty of the post, else all its holders."""
    leader = job.category.escalate_post or "PM"
    posts = [] if times < 2 else [leader] if times < rules.MOST_LAPSES else sorted({leader, "PM"})
    return (on_duty(community_id, posts, at) or staff_holding(community_id, posts)) if posts else []


def _tell(
    event: Recorded[Any], to: "Iterable[Person]", job: Job, *, key: str, title: Words, body: Words
) -> None:
    """Tell who decides about it; danger goes through at any hour."""
    with transaction.atomic():
        send(
            community_id=event.community_id,
            to=to,
            topic=Topic.DESK,
            key=key,
            title=title,
            body=body,
            link=f"/desk/{community_named(event.community_id).slug}/jobs/{job.number}/",
            danger=job.priority == "P1",
        )


def _tell_crew(
    event: Recorded[Any], person_id: int, job: Job, *, key: str, title: Words, body: Words
) -> None:
    if person_id == event.person_id:
        return
    with transaction.atomic():
        send(
            community_id=event.community_id,
            to=[person_named(event.community_id, person_id)],
            topic=Topic.WORK,
            key=key,
            title=title,
            body=body,
            link=_crew_link(job),
            danger=job.priority == "P1",
        )


@on(JobStepFailed)
def tell_of_failed_step(event: Recorded[JobStepFailed]) -> None:
    """Who must decide now: the post that the procedure names, and for what has to be sent, who sends people."""
    job, step = _job(event), step_numbered(_job(event), event.fact.step)
    if step is None or event.fact.opens == FailOpens.NOTE:
        return
    to = []
    if event.fact.opens == FailOpens.ESCALATE:
        to = staff_holding(event.community_id, [event.fact.to])
    to = to or staff_with_grant(event.community_id, "work.assign")
    with transaction.atomic():
        send(
            community_id=event.community_id,
            to=[person for person in to if person.id != event.person_id],
            topic=Topic.DESK,
            key=f"step-failed-{event.id}",
            title=format_lazy(_("{number} 有一步没通过：{action}"), number=job.number, action=step.action),
            body="。".join(part for part in (breach_in_words(step), step.on_fail) if part),
            link=f"/desk/{community_named(event.community_id).slug}/jobs/{job.number}/",
            danger=job.priority == "P1",
        )
