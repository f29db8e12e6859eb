"""The plan of a morning: PyVRP and OR-Tools beside greedy and the best known; and two mornings of the product.

The published instances (site-dependent, with windows: each vehicle may serve only some jobs) are read from
``data/routing-sitedependent`` or from the folder that ``ANJU_ROUTING_DATA`` names; without it, or without a package,
that part says it is skipped. Per instance the gap is the distance above the best known in percent; a plan that leaves
out a job or comes late counts as 100. ``limit/peer`` is what greedy reaches. Prices and first round were chosen while
looking at PR04, PR05 and PR09; the other files were only measured. The mornings
are 120 and 200 jobs for 20 technicians in minutes, more than can all be done in time.
"""

import os
import random
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from anju.work.planning.apart import searched_apart
from anju.work.planning.greedy import greedy
from anju.work.planning.model import Plan, Problem, Technician, Visit
from anju.work.planning.planner import drawn_up
from benchmarks import routing
from benchmarks.results import Result

SECONDS = (1, 5, 20)
FAILED = 100.0
Solve = Callable[[Problem, Plan, float], Plan]


def run() -> list[Result]:
    folder = Path(os.environ.get("ANJU_ROUTING_DATA", routing.DATA))
    results = list(_mornings())
    if not (folder / "best_known.csv").exists():
        print(f"  skipped the published instances: there is no {folder}")  # noqa: T201
        return results
    for package, solve in _packages().items():
        if find_spec(package) is None:
            print(f"  skipped {package}: not installed")  # noqa: T201
        else:
            results += _measured(folder, package, solve)
    return results


def _packages() -> dict[str, Solve]:
    return {
        "pyvrp": lambda problem, start, seconds: searched_apart(problem, start, seconds, minute=routing.UNIT),
        "ortools": routing.with_ortools,
    }


def _measured(folder: Path, package: str, solve: Solve) -> Iterator[Result]:
    gaps: dict[int, list[float]] = {seconds: [] for seconds in SECONDS}
    by_greedy = []
    for name, best in routing.instances(folder).items():
        problem = routing.read(folder / f"{name}.vrp")
        start = greedy(problem)
        by_greedy.append(_gap(start, best))
        for seconds in SECONDS:
            gap = _gap(solve(problem, start, seconds), best)
            gaps[seconds].append(gap)
            print(f"  {package} {name} {seconds:>2} s: {gap:.2f} %", flush=True)  # noqa: T201
            yield Result(f"{package} {name} at {seconds} s: gap", gap, by_greedy[-1], "%")
    for seconds in SECONDS:
        yield Result(f"{package}, mean at {seconds} s: gap", _mean(gaps[seconds]), _mean(by_greedy), "%")


def _gap(plan: Plan, best: float) -> float:
    if any(plan.score.missed):
        return FAILED
    return min((plan.score.effort / routing.UNIT / best - 1) * 100, FAILED)


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _mornings() -> Iterator[Result]:
    """What the product proposes beside greedy, for more work than can be done in time."""
    for jobs in (120, 200):
        problem = large_morning(jobs)
        plain, plan = greedy(problem), drawn_up(problem)
        missed, peer = sum(plan.score.missed), sum(plain.score.missed)
        yield Result(f"{jobs} jobs: promises missed, beside greedy", missed, peer, "jobs")
        yield Result(
            f"{jobs} jobs: not placed, beside greedy", len(plan.unplaced), len(plain.unplaced), "jobs"
        )


def large_morning(jobs: int, people: int = 20) -> Problem:
    dice = random.Random(20)
    spots = [dice.randrange(40) for _building in range(jobs)]
    travel = [
        [0 if a == b else 3 if x == y else 4 + min(abs(x - y), 6) for b, y in enumerate(spots)]
        for a, x in enumerate(spots)
    ]
    technicians = tuple(Technician(who, 0, 540, dice.randrange(jobs)) for who in range(people))
    trades = [frozenset(who for who in range(people) if who % 4 == trade) for trade in range(4)]
    visits = tuple(
        Visit(
            at, dice.choice((20, 30, 45, 60, 90)), at, dice.choice(trades), due=dice.choice((30, 60, 120, 240, 480)),
            priority=dice.choice((1, 2, 3, 3, 3, 4)),
        )
        for at in range(jobs)
    )  # fmt: skip
    return Problem(technicians, visits, travel)
