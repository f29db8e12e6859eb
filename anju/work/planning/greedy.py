"""The plan without search: each visit, the most pressing first, goes where it makes the least trouble."""

from collections.abc import Collection, Iterable

from anju.work.planning.model import (
    LATE_WEIGHT,
    PRIORITIES,
    Plan,
    Problem,
    Routes,
    Stop,
    Technician,
    Visit,
    besides_travel,
    planned,
    walk,
)

Trouble = tuple[tuple[int, ...], int, int]  # missed by priority, weighted lateness, travel


def greedy(problem: Problem, begun: Routes | None = None, only: Collection[int] | None = None) -> Plan:
    """``begun`` are routes to keep; what is not in them (``only`` these) is put in one by one, and left out
    where nothing fits."""
    routes = {technician.id: list((begun or {}).get(technician.id, ())) for technician in problem.technicians}
    placed = {visit_id for route in routes.values() for visit_id in route}
    trouble = {technician.id: _trouble_now(problem, technician, routes) for technician in problem.technicians}
    for visit in pressing_first(_wanted(problem, placed, only)):
        found = _best_place(problem, visit, routes, trouble)
        if found is not None:
            who, at = found
            routes[who].insert(at, visit.id)
            trouble[who] = _trouble_now(problem, problem.technician[who], routes)
    return planned(problem, routes)


def _wanted(problem: Problem, placed: set[int], only: Collection[int] | None) -> Iterable[Visit]:
    wanted = problem.visits if only is None else [problem.visit[visit_id] for visit_id in only]
    return (visit for visit in wanted if visit.id not in placed)


def pressing_first(visits: Iterable[Visit]) -> list[Visit]:
    """Urgent before others, then by what is due first; what is bound to its person comes before all."""
    return sorted(
        visits,
        key=lambda visit: (not visit.bound, visit.priority, visit.due is None, visit.due or 0, visit.id),
    )


def eased(problem: Problem, plan: Plan) -> Plan:
    """The same plan with each late visit taken out and put where it makes the least trouble, as long as that helps."""
    better = True
    while better:
        better = False
        for late in pressing_first(problem.visit[stop.visit_id] for stop in plan.late):
            routes = {
                who: [other for other in route if other != late.id] for who, route in plan.routes.items()
            }
            tried = greedy(problem, routes, only={late.id})
            if tried.score < plan.score:
                plan, better = tried, True
    return plan


def _best_place(
    problem: Problem, visit: Visit, routes: dict[int, list[int]], before: dict[int, Trouble]
) -> tuple[int, int] | None:
    """The technician and the place in their route where the visit adds the least trouble."""
    best: tuple[Trouble, int, int] | None = None
    for technician in problem.technicians:
        if not problem.may(technician, visit):
            continue
        route = routes[technician.id]
        for at in range(len(route), -1, -1):  # what is there already goes first
            stops = walk(problem, technician, [*route[:at], visit.id, *route[at:]])
            trouble = _trouble(problem, technician, stops)
            if trouble is None:
                continue
            more = _more(trouble, before[technician.id], problem.move(technician, visit))
            if best is None or more < best[0]:
                best = more, technician.id, at
    return None if best is None else best[1:]


def _trouble(problem: Problem, technician: Technician, stops: list[Stop] | None) -> Trouble | None:
    if stops is None:
        return None
    missed, late, travel = dict.fromkeys(PRIORITIES, 0), 0, besides_travel(problem, technician, stops)
    for stop in stops:
        travel += stop.travel
        if stop.late:
            priority = problem.visit[stop.visit_id].priority
            missed[priority] += 1
            late += LATE_WEIGHT[priority] * stop.late
    return tuple(missed.values()), late, travel


def _trouble_now(problem: Problem, technician: Technician, routes: dict[int, list[int]]) -> Trouble:
    trouble = _trouble(problem, technician, walk(problem, technician, routes[technician.id]))
    if trouble is None:
        raise ValueError(f"technician {technician.id} cannot go {routes[technician.id]}")
    return trouble


def _more(after: Trouble, before: Trouble, move: int) -> Trouble:
    missed = tuple(now - then for now, then in zip(after[0], before[0], strict=True))
    return missed, after[1] - before[1], after[2] - before[2] + move
