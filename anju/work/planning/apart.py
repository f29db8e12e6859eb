"""The search in a process of its own, so that its time limit holds whatever happens inside.

PyVRP looks at the clock only between two steps of its search, and on some problems one step never ends (its
issue 1045). The child is
ended a moment after its time; what it had found until then counts. It needs no Django and no database.
"""

import json
import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic

from anju.work.planning.model import Plan, Problem, planned
from anju.work.planning.search import Tick, searched

GRACE = 5.0  # seconds to start Python and to put the result down
BEAT = 0.5


def searched_apart(
    problem: Problem,
    start: Plan,
    seconds: float,
    tick: Tick = lambda _seconds: None,
    minute: int = 1,
    grace: float = GRACE,
) -> Plan:
    """As ``search.searched``; ``start`` itself when nothing came in time. ``tick`` is told the seconds behind."""
    asked = pickle.dumps((problem, start.routes, seconds, minute))
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(asked)
        given.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=given, stdout=answer, env=_surroundings()
        )
        try:
            _wait(child, seconds + grace, tick)
        finally:
            child.kill()
            child.wait()
        answer.seek(0)
        lines = answer.read().decode().split("\n")[:-1]  # what stands behind the last line end was cut off
    if not lines:
        return start
    routes = {int(who): route for who, route in json.loads(lines[-1]).items()}
    return planned(problem, routes)


def _wait(child: subprocess.Popen[bytes], seconds: float, tick: Tick) -> None:
    began = monotonic()
    while (behind := monotonic() - began) < seconds:
        tick(behind)
        try:
            child.wait(timeout=min(BEAT, seconds - behind))
        except subprocess.TimeoutExpired:
            continue
        return


def _surroundings() -> dict[str, str]:
    """The same Python finds the same packages; one thread is enough."""
    root = str(Path(__file__).resolve().parents[3])
    known = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        "PYTHONPATH": f"{root}{os.pathsep}{known}" if known else root,
        "OMP_NUM_THREADS": "1",
    }


def _put(plan: Plan) -> None:
    sys.stdout.write(json.dumps(plan.routes) + "\n")
    sys.stdout.flush()


def main() -> None:
    problem, routes, seconds, minute = pickle.load(sys.stdin.buffer)
    searched(problem, planned(problem, routes), seconds, minute=minute, found=_put)


if __name__ == "__main__":
    main()
