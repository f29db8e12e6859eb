"""The community's morning as a problem for the planner: the pile, the people, the minutes."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from anju.places.queries import buildings_of
from anju.work.choices import OPEN_STATES, JobState, PlanState
from anju.work.models import DayPlan, Job, PlannedVisit
from anju.work.planning.minutes import service_minutes
from anju.work.planning.model import Problem, Score, Technician, Visit
from anju.work.planning.planner import Before
from anju.work.planning.sources import able_for, technicians_on_duty
from anju.work.planning.travel import OFFICE, Spot, minutes_between, table

if TYPE_CHECKING:
    from anju.people.models import Person
    from anju.places.models import Community, Place

STARTED = (JobState.ARRIVED, JobState.ON_WAY)
MOST_JOBS = 400
SHARE_ROOM = 30  # minutes
HISTORY_DAYS, HISTORY_ROWS = 180, 4000
SHORTEST_DAY = timedelta(minutes=30)


@dataclass(frozen=True)
class Underway:
    """A job that somebody has set out for or is at, and when it is likely to be over."""

    job: Job
    person_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Situation:
    problem: Problem
    jobs: dict[int, Job]
    people: "dict[int, Person]"
    underway: list[Underway]
    before: Before | None


def working_day(community: "Community", now: datetime) -> tuple[datetime, datetime]:
    """From when until when people can be sent: what is left of today's desk hours, or tomorrow's when too little is."""
    zone = ZoneInfo(community.zone)
    here = now.astimezone(zone)

    def at(day: int, hour: time) -> datetime:
        return datetime.combine(here.date() + timedelta(days=day), hour, zone)

    opens, closes = at(0, community.desk_opens), at(0, community.desk_closes)
    if here + SHORTEST_DAY > closes:
        return at(1, community.desk_opens), at(1, community.desk_closes)
    return max(opens, here), closes


def pile_of(community_id: int) -> list[Job]:
    """All that is open and not held, with place, category and who has it; what must be reached first stands first."""
    found = Job.objects.of(community_id).filter(state__in=OPEN_STATES, held_reason="")
    found = found.select_related("place", "category", "assignee")
    return list(found.order_by("arrive_by", "finish_by", "id")[:MOST_JOBS])


def people_for(community_id: int, jobs: Iterable[Job], at: datetime) -> "list[Person]":
    """Who can be sent to some of the jobs that day."""
    return technicians_on_duty(community_id, {job.category.responder_post for job in jobs}, at)


def read_situation(plan: DayPlan, now: datetime) -> Situation:
    community_id = plan.community_id
    jobs = {job.id: job for job in pile_of(community_id)}
    people = {
        person.id: person
        for person in people_for(community_id, jobs.values(), plan.begins_at)
        if person.id not in plan.left_out
    }
    minutes = minutes_of(community_id, jobs.values(), now)
    places = _spots(community_id, [job.place for job in jobs.values()])
    underway = _underway(jobs.values(), people, minutes, places, max(now, plan.begins_at))
    gone = {one.job.id for one in underway} | {job.id for job in jobs.values() if job.state in STARTED}
    spots = sorted({*places.values(), OFFICE}, key=repr)
    index = {spot: at for at, spot in enumerate(spots)}
    able = able_for(community_id, people.keys(), [job.category for job in jobs.values()])

    def from_start(moment: datetime) -> int:
        return int((moment - plan.begins_at).total_seconds() // 60)

    last = {one.person_id: one for one in underway}  # the last of each person
    technicians = tuple(
        Technician(
            person_id,
            opens=from_start(last[person_id].ends_at) if person_id in last else 0,
            closes=from_start(plan.ends_at),
            spot=index[places[last[person_id].job.place_id] if person_id in last else OFFICE],
        )
        for person_id in people
    )
    visits = []
    for job in jobs.values():
        if job.id in gone:
            continue
        due = _due(job, minutes[job.id])
        visits.append(
            Visit(
                job.id,
                minutes[job.id],
                index[places[job.place_id]],
                able=_able(job, able[job.category_id]),
                due=None if due is None else from_start(due),
                priority=int(job.priority[1]),
                holder=job.assignee_id,
                bound=job.state == JobState.ACCEPTED,
                without=("",) if job.id in plan.without_parts else (),
            )
        )
    problem = Problem(technicians, tuple(visits), table(spots), _share(technicians, visits))
    return Situation(problem, jobs, people, underway, _before(plan))


def _share(technicians: Collection[Technician], visits: Collection[Visit]) -> int:
    """A fair share of the work in minutes, with room for the ways."""
    work = sum(visit.service for visit in visits if visit.able and not visit.without)
    return SHARE_ROOM + work // max(len(technicians), 1)


def minutes_of(community_id: int, jobs: Collection[Job], now: datetime) -> dict[int, int]:
    """How long each job will take, by the history of its category."""
    categories = {job.category_id for job in jobs}
    history: dict[int, list[float]] = defaultdict(list)
    rows = Job.objects.of(community_id).filter(
        state=JobState.FINISHED,
        category_id__in=categories,
        finished_at__gt=now - timedelta(days=HISTORY_DAYS),
    )
    for category_id, arrived_at, finished_at in rows.order_by("-finished_at").values_list(
        "category_id", "arrived_at", "finished_at"
    )[:HISTORY_ROWS]:
        if arrived_at is not None and finished_at is not None:
            history[category_id].append((finished_at - arrived_at).total_seconds() / 60)
    return {
        job.id: service_minutes(history[job.category_id], job.priority, job.category.finish_hours)
        for job in jobs
    }


def _able(job: Job, able: frozenset[int]) -> frozenset[int]:
    """Who accepted it does it, whatever their post."""
    if job.state == JobState.ACCEPTED and job.assignee_id:
        return frozenset({job.assignee_id})
    return able - frozenset(job.barred)


def _due(job: Job, minutes: int) -> datetime | None:
    """When somebody must be there; where only the end was promised, early enough to finish."""
    if job.arrive_by is not None:
        return job.arrive_by
    return None if job.finish_by is None else job.finish_by - timedelta(minutes=minutes)


def _spots(community_id: int, places: "Iterable[Place]") -> dict[int, Spot]:
    ranks = {building.id: rank for rank, building in enumerate(buildings_of(community_id))}
    return {
        place.id: Spot(
            place.id, place.parent_id if place.is_home else place.id, ranks.get(place.building_id or place.id)
        )
        for place in places
    }


def _underway(
    jobs: Iterable[Job],
    people: "dict[int, Person]",
    minutes: dict[int, int],
    places: dict[int, Spot],
    now: datetime,
) -> list[Underway]:
    """What has started, person by person: where they are first, then where they are going."""
    started = [job for job in jobs if job.state in STARTED and job.assignee_id in people]
    free: dict[int, tuple[datetime, Spot]] = {}
    found = []
    for job in sorted(
        started, key=lambda job: (STARTED.index(JobState(job.state)), job.arrived_at or now, job.id)
    ):
        assert job.assignee_id is not None
        at, spot = free.get(job.assignee_id, (now, OFFICE))
        takes = timedelta(minutes=minutes[job.id])
        if job.state == JobState.ARRIVED and job.arrived_at is not None:
            starts, ends = job.arrived_at, max(job.arrived_at + takes, at)
        else:
            starts = at + timedelta(minutes=minutes_between(spot, places[job.place_id]))
            ends = starts + takes
        free[job.assignee_id] = ends, places[job.place_id]
        found.append(Underway(job, job.assignee_id, starts, ends))
    return found


def _before(plan: DayPlan) -> Before | None:
    """The plan that was ready last for the same day and the same choice of people and parts."""
    last = (
        DayPlan.objects.of(plan.community_id)
        .filter(state=PlanState.READY, id__lt=plan.id, ends_at=plan.ends_at)
        .order_by("-id")
        .first()
    )
    if last is None or "ours" not in last.figures:
        return None
    routes: dict[int, list[int]] = {int(person_id): [] for person_id in last.people}
    seen = []
    visits = PlannedVisit.objects.of(plan.community_id).filter(plan=last, fixed=False)
    for visit in visits.order_by("number", "id"):
        seen.append(visit.job_id)
        if visit.person_id is not None:
            routes[visit.person_id].append(visit.job_id)
    missed, unplaced, late, effort = last.figures["ours"]["score"]
    return Before(routes, seen, Score(tuple(missed), tuple(unplaced), late, effort))
