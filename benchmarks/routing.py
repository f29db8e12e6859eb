"""Published routing instances as problems of ours, and OR-Tools on such a problem, to compare."""

import csv
from pathlib import Path
from typing import Any

from anju.work.planning.model import Plan, Problem, Technician, Visit, planned

DATA = Path("data") / "routing-sitedependent"
UNIT = 1000  # distances and times in thousandths, as the published costs are reckoned


def instances(folder: Path) -> dict[str, float]:
    """The names of the instances with the best cost that is known."""
    with (folder / "best_known.csv").open() as file:
        return {row["instance"]: float(row["cost"]) for row in csv.DictReader(file)}


def read(path: Path) -> Problem:
    """A VRPLIB file of the kind SDVRPTW. Node 1 is the depot to which everybody returns."""
    heads, sections = _parts(path.read_text())
    points = [(float(x), float(y)) for _node, x, y in sections["NODE_COORD"]]
    travel = [[round(((a - c) ** 2 + (b - d) ** 2) ** 0.5 * UNIT) for c, d in points] for a, b in points]
    loads = [int(row[1]) for row in sections["DEMAND"]]
    services = [round(float(row[1]) * UNIT) for row in sections["SERVICE_TIME"]]
    windows = [(round(float(row[1]) * UNIT), round(float(row[2]) * UNIT)) for row in sections["TIME_WINDOW"]]
    able = {int(row[0]): {int(node) for node in row[1:]} for row in sections["VEHICLES_ALLOWED_CLIENTS"]}
    rooms = {int(row[0]): int(row[1]) for row in sections["CAPACITY"]}
    most = float(heads["VEHICLES_MAX_DURATION"]) * UNIT if "VEHICLES_MAX_DURATION" in heads else None
    technicians = tuple(
        Technician(
            vehicle, windows[0][0], windows[0][1], 0, most=None if most is None else round(most),
            room=rooms[vehicle], returns=True,
        )
        for vehicle in sorted(able)
    )  # fmt: skip
    visits = tuple(
        Visit(
            node, services[node - 1], node - 1, frozenset(who for who in able if node in able[who]),
            opens=windows[node - 1][0], due=windows[node - 1][1], load=loads[node - 1],
        )
        for node in range(2, len(points) + 1)
    )  # fmt: skip
    return Problem(technicians, visits, travel)


def _parts(text: str) -> tuple[dict[str, str], dict[str, list[list[str]]]]:
    heads: dict[str, str] = {}
    sections: dict[str, list[list[str]]] = {}
    rows: list[list[str]] | None = None
    for line in text.splitlines():
        words = line.split()
        if not words or words[0] == "EOF":
            continue
        if words[0].endswith("_SECTION"):
            rows = sections.setdefault(words[0].removesuffix("_SECTION"), [])
        elif ":" in line and rows is None:
            key, _sign, value = line.partition(":")
            heads[key.strip()] = value.strip()
        elif rows is not None:
            rows.append(words)
    return heads, sections


def with_ortools(problem: Problem, start: Plan, seconds: float) -> Plan:
    """The plan that OR-Tools' routing finds (guided local search) from the plan ``start``."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2  # noqa: PLC0415

    visits, technicians = problem.visits, problem.technicians
    spots = [technicians[0].spot, *(visit.spot for visit in visits)]
    manager = pywrapcp.RoutingIndexManager(len(spots), len(technicians), 0)
    routing = pywrapcp.RoutingModel(manager)

    services = [0, *(visit.service for visit in visits)]
    ways = [[problem.travel[here][there] for there in spots] for here in spots]
    times = [[way + service for way in row] for row, service in zip(ways, services, strict=True)]
    routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitMatrix(ways))
    end = max(technician.closes for technician in technicians)
    routing.AddDimension(routing.RegisterTransitMatrix(times), end, end, False, "time")
    clock = routing.GetDimensionOrDie("time")
    loads = routing.RegisterUnaryTransitVector([0, *(visit.load for visit in visits)])
    rooms = [technician.room or 10**9 for technician in technicians]
    routing.AddDimensionWithVehicleCapacity(loads, 0, rooms, True, "load")
    dearest = 4 * max(max(row) for row in problem.travel)
    for at, visit in enumerate(visits, 1):
        index = manager.NodeToIndex(at)
        clock.CumulVar(index).SetRange(visit.opens, end if visit.due is None else visit.due)
        able = [who for who, technician in enumerate(technicians) if problem.may(technician, visit)]
        routing.VehicleVar(index).SetValues([-1, *able])
        routing.AddDisjunction([index], dearest * 3)
    for who, technician in enumerate(technicians):
        if technician.most is not None:
            clock.SetSpanUpperBoundForVehicle(technician.most, who)
    asked: Any = pywrapcp.DefaultRoutingSearchParameters()
    asked.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    asked.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    asked.time_limit.FromMilliseconds(int(seconds * 1000))
    routing.CloseModelWithParameters(asked)
    place = {visit.id: at for at, visit in enumerate(visits, 1)}
    begun = [[place[visit_id] for visit_id in start.routes[technician.id]] for technician in technicians]
    given = routing.ReadAssignmentFromRoutes(begun, True)
    found = (routing.SolveFromAssignmentWithParameters(given, asked) if given else None) or (
        routing.SolveWithParameters(asked)
    )
    routes = {}
    for who, technician in enumerate(technicians):
        index, route = routing.Start(who), []
        while found and not routing.IsEnd(index):
            if manager.IndexToNode(index):
                route.append(visits[manager.IndexToNode(index) - 1].id)
            index = found.Value(routing.NextVar(index))
        routes[technician.id] = route
    return planned(problem, routes)
