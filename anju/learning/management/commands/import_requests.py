"""``anju import requests FILE --community SLUG``: past reports from the command line, through the same actions."""

import sys
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from anju.kernel.actor import SYSTEM
from anju.kernel.errors import AnjuError
from anju.learning import actions
from anju.learning.choices import FileState
from anju.learning.models import Model, PastFile
from anju.learning.reading.faults import from_dict
from anju.places.queries import community_called

SHOWN_FAULTS = 50
COUNTED = {
    "rows": "能用的 usable",
    "new": "新的 new",
    "known": "已有的 known already",
    "labels": "类别 categories",
    "new_labels": "其中新的类别 new categories",
    "left_out": "略过的行 left out",
}


class Command(BaseCommand):
    help = (
        "Import past requests (.csv .txt .xlsx .xls .ods): first shown, with --yes written and learned from."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--community", required=True, metavar="SLUG", help="short name, as in addresses")
        parser.add_argument("--yes", action="store_true", help="write what can be used, and learn from it")

    def handle(self, *, file: Path, community: str, yes: bool, **options: Any) -> None:
        try:
            community_id = community_called(community).id
            kept = actions.open_file(
                actor=SYSTEM,
                community_id=community_id,
                content=file.read_bytes(),
                file_name=file.name,
                queued=False,
            )
        except OSError as error:
            self._stop(f"打不开这个文件：{error}")
        except AnjuError as error:
            self._stop(str(error.words))
        kept = actions.check_file(community_id=community_id, file_id=kept.id)
        self._show(kept)
        if kept.state == FileState.FAULTY or not yes:
            actions.drop_file(actor=SYSTEM, file=kept)
            if kept.state == FileState.FAULTY:
                self._stop("没有一行能用，什么都没有写入。Nothing was written.")
            self.stdout.write("只检查，没有写入；加上 --yes 才写入。Checked only; --yes writes.")
            return
        actions.confirm_file(actor=SYSTEM, file=kept, queued=False)
        kept = actions.apply_file(actor=SYSTEM, community_id=community_id, file_id=kept.id, queued=False)
        self.stdout.write(f"写入了 {kept.counts['new']} 条。Imported.")
        if kept.counts["new"]:
            self.stdout.write("正在学习 …… learning …")
            self._show_model(actions.learn(community_id=community_id))

    def _show(self, file: PastFile) -> None:
        for name, words in COUNTED.items():
            self.stdout.write(f"{file.counts.get(name, 0):>8}  {words}")
        for fault in map(from_dict, file.faults[:SHOWN_FAULTS]):
            self.stderr.write(f"  {file.file_name}:{fault.line}  {fault.why}  “{fault.found}”")
        if file.counts["left_out"] > SHOWN_FAULTS:
            self.stderr.write(f"  …… 还有 {file.counts['left_out'] - SHOWN_FAULTS} 行")

    def _show_model(self, model: Model | None) -> None:
        if model is None:
            self.stdout.write("记录还太少，先不学。Too few reports to learn from yet.")
            return
        figures = model.figures
        self.stdout.write(
            f"学了 {figures['rows']} 条、{model.labels} 个类别，用了 {model.seconds} 秒。"
            f"Learned in {model.seconds} s.\n"
            f"没让它看过的记录里 on held-back rows: 第一个就对 first right {figures['right']:.1%}，"
            f"前三个里有 in three {figures['right_in_three']:.1%}；有把握 sure {figures['sure']:.1%}，"
            f"其中说对 right when sure {figures['right_when_sure']:.1%}。"
        )

    def _stop(self, words: str) -> NoReturn:
        self.stderr.write(words)
        sys.exit(1)
