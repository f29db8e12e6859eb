"""The workbooks we hand out: the template to fill in, and the list of what is wrong in a file."""

import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from anju.people.intake.faults import Fault
from anju.people.intake.sheets import AREAS, HOMES, NOTES_SHEET, RESIDENTS, SHEETS, Column, Sheet
from anju.people.intake.tables import MOST_ROWS
from anju.ui.spreadsheets import AS_TEXT, HEAD, table_file

_NUMBERS = {"floor", "built_area"}


def template_file() -> bytes:
    """The workbook to fill in: three sheets with an example each, drop-down lists, and the notes. Sheet names and
    titles stay Chinese: the import looks for them."""
    out = io.BytesIO()
    with Workbook(out, AS_TEXT) as book:
        _write_notes(book, book.add_worksheet(NOTES_SHEET))
        for sheet in SHEETS:
            _write_sheet(book, book.add_worksheet(sheet.name), sheet)
    return out.getvalue()


def faults_file(faults: Iterable[Fault]) -> bytes:
    """Every fault on a row: where, what stands there, why it cannot be used, how to mend it."""
    titles = [_("工作表"), _("单元格"), _("现在的内容"), _("问题"), _("怎么改")]
    return table_file(
        _("要改的地方"),
        titles,
        ([fault.sheet, fault.cell, fault.found, fault.why, fault.how] for fault in faults),
        widths=[12, 10, 28, 44, 60],
    )


def _write_sheet(book: Workbook, page: Worksheet, sheet: Sheet) -> None:
    title, text = book.add_format(HEAD), book.add_format({"num_format": "@"})
    faint = book.add_format({"num_format": "@", "italic": True, "font_color": "#87918F"})
    number = book.add_format({"num_format": "0.00"})
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width, _format_of(column, text, number))
        page.write_string(0, place, f"{column.title}*" if column.required else column.title, title)
        page.write(1, place, column.example, faint)
        if column.note:
            page.write_comment(0, place, column.note, {"x_scale": 1.6, "font_size": 10})
        _validate(page, place, column)
    page.freeze_panes(1, 0)


def _format_of(column: Column, text: Format, number: Format) -> Format | None:
    """Text for all but numbers, so that 3-2-1 is not made a date and 0101 keeps its nought."""
    if column.key == "built_area":
        return number
    return None if column.key in _NUMBERS else text


def _validate(page: Worksheet, place: int, column: Column) -> None:
    if column.choices:
        rule: dict[str, Any] = {"validate": "list", "source": list(column.choices)}
    elif column.key == "built_area":
        rule = {"validate": "decimal", "criteria": ">", "value": 0, "ignore_blank": True}
    else:
        return
    rule |= {
        "error_title": column.title,
        "error_message": column.note or column.title,
        "error_type": "warning",
    }
    page.data_validation(1, place, MOST_ROWS, place, rule)


def _write_notes(book: Workbook, page: Worksheet) -> None:
    head, bold = (
        book.add_format({"bold": True, "font_size": 14, "font_color": "#0B5A54"}),
        book.add_format(HEAD),
    )
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 10)
    page.set_column(2, 2, 88, wrap)
    page.write_string(0, 0, "怎么填", head)
    lines = [
        "带 * 的列要填，其他可以留空。三个工作表不必都用，用不到的留空就行。",
        f"浅灰色的例子行（以“{HOMES.columns[0].example!s:.2}”开头）不会导入，可以留着，也可以删掉。",
        "先检查，后导入：上传后会逐格检查，有问题会写明在哪一格、怎么改；全部没有问题、您确认之后才写入。",
        "同一份文件再导入一次，不会重复；空着的格子不会清掉已经登记的内容。",
    ]
    for row, line in enumerate(lines, 1):
        page.write_string(row, 0, line)
    row = len(lines) + 2
    for sheet in (HOMES, AREAS, RESIDENTS):
        page.write_string(row, 0, sheet.name, head)
        page.write_string(row + 1, 0, sheet.note)
        page.write_row(row + 2, 0, ["列", "要不要填", "怎么写"], bold)
        row += 3
        for column in sheet.columns:
            needed = "要填" if column.required else "可留空"
            page.write_row(row, 0, [column.title, needed, column.note])
            row += 1
        row += 1
