"""Giving a job to somebody: by the desk, or in turn by the system."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.errors import NotAllowed, Refused
from anju.kernel.events import record
from anju.kernel.text import clean
from anju.people.queries import person_named, staff_with_grant
from anju.team.queries import name_of
from anju.work import events, rules
from anju.work.actions.keeping import keep_note, locked
from anju.work.choices import DispatchMode, HandoverState, JobState
from anju.work.models import DispatchRules, Handover, Job, JobMate, JobNote, Turn
from anju.work.queries import Candidate, candidates_for_job, dispatch_rules, lack_of


def assign_job(*, actor: Actor, job: Job, assignee_id: int, seen: str = "", despite: str = "") -> Job:
    """Give the job to somebody who may do work here; also takes it from who had it before they set to work.

    ``seen`` is ``rules.as_seen`` of the job as the actor saw it: ``Refused`` when it has changed since. Who lacks a
    skill can be sent only by who manages the team, with the reason as ``despite``; who lacks a valid paper, or is
    barred from the job, cannot be sent at all.
    """
    actor.check("work.assign", job.community_id)
    with transaction.atomic():
        job = locked(job)
        rules.check_seen(job, seen)
        rules.check_may("assign", job)
        give(actor, job, assignee_id, despite=despite)
    return job


def give(actor: Actor, job: Job, assignee_id: int, *, how: str = "", despite: str = "") -> None:
    """Put the locked job into somebody's hands; an answer is expected within the minutes of its priority."""
    able = {person.id for person in staff_with_grant(job.community_id, "work.do")}
    if assignee_id not in able:
        raise Refused(_("这位同事现在不能接这里的工作。"))
    before = job.assignee_id
    if before == assignee_id and job.state != JobState.WAITING:
        return
    note = _check_may_be_sent(actor, job, assignee_id, despite)
    drop_handover(actor, job)
    JobMate.objects.of(job.community_id).filter(job=job, person_id=assignee_id).delete()
    job.assignee = person_named(job.community_id, assignee_id)
    job.state, job.assigned_at, job.accepted_at = JobState.ASSIGNED, clock.now(), None
    job.respond_by = _respond_by(job, dispatch_rules(job.community_id))
    job.save(update_fields=["assignee", "state", "assigned_at", "accepted_at", "respond_by"])
    Turn.objects.bulk_create(
        [Turn(community_id=job.community_id, person_id=assignee_id, at=clock.now())],
        update_conflicts=True,
        unique_fields=["community", "person"],
        update_fields=["at"],
    )
    record(
        events.JobAssigned(
            assignee_id=assignee_id, before_id=before, how=how, despite_id=note.id if note else None
        ),
        actor=actor,
        about=job,
    )


def leave_waiting(job: Job) -> None:
    """The locked job has nobody: where they take turns it goes to the next, where they grab it stands in the pool,
    else it waits for the desk."""
    rows = DispatchRules.objects.of(job.community_id)
    order = rows.select_for_update().first()  # whose turn it is, is asked one by one
    if order is None or order.mode == DispatchMode.ASSIGN:
        return
    people = candidates_for_job(job) if order.mode == DispatchMode.ROTATE else []
    following = _next_in_turn(job, people)
    if following is not None:
        give(SYSTEM, job, following.person_id, how="rotate")
        return
    job.respond_by = _respond_by(job, order)
    begins = min((one.next_duty for one in people if one.may_go and one.able and one.next_duty), default=None)
    if begins is not None and job.priority != "P1":  # danger does not wait for the morning
        job.respond_by = max(job.respond_by, begins)
    job.save(update_fields=["respond_by"])


def check_may_carry_on(job: Job, person_id: int) -> None:
    """``Refused`` for who is barred from the job, may not do work here, or lacks a skill or paper for it."""
    if person_id not in {person.id for person in staff_with_grant(job.community_id, "work.do")}:
        raise Refused(_("这位同事现在不能接这里的工作。"))
    _check_may_be_sent(SYSTEM, job, person_id, "")


def drop_handover(actor: Actor, job: Job) -> None:
    """What was proposed and not yet answered no longer stands."""
    asked = Handover.objects.of(job.community_id).filter(job=job, state=HandoverState.ASKED)
    for one in asked.select_for_update():
        one.state, one.answered_at = HandoverState.WITHDRAWN, clock.now()
        one.save(update_fields=["state", "answered_at"])
        record(
            events.JobHandoverWithdrawn(handover_id=one.id, giver_id=one.giver_id, taker_id=one.taker_id),
            actor=actor,
            about=job,
        )


def _check_may_be_sent(actor: Actor, job: Job, person_id: int, despite: str) -> JobNote | None:
    """``Refused`` with the reason; the note that says why somebody is sent without the skill, if that was needed."""
    name = person_named(job.community_id, person_id).name
    if person_id in job.barred:
        raise Refused(format_lazy(_("按规定这件事不能由{name}去，请派别的同事。"), name=name))
    lack = lack_of(job.community_id, [person_id], job.category)[person_id]
    if lack.papers:
        raise Refused(
            format_lazy(
                _("{name}今天没有有效的{paper}，这件事不能派给他。"), name=name, paper=name_of(lack.papers[0])
            )
        )
    if not lack.skills:
        return None
    skill = name_of(lack.skills[0])
    if not despite.strip():
        words = _("{name}没登记会“{skill}”。确实要派他去，请主管写明理由。")
        raise Refused(format_lazy(words, name=name, skill=skill))
    if not actor.may("team.manage", job.community_id):
        raise NotAllowed(
            format_lazy(_("{name}没登记会“{skill}”，只有主管可以破例派他去。"), name=name, skill=skill)
        )
    return keep_note(actor, job, JobNote.Purpose.DESPITE, clean(despite, field="despite", most=200, least=2))


def _next_in_turn(job: Job, people: list[Candidate]) -> Candidate | None:
    """Of those the system may send by itself who was given a job the longest ago; not who was just asked, while
    there is another. Who leads is asked only when nobody else is there."""
    ready = [one for one in people if one.is_ready]
    ready = [one for one in ready if not one.leads] or ready
    ready = [one for one in ready if one.person_id != job.passed_by_id] or ready
    turns = _turns(job.community_id)
    return min(ready, key=lambda one: (turns.get(one.person_id, 0.0), one.person_id), default=None)


def _turns(community_id: int) -> Mapping[int, float]:
    rows = Turn.objects.of(community_id).values_list("person_id", "at")
    return {person_id: at.timestamp() for person_id, at in rows}


def _respond_by(job: Job, order: DispatchRules) -> datetime:
    return clock.now() + timedelta(minutes=order.minutes_for(job.priority))
