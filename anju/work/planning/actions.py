"""Ask for a plan of the day, make it, accept lines of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from json import dumps
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.bulk import add_rows
from anju.kernel.errors import Refused
from anju.kernel.events import record
from anju.kernel.queue import queue
from anju.places.actions import lock_community
from anju.places.queries import community_named
from anju.work import rules
from anju.work.actions import assign_job
from anju.work.choices import PlanState
from anju.work.events import DayplanMade, DayplanRequested, DayplanTaken
from anju.work.models import DayPlan, Job, PlannedVisit
from anju.work.planning import search
from anju.work.planning.greedy import greedy
from anju.work.planning.model import Plan
from anju.work.planning.planner import drawn_up, seconds_for
from anju.work.planning.queries import newest_plan_under_way
from anju.work.planning.reasons import why_here, why_not
from anju.work.planning.situation import Situation, read_situation, working_day


@dataclass
class Taken:
    """What became of the accepted lines: how many were sent, and the numbers of jobs that had changed meanwhile."""

    sent: int = 0
    changed: list[str] = field(default_factory=list)


def ask_plan(
    *, actor: Actor, community_id: int, left_out: Collection[int] = (), without_parts: Collection[int] = ()
) -> DayPlan:
    """Queue a plan for what is left of the day (or for tomorrow, in the evening). One at a time: while one is
    being made, that one is answered.

    ``left_out`` are persons not to be sent, ``without_parts`` jobs whose parts are not at hand.
    """
    actor.check("work.assign", community_id)
    with transaction.atomic():
        lock_community(community_id)
        under_way = newest_plan_under_way(community_id, clock.now())
        if under_way is not None:
            return under_way
        begins_at, ends_at = working_day(community_named(community_id), clock.now())
        plan = DayPlan.objects.of(community_id).create(
            person_id=actor.person_in(community_id),
            at=clock.now(),
            begins_at=begins_at,
            ends_at=ends_at,
            left_out=sorted(set(left_out)),
            without_parts=sorted(set(without_parts)),
        )
        record(DayplanRequested(), actor=actor, about=plan)
        queue.configure_task("anju.work.planning.jobs.make_plan", lock=f"plan-{community_id}").defer(
            community_id=community_id, plan_id=plan.id
        )
    return plan


def make_plan(*, community_id: int, plan_id: int, seconds: float | None = None) -> DayPlan:
    """Look at the pile and the people, and put down who goes where. Nothing is sent: that is for a person to do."""
    plan = DayPlan.objects.of(community_id).get(id=plan_id)
    if plan.state != PlanState.WORKING:
        return plan
    situation = read_situation(plan, clock.now())
    limit = seconds_for(situation.problem) if seconds is None else seconds
    mine = DayPlan.objects.of(community_id).filter(id=plan_id)
    mine.update(total=round(limit))

    def note(behind: float) -> None:
        mine.update(done=int(behind))

    ours = drawn_up(situation.problem, situation.before, seconds=limit, tick=note)
    with transaction.atomic():
        plan = DayPlan.objects.of(community_id).select_for_update().get(id=plan_id)
        if plan.state == PlanState.WORKING:
            add_rows(PlannedVisit, community_id, _rows(plan, situation, ours))
            plan.state, plan.made_at = PlanState.READY, clock.now()
            plan.people = {str(person.id): person.name for person in situation.people.values()}
            plan.with_search = search.is_installed()
            plan.figures = {"ours": _figures(ours), "greedy": _figures(greedy(situation.problem))}
            plan.save(update_fields=["state", "made_at", "people", "with_search", "figures"])
            placed, unplaced = plan.figures["ours"]["placed"], plan.figures["ours"]["unplaced"]
            record(DayplanMade(placed=placed, unplaced=unplaced), actor=SYSTEM, about=plan)
    return plan


def mark_plan_broken(*, community_id: int, plan_id: int) -> None:
    """Something went wrong on our side; nothing of the plan was written."""
    working = DayPlan.objects.of(community_id).filter(id=plan_id, state=PlanState.WORKING)
    working.update(state=PlanState.BROKEN, made_at=clock.now())


def take_lines(*, actor: Actor, plan: DayPlan, visit_ids: Collection[int] | None = None) -> Taken:
    """Send the jobs of these lines (None: of all) to whom the plan names. A job that changed since the plan
    was made is left as it is and named."""
    actor.check("work.assign", plan.community_id)
    if plan.state != PlanState.READY:
        raise Refused(_("还没有排好，请稍等。"))
    lines = PlannedVisit.objects.of(plan.community_id).filter(
        plan=plan, person__isnull=False, fixed=False, taken_at__isnull=True
    )
    if visit_ids is not None:
        lines = lines.filter(id__in=list(visit_ids))
    taken = Taken()
    for line in lines.select_related("job").order_by("job_id"):
        if changes(line):
            _take(actor, line, taken)
    if taken.sent:
        with transaction.atomic():
            record(DayplanTaken(sent=taken.sent, changed=len(taken.changed)), actor=actor, about=plan)
    return taken


def changes(line: PlannedVisit) -> bool:
    """Whether accepting the line would send the job to somebody who does not have it."""
    return line.seen not in (f"assigned-{line.person_id}", f"accepted-{line.person_id}")


def _take(actor: Actor, line: PlannedVisit, taken: Taken) -> None:
    assert line.person_id is not None
    try:
        with transaction.atomic():
            assign_job(actor=actor, job=line.job, assignee_id=line.person_id, seen=line.seen)
            line.taken_at = clock.now()
            line.save(update_fields=["taken_at"])
            taken.sent += 1
    except Refused:
        taken.changed.append(line.job.number)


def _figures(plan: Plan) -> dict[str, Any]:
    return {
        "placed": sum(map(len, plan.routes.values())),
        "missed": sum(plan.score.missed),
        "unplaced": len(plan.unplaced),
        "travel": plan.travel,
        "score": plan.score,
    }


def _rows(plan: DayPlan, situation: Situation, ours: Plan) -> Iterator[dict[str, Any]]:
    for number, one in enumerate(situation.underway):
        yield _row(
            plan, one.job, one.person_id, number=number, starts_at=one.starts_at, ends_at=one.ends_at, fixed=True,
            reasons=dumps([["going", {}]]),
        )  # fmt: skip
    ahead = len(situation.underway)
    for person_id, stops in ours.stops.items():
        for at, stop in enumerate(stops):
            yield _row(
                plan, situation.jobs[stop.visit_id], person_id, number=ahead + at,
                starts_at=plan.begins_at + timedelta(minutes=stop.starts),
                ends_at=plan.begins_at + timedelta(minutes=stop.ends),
                travel=stop.travel, late=stop.late, reasons=dumps(why_here(ours, person_id, at)),
            )  # fmt: skip
    for visit in ours.unplaced:
        yield _row(plan, situation.jobs[visit.id], None, reasons=dumps(why_not(ours, visit)))


def _row(plan: DayPlan, job: Job, person_id: int | None, **more: Any) -> dict[str, Any]:
    blank: dict[str, Any] = {
        "number": 0, "starts_at": None, "ends_at": None, "travel": 0, "late": 0, "fixed": False, "taken_at": None,
    }  # fmt: skip
    return {
        "plan_id": plan.id, "job_id": job.id, "person_id": person_id, "seen": rules.as_seen(job), **blank, **more
    }  # fmt: skip
