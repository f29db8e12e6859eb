"""Jobs of the whole house: the demo's remaining days."""

from datetime import date, datetime

from anju.config.demo import building
from anju.kernel.queue import queue


@queue.task(name="anju.config.jobs.make_demo_day", queue="demo", lock="demo")
def make_demo_day(*, day: str, until: str) -> None:
    """One day of all demo communities; a day that is there already is left alone."""
    for estate in building.ESTATES:
        building.make_day(estate, date.fromisoformat(day), datetime.fromisoformat(until))
