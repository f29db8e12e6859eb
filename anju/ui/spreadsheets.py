"""Lists as Excel files: nobody's words become a formula or a link, whatever sign they begin with."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from xlsxwriter import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
HEAD = {"bold": True, "bg_color": "#E2F1EF", "font_color": "#0B5A54", "border": 1, "border_color": "#B5DAD5"}


def table_file(
    name: str, titles: Sequence[str], rows: Iterable[Iterable[Any]], widths: Sequence[int]
) -> bytes:
    """A workbook of one sheet with a fixed head and filters. ``widths`` are in characters, one per title."""
    out = io.BytesIO()
    with Workbook(out, AS_TEXT) as book:
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, titles, book.add_format(HEAD))
        last = 0
        for last, row in enumerate(rows, 1):
            sheet.write_row(last, 0, row)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(titles) - 1)
    return out.getvalue()


def download(content: bytes, file_name: str, mime: str = XLSX, *, shown: bool = False) -> HttpResponse:
    """A file that the browser saves as ``file_name`` (may be Chinese), or shows (PDF)."""
    header = content_disposition_header(not shown, file_name)
    return HttpResponse(content, content_type=mime, headers={"Content-Disposition": header or ""})
