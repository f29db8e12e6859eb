"""``anju suggest FILE --community SLUG``: what each text of a file probably means, as CSV on the standard output."""

import csv
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from anju.kernel.errors import AnjuError, Invalid
from anju.learning.queries import Suggestion, suggest
from anju.learning.reading.tables import cell_words, plain_lines, read_table
from anju.places.queries import community_called

BEST = 3
NOT_SURE, SURE = "不确定/not sure", "有把握/sure"


class Command(BaseCommand):
    help = "Print what the texts of a file (a column of text in .csv or .xlsx, or plain lines) probably mean, as CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--community", required=True, metavar="SLUG", help="short name, as in addresses")

    def handle(self, *, file: Path, community: str, **options: Any) -> None:
        try:
            community_id = community_called(community).id
            texts = texts_of(file.read_bytes(), file.name)
        except OSError as error:
            self.stderr.write(f"打不开这个文件：{error}")
            sys.exit(1)
        except AnjuError as error:
            self.stderr.write(str(error.words))
            sys.exit(1)
        out = csv.writer(self.stdout, lineterminator="\n")
        numbered = [(f"guess{rank}", f"confidence{rank}") for rank in range(1, BEST + 1)]
        out.writerow(["text", *(name for pair in numbered for name in pair), "sure"])
        for text in texts:
            out.writerow(self._row(text, suggest(community_id, text, BEST)))

    def _row(self, text: str, found: list[Suggestion]) -> list[str]:
        cells = [
            part
            for one in found
            for part in (one.label, "" if one.confidence is None else f"{one.confidence:.3f}")
        ]
        cells += [""] * (2 * BEST - len(cells))
        return [text, *cells, SURE if found and found[0].sure else NOT_SURE]


def texts_of(content: bytes, file_name: str) -> list[str]:
    """The column of text where there is one, else every line of a text file that is not empty. ``Invalid`` where the
    bytes are broken, or a workbook has no such column."""
    try:
        table = read_table(content, file_name, needs=("words",))
    except Invalid:
        if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            raise
        return [line for line in plain_lines(content, file_name) if line.strip()]
    return [cell_words(line.cells.get("words", "")) for line in table.lines]
