"""The search for a better plan with PyVRP, where it is installed (``pip install anju[planning]``).

PyVRP knows hard windows, and visits that may be left out at a price. So it is asked first for a plan in which
nobody waits
beyond what was promised. If there is none, then for one that leaves out what cannot be reached in time, and
last, with that free to come later, for as much as possible.
Every technician has own travel: to a visit that is not for them it is endless, to one that another has now it
costs more.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from time import monotonic
from typing import Any

from anju.work.planning.model import Plan, Problem, Technician, Visit, planned, walk

# What leaving one out costs, by priority: far more than any way.
PRICE = {1: 200_000, 2: 20_000, 3: 2_000, 4: 200}
# A way that nobody takes: dearer than to leave a visit out, and no overflow.
ENDLESS = 10 * max(PRICE.values())
# What was late before we began is aimed at within so many minutes.
OVERDUE_WITHIN = {1: 30, 2: 60, 3: 120, 4: 240}
WHOLE_SHARE, IN_TIME_SHARE = 0.35, 0.8  # of the time, until the first and the second search end
QUIET_TRIES = 20_000  # no better plan in so many tries: it is good enough
SEED = 1

Tick = Callable[[float], None]  # told the seconds behind
Found = Callable[[Plan], None]  # told a plan


def is_installed() -> bool:
    return find_spec("pyvrp") is not None


def searched(
    problem: Problem, start: Plan, seconds: float, *, minute: int = 1, found: Found | None = None
) -> Plan:
    """The best plan found from ``start`` in so many seconds; ``minute`` says how many units of the problem make one.

    ``found`` is told what each round has found.
    """
    import_module("pyvrp")  # takes a while
    began = monotonic()
    overdue = {visit.id for visit in problem.visits if visit.due is not None and visit.due < 0}
    aims = {at: OVERDUE_WITHIN[problem.visit[at].priority] * minute for at in overdue}
    told = found or _nobody
    best = _round(problem, start, aims, _until(began, seconds * WHOLE_SHARE), whole=True)
    told(best)
    if not _missed(best):
        best = _round(problem, best, aims, _until(began, seconds), whole=True)
        told(best)
        return best
    better = _round(problem, start, aims, _until(began, seconds * IN_TIME_SHARE))
    best = min(best, better, key=lambda plan: plan.score)
    told(best)
    end = max(technician.closes for technician in problem.technicians)
    aims |= dict.fromkeys(_missed(better), end)
    better = _round(problem, better, aims, _until(began, seconds))
    best = min(best, better, key=lambda plan: plan.score)
    told(best)
    return best


def _missed(plan: Plan) -> set[int]:
    return {visit.id for visit in plan.unplaced} | {stop.visit_id for stop in plan.late}


def _nobody(_plan: Plan) -> None:
    pass


def _round(problem: Problem, start: Plan, aims: dict[int, int], stop: Any, *, whole: bool = False) -> Plan:
    """One search. ``whole``: leave nothing out, though somebody may come late."""
    pyvrp: Any = import_module("pyvrp")
    visits = [
        visit
        for visit in problem.visits
        if any(problem.may(technician, visit) for technician in problem.technicians)
    ]
    if not visits:
        return start
    kinds = _alike(problem)
    data = _data(problem, visits, kinds, aims, whole)
    place = {visit.id: at for at, visit in enumerate(visits)}
    routes = [
        pyvrp.Route(data, [place[visit_id] for visit_id in start.routes[technician.id]], kind)
        for kind, technicians in enumerate(kinds)
        for technician in technicians
        if start.routes.get(technician.id)
    ]
    result = pyvrp.solve(
        data,
        stop,
        seed=SEED,
        collect_stats=False,
        initial_solution=pyvrp.Solution(data, routes),
    )
    return _read(problem, visits, kinds, result.best)


def _alike(problem: Problem) -> list[list[Technician]]:
    """The technicians in groups that differ in nothing but their id."""
    groups: dict[Any, list[Technician]] = {}
    for one in problem.technicians:
        costs = tuple(_hindrance(problem, one, visit) for visit in problem.visits)
        groups.setdefault(
            (one.opens, one.closes, one.spot, one.most, one.room, one.returns, costs), []
        ).append(one)
    return list(groups.values())


def _hindrance(problem: Problem, technician: Technician, visit: Visit) -> int | None:
    """What it costs beside the way to send this technician; None: not at all."""
    if not problem.may(technician, visit):
        return None
    return problem.move(technician, visit)


def _data(
    problem: Problem, visits: list[Visit], kinds: list[list[Technician]], aims: dict[int, int], whole: bool
) -> Any:
    """The problem in PyVRP's words: places are the starts of the technicians, one end that is near to all, the
    visits."""
    numpy: Any = import_module("numpy")
    pyvrp: Any = import_module("pyvrp")

    spots = [technicians[0].spot for technicians in kinds]
    end, first = len(kinds), len(kinds) + 1
    where = [*spots, 0, *(visit.spot for visit in visits)]
    travel = numpy.array(problem.travel, dtype=numpy.int64)[numpy.ix_(where, where)]
    numpy.fill_diagonal(travel, 0)
    dearest = 4 * max(int(travel.max()), 1)
    travel[:, end] = travel[end, :] = 0
    last = max(max(technician.closes for technician in problem.technicians), 0)
    distances, durations, types = [], [], []
    for kind, technicians in enumerate(kinds):
        one = technicians[0]
        distance, duration = travel.copy(), travel.copy()
        for at, visit in enumerate(visits, first):
            hindrance = _hindrance(problem, one, visit)
            if hindrance is None:
                distance[:, at], duration[:, at] = ENDLESS * dearest, 2 * last
                distance[at, at] = duration[at, at] = 0
            else:
                distance[:, at] += hindrance
                distance[at, at] = 0
        distances.append(distance)
        durations.append(duration)
        types.append(
            pyvrp.VehicleType(
                num_available=len(technicians),
                capacity=[one.room] if one.room is not None else [],
                start_depot=kind,
                end_depot=kind if one.returns else end,
                tw_early=max(one.opens, 0),
                tw_late=max(one.closes, one.opens, 0),
                profile=kind,
                **_spans(problem, one),
            )
        )
    carried = any(technician.room is not None for technician in problem.technicians)
    clients = [
        pyvrp.Client(
            at,
            delivery=[visit.load] if carried else [],
            service_duration=visit.service,
            tw_early=min(max(visit.opens, 0), last),
            tw_late=max(_latest(visit, aims, last), min(max(visit.opens, 0), last)),
            prize=0 if whole else _price(visit) * dearest,
            required=whole,
        )
        for at, visit in enumerate(visits, first)
    ]
    locations = [pyvrp.Location(0, 0) for _place in where]
    depots = [pyvrp.Depot(at) for at in range(len(kinds) + 1)]
    return pyvrp.ProblemData(locations, clients, depots, types, distances, durations)


def _spans(problem: Problem, technician: Technician) -> dict[str, int]:
    """How long a round may be, or from when on each minute costs."""
    if technician.most is not None:
        return {"shift_duration": technician.most}
    if problem.share is None:
        return {}
    longest = max(technician.closes - technician.opens, 0)
    return {"shift_duration": problem.share, "max_overtime": longest, "unit_overtime_cost": 1}


def _price(visit: Visit) -> int:
    """What leaving it out costs; what somebody has accepted is left out last."""
    return max(PRICE.values()) if visit.bound else PRICE[visit.priority]


def _latest(visit: Visit, aims: dict[int, int], last: int) -> int:
    if visit.id in aims:
        return min(aims[visit.id], last)
    return last if visit.due is None else min(visit.due, last)


def _read(problem: Problem, visits: list[Visit], kinds: list[list[Technician]], best: Any) -> Plan:
    """The routes that PyVRP found, each timed anew by us; one that we cannot go is left out."""
    free = [list(technicians) for technicians in kinds]
    routes: dict[int, list[int]] = {}
    for route in best.routes():
        technician = free[route.vehicle_type()].pop(0)
        ids = [visits[activity.idx].id for activity in route if activity.is_client()]
        if walk(problem, technician, ids) is not None and all(
            problem.may(technician, problem.visit[visit_id]) for visit_id in ids
        ):
            routes[technician.id] = ids
    return planned(problem, routes)


def _until(began: float, seconds: float) -> Callable[[int], bool]:
    """Ends at the time, or when nothing better has been found for long."""
    best, quiet = -1, 0

    def stop(cost: int) -> bool:
        nonlocal best, quiet
        quiet = quiet + 1 if cost == best else 0
        best = cost
        return monotonic() - began >= seconds or quiet >= QUIET_TRIES

    return stop
