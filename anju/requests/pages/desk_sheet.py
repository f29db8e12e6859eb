"""The board as a sheet: what is filtered, as an Excel file."""

import io
from datetime import datetime

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from anju.kernel import clock
from anju.requests.choices import Verdict
from anju.requests.forms.board import STATE_NAMES, filter_from
from anju.requests.pages.desk_rows import Row, promise_of, rows_of
from anju.requests.queries import board_for
from anju.standards.choices import Priority
from anju.ui import humane
from anju.ui.doors import Request, desk_page

MOST_ROWS = 5000
WIDTHS = (20, 12, 8, 24, 18, 22, 14, 60, 10, 17, 17, 10, 16, 16)
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@desk_page("requests.see")
def sheet(request: Request) -> HttpResponse:
    """What the filters of the address leave, in the board's order, at most ``MOST_ROWS``; without phone numbers."""
    community_id = request.standing.community_id
    found = board_for(request.actor, community_id, filter_from(request.GET), most=MOST_ROWS)
    content = _written(rows_of(community_id, found))
    name = f"{slugify(request.standing.slug)}-{clock.now().astimezone(request.standing.tz):%Y%m%d-%H%M}.xlsx"
    answer = HttpResponse(content, content_type=EXCEL)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _written(rows: list[Row]) -> bytes:
    out = io.BytesIO()
    # Nobody's words become a formula or a link, whatever sign they begin with.
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page = book.add_worksheet(_("诉求"))
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for column, (head, width) in enumerate(zip(_heads(), WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, head, bold)
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(_values(row)):
            page.write_string(line, column, value, wrap)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(rows), 1), len(WIDTHS) - 1)
    book.close()
    return out.getvalue()


def _heads() -> list[str]:
    return [
        _("单号"),
        _("状态"),
        _("性质"),
        _("类别"),
        _("级别"),
        _("位置"),
        _("报事人"),
        _("原话"),
        _("怎么来的"),
        _("报事时间"),
        _("下一期限"),
        _("期限是"),
        _("谁在办"),
        _("评价"),
    ]


def _values(row: Row) -> list[str]:
    one = row.request
    return [
        one.number,
        str(STATE_NAMES[one.state]),
        one.get_kind_display(),
        one.category.name,
        f"{one.priority} {Priority(one.priority).label}",
        one.place.label,
        row.who,
        one.words,
        one.get_channel_display(),
        _time(one.opened_at),
        _time(one.due_at),
        promise_of(one),
        "、".join(row.assignees),
        str(Verdict(one.verdict).label) if one.verdict else "",
    ]


def _time(moment: datetime | None) -> str:
    return humane.exact(moment, timezone.get_current_timezone()) if moment else ""
