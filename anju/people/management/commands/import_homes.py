"""``manage.py import_homes FILE --community SLUG``: the import from the command line, through the same actions."""

import sys
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from anju.kernel.actor import SYSTEM
from anju.kernel.errors import AnjuError
from anju.people.choices import IntakeState
from anju.people.intake import actions
from anju.people.intake.faults import from_dict
from anju.places.queries import community_called

SHOWN_FAULTS = 50


class Command(BaseCommand):
    help = "Import homes, public areas and residents from an Excel file: all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--community", required=True, metavar="SLUG", help="short name, as in addresses")
        parser.add_argument("--check", action="store_true", help="check only, write nothing")

    def handle(self, *, file: Path, community: str, check: bool, **options: Any) -> None:
        try:
            content = file.read_bytes()
            community_id = community_called(community).id
            intake = actions.open_intake(
                actor=SYSTEM, community_id=community_id, content=content, file_name=file.name, queued=False
            )
        except OSError as error:
            self._stop(f"打不开这个文件：{error}")
        except AnjuError as error:
            self._stop(str(error.words))
        self.stdout.write(f"正在检查 {file.name} …")
        where = {"community_id": community_id, "intake_id": intake.id}
        intake = actions.check_intake(**where)
        if intake.state == IntakeState.FAULTY:
            faults = intake.faults
            actions.drop_intake(actor=SYSTEM, intake=intake)
            self._show_faults(faults)
        self._show_counts(intake.counts)
        if check:
            actions.drop_intake(actor=SYSTEM, intake=intake)
            self.stdout.write("只检查，没有写入。Checked only, nothing written.")
            return
        actions.confirm_intake(actor=SYSTEM, intake=intake, queued=False)
        intake = actions.apply_intake(actor=SYSTEM, **where)
        if intake.state == IntakeState.FAULTY:
            self._show_faults(intake.faults)
        self.stdout.write("都写进去了。Imported.")

    def _show_counts(self, counts: dict[str, list[int]]) -> None:
        self.stdout.write(f"{'':12}{'new':>8}{'changed':>9}{'same':>8}")
        for name, (new, changed, same) in counts.items():
            self.stdout.write(f"{name:12}{new:>8}{changed:>9}{same:>8}")

    def _show_faults(self, kept: list[dict[str, Any]]) -> NoReturn:
        for fault in map(from_dict, kept[:SHOWN_FAULTS]):
            self.stderr.write(f"  {fault.at}  “{fault.found}”  {fault.why}{fault.how}")
        if len(kept) > SHOWN_FAULTS:
            self.stderr.write(f"  …… 还有 {len(kept) - SHOWN_FAULTS} 处")
        self._stop(f"有 {len(kept)} 处要改，什么都没有写入。Nothing was written.")

    def _stop(self, words: str) -> NoReturn:
        self.stderr.write(words)
        sys.exit(1)
