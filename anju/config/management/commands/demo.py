"""``anju demo``: the demo communities with 90 days of life."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from anju.config.demo import building
from anju.config.jobs import make_demo_day
from anju.kernel import clock
from anju.places.queries import has_communities


class Command(BaseCommand):
    help = "Fill an empty database with the demo communities."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="say nothing when there are communities already"
        )
        parser.add_argument(
            "--first-slice",
            action="store_true",
            help="make the last days now, queue the others for the worker",
        )

    def handle(self, *, if_empty: bool, first_slice: bool, **options: Any) -> None:
        if has_communities():
            if not if_empty:
                self.stderr.write("数据库里已经有小区，演示数据只放进空的数据库。The database is not empty.")
                sys.exit(1)
            return
        until = clock.now()
        building.build_estates(building.local_day(until), self._note)
        first, later = building.slices(until)
        building.make_days(first, until, self._note)
        if first_slice:
            for number, day in enumerate(later):
                make_demo_day.configure(priority=-number - 1).defer(
                    day=day.isoformat(), until=until.isoformat()
                )
        else:
            building.make_days(later, until, self._note)
        self.stdout.write("演示小区已就绪。The demo is ready.")

    def _note(self, words: str) -> None:
        self.stdout.write(f"  {words}")
        self.stdout.flush()
