"""``make bench``: every ``bench_*.py`` beside us, on a durable database of its own; ``ARGS="board"`` for some."""

import os
import sys
import time
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command

from anju.launch import postgres
from benchmarks.results import Result

HERE = Path(__file__).parent
HOME = HERE.parent / ".anju-test" / "bench"


def main(wanted: list[str]) -> int:
    os.environ.update(
        ANJU_HOME=str(HOME),
        ANJU_SECRET_KEY="for benchmarks only",
        DJANGO_SETTINGS_MODULE="anju.config.settings",
    )
    with postgres.running(HOME) as address:
        os.environ.setdefault("DATABASE_URL", address)
        django.setup()
        call_command("migrate", verbosity=0)
        names = sorted(file.stem for file in HERE.glob("bench_*.py"))
        failed = [
            result
            for name in names
            if not wanted or any(word in name for word in wanted)
            for result in shown(name)
        ]
    return 1 if failed else 0


def shown(name: str) -> list[Result]:
    """Run one module, print its table and return what missed its limit."""
    module = import_module(f"benchmarks.{name}")
    print(f"\n{name.removeprefix('bench_')}: {(module.__doc__ or '').strip().splitlines()[0]}", flush=True)  # noqa: T201
    began = time.monotonic()
    results: list[Result] = module.run()
    width = max(len(result.name) for result in results)
    print(f"  {'':{width}}  {'ours':>12}  {'limit/peer':>12}  {'ratio':>7}")  # noqa: T201
    for result in results:
        ratio = result.ours / result.limit if result.limit else 0
        mark = "" if result.holds else "  <- over"
        figures = f"{result.ours:>12.2f}  {result.limit:>12.2f}  {ratio:>7.2f}"
        print(f"  {result.name:{width}}  {figures}  {result.unit}{mark}")  # noqa: T201
    print(f"  ({time.monotonic() - began:.0f} s)", flush=True)  # noqa: T201
    return [result for result in results if not result.holds]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
