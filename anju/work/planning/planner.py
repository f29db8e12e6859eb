"""The plan of a pile of jobs: what stood before is kept where nothing is new, else the best that was found."""

from collections.abc import Mapping, Sequence

from anju.work.planning import search
from anju.work.planning.apart import searched_apart
from anju.work.planning.greedy import eased, greedy
from anju.work.planning.model import Plan, Problem, Score, walk
from anju.work.planning.search import Tick

MOST_SECONDS = 15.0  # and a few more to begin and to end: twenty in all
SECONDS_A_VISIT = 0.25


def seconds_for(problem: Problem) -> float:
    """A handful of jobs need no long search."""
    return min(MOST_SECONDS, max(1.0, len(problem.visits) * SECONDS_A_VISIT))


def drawn_up(
    problem: Problem,
    before: "Before | None" = None,
    *,
    seconds: float | None = None,
    tick: Tick = lambda _seconds: None,
) -> Plan:
    """The plan to propose, in at most ``seconds``. Without PyVRP it is the better of greedy and what stood before."""
    if not problem.technicians or not problem.visits:
        return greedy(problem)
    kept = greedy(problem, _still_right(problem, before)) if before else None
    if before and kept and before.holds(problem, kept):
        return kept
    found = [plan for plan in (kept, greedy(problem)) if plan is not None]
    if search.is_installed():
        best = min(found, key=lambda plan: plan.score)
        sought = searched_apart(problem, best, seconds_for(problem) if seconds is None else seconds, tick)
        found.append(greedy(problem, sought.routes))
    return min((eased(problem, plan) for plan in found), key=lambda plan: plan.score)


class Before:
    """The plan that was made last: its routes, everything it looked at, and how well it stood."""

    def __init__(self, routes: Mapping[int, Sequence[int]], seen: Sequence[int], score: Score) -> None:
        self.routes = routes
        self.seen = frozenset(seen)
        self.score = score

    def holds(self, problem: Problem, kept: Plan) -> bool:
        """Whether nothing is new: the same technicians, no new job, nobody else's hand in it, nothing worse
        than it was."""
        if {technician.id for technician in problem.technicians} != set(self.routes):
            return False
        placed = {visit_id: who for who, route in self.routes.items() for visit_id in route}
        for visit in problem.visits:
            if visit.id not in self.seen or visit.holder not in (None, placed.get(visit.id, visit.holder)):
                return False
        worse = (kept.score.missed, kept.score.unplaced) > (self.score.missed, self.score.unplaced)
        return not worse


def _still_right(problem: Problem, before: Before) -> dict[int, list[int]]:
    """What of the routes of before can still be gone: without the jobs that have ended or may not be theirs
    any more."""
    routes = {}
    for who, route in before.routes.items():
        technician = problem.technician.get(who)
        if technician is None:
            continue
        left = [
            visit_id
            for visit_id in route
            if visit_id in problem.visit and problem.may(technician, problem.visit[visit_id])
        ]
        while left and walk(problem, technician, left) is None:
            left.pop()
        routes[who] = left
    return routes
