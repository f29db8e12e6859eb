"""What is given to the planner, and how a plan is timed and valued. Pure; all times are whole units from one
zero moment.

The unit is a minute in the product (the benchmark takes thousandths). Nothing here knows the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

PRIORITIES = (1, 2, 3, 4)
LATE_WEIGHT = {1: 8, 2: 4, 3: 2, 4: 1}  # an hour late weighs more where it is more urgent
MOVE_COST = 10  # taking a job from who has it must save as much as this travel


@dataclass(frozen=True)
class Technician:
    """Somebody who can be sent. ``opens`` is when they are free, ``spot`` where they are then.

    ``most`` limits the span of their round, ``room`` what they can carry; ``returns`` says that they go back
    to where they began.
    """

    id: int
    opens: int
    closes: int
    spot: int
    most: int | None = None
    room: int | None = None
    returns: bool = False


@dataclass(frozen=True)
class Visit:
    """A job to be placed. ``due`` is when somebody must be there at the latest (it may be past; None: nothing
    promised).

    ``able`` are the technicians who may do it; ``holder`` has it now, and keeps it if ``bound`` (it was accepted).
    ``without`` names the parts that are not at hand: such a visit is not placed.
    """

    id: int
    service: int
    spot: int
    able: frozenset[int]
    opens: int = 0
    due: int | None = None
    priority: int = 3
    holder: int | None = None
    bound: bool = False
    load: int = 0
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """``travel[a][b]`` is what it takes from spot to spot. Technicians and visits have ids of their own each.

    ``share`` is a fair share of the day: what somebody works beyond it counts like travel, so that nobody gets all
    and nobody waits who need not.
    """

    technicians: tuple[Technician, ...]
    visits: tuple[Visit, ...]
    travel: Sequence[Sequence[int]]
    share: int | None = None

    @cached_property
    def visit(self) -> dict[int, Visit]:
        return {visit.id: visit for visit in self.visits}

    @cached_property
    def technician(self) -> dict[int, Technician]:
        return {technician.id: technician for technician in self.technicians}

    def may(self, technician: Technician, visit: Visit) -> bool:
        """Whether this technician may be sent there at all."""
        if visit.without or technician.id not in visit.able:
            return False
        return not visit.bound or visit.holder == technician.id

    def move(self, technician: Technician, visit: Visit) -> int:
        """What it costs to take the visit from who has it."""
        return MOVE_COST if visit.holder not in (None, technician.id) else 0


class Stop(NamedTuple):
    """A visit with its times: ``travel`` to get there, from ``starts`` to ``ends``, ``late`` beyond what was
    promised."""

    visit_id: int
    travel: int
    starts: int
    ends: int
    late: int


Routes = Mapping[int, Sequence[int]]  # technician → visits in order


class Score(NamedTuple):
    """What a plan is worth, the first difference counts, less is better.

    ``missed`` and ``unplaced`` are counts by priority (a visit that is not placed though it is due that day is
    missed as
    well), ``late`` is weighted,    ``effort`` is the travel, what goes beyond a fair share, and ``MOVE_COST``
    for each visit taken from who has it.
    """

    missed: tuple[int, ...]
    unplaced: tuple[int, ...]
    late: int
    effort: int


@dataclass(frozen=True)
class Plan:
    """The stops of each technician in order, and the visits that could not be placed."""

    problem: Problem
    stops: dict[int, list[Stop]] = field(default_factory=dict)

    @cached_property
    def routes(self) -> dict[int, list[int]]:
        return {who: [stop.visit_id for stop in stops] for who, stops in self.stops.items()}

    @cached_property
    def unplaced(self) -> list[Visit]:
        placed = {visit_id for route in self.routes.values() for visit_id in route}
        return [visit for visit in self.problem.visits if visit.id not in placed]

    @cached_property
    def travel(self) -> int:
        return sum(stop.travel for stops in self.stops.values() for stop in stops)

    @cached_property
    def late(self) -> list[Stop]:
        return [stop for stops in self.stops.values() for stop in stops if stop.late > 0]

    @cached_property
    def score(self) -> Score:
        visit = self.problem.visit
        unplaced = _by_priority(self.unplaced)
        end = max((technician.closes for technician in self.problem.technicians), default=0)
        passed = [left for left in self.unplaced if left.due is not None and left.due <= end]
        missed = _by_priority([*passed, *(visit[stop.visit_id] for stop in self.late)])
        late = sum(_weighed(visit[stop.visit_id], stop.late) for stop in self.late)
        moves = sum(
            self.problem.move(self.problem.technician[who], visit[visit_id])
            for who, route in self.routes.items()
            for visit_id in route
        )
        besides = sum(
            besides_travel(self.problem, self.problem.technician[who], stops)
            for who, stops in self.stops.items()
        )
        return Score(missed, unplaced, late, self.travel + besides + moves)


def planned(problem: Problem, routes: Routes) -> Plan:
    """The plan with these routes. ``ValueError`` when one of them cannot be gone."""
    stops = {}
    for technician in problem.technicians:
        timed = walk(problem, technician, routes.get(technician.id, ()))
        if timed is None:
            raise ValueError(f"technician {technician.id} cannot go {routes[technician.id]}")
        stops[technician.id] = timed
    return Plan(problem, stops)


def walk(problem: Problem, technician: Technician, route: Sequence[int]) -> list[Stop] | None:
    """The route with its times, each stop as early as can be; None when it does not fit into the technician's day.

    Being late at a visit is possible and noted. A visit that was overdue before the zero moment is late from then on.
    """
    stops: list[Stop] = []
    now, spot, load = technician.opens, technician.spot, 0
    for visit_id in route:
        visit = problem.visit[visit_id]
        travel = problem.travel[spot][visit.spot]
        starts = max(now + travel, visit.opens)
        now, spot, load = starts + visit.service, visit.spot, load + visit.load
        stops.append(Stop(visit_id, travel, starts, now, lateness(visit, starts)))
    if not stops:
        return stops  # who stays is never too late
    back = way_home(problem, technician, stops)
    if now + back > technician.closes or (technician.room is not None and load > technician.room):
        return None
    if technician.most is not None and now + back - _leaves(problem, stops) > technician.most:
        return None
    return stops


def lateness(visit: Visit, starts: int) -> int:
    """How much is late when somebody is there at ``starts``; at least 1 where the promise was past before the
    zero moment."""
    if visit.due is None or starts <= visit.due:
        return 0
    return max(starts - max(visit.due, 0), 1)


def besides_travel(problem: Problem, technician: Technician, stops: Sequence[Stop]) -> int:
    """What counts like the travel to the stops: the way back, and what goes beyond a fair share."""
    back = way_home(problem, technician, stops)
    if problem.share is None or not stops:
        return back
    return back + max(stops[-1].ends + back - technician.opens - problem.share, 0)


def way_home(problem: Problem, technician: Technician, stops: Sequence[Stop]) -> int:
    if not technician.returns or not stops:
        return 0
    return problem.travel[problem.visit[stops[-1].visit_id].spot][technician.spot]


def _leaves(problem: Problem, stops: Sequence[Stop]) -> int:
    """When the technician can leave at the latest and still be at each stop in time and back as early."""
    latest = stops[-1].ends
    for at in range(len(stops) - 1, -1, -1):
        stop, visit = stops[at], problem.visit[stops[at].visit_id]
        due = latest if visit.due is None else max(visit.due, stop.starts)
        latest = min(due, latest - visit.service) - stop.travel
    return latest


def _by_priority(visits: Sequence[Visit]) -> tuple[int, ...]:
    return tuple(sum(visit.priority == priority for visit in visits) for priority in PRIORITIES)


def _weighed(visit: Visit, late: int) -> int:
    return LATE_WEIGHT[visit.priority] * late
