"""The board as a sheet: what is filtered, as an Excel file."""

from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from anju.kernel import clock
from anju.requests.choices import Verdict, VerdictVia
from anju.requests.forms.board import STATE_NAMES, filter_from
from anju.requests.pages.desk_rows import Row, promise_of, rows_of
from anju.requests.queries import board_for
from anju.standards.choices import Priority
from anju.ui import humane
from anju.ui.doors import Request, desk_page
from anju.ui.spreadsheets import download, table_file

MOST_ROWS = 5000
WIDTHS = (20, 12, 8, 24, 18, 22, 14, 60, 10, 17, 17, 10, 16, 16, 16, 12)


@desk_page("requests.see")
def sheet(request: Request) -> HttpResponse:
    """What the filters of the address leave, in the board's order, at most ``MOST_ROWS``; without phone numbers."""
    community_id = request.standing.community_id
    found = board_for(request.actor, community_id, filter_from(request.GET), most=MOST_ROWS)
    rows = (_values(row) for row in rows_of(community_id, found))
    name = f"{request.standing.slug}-{timezone.localtime(clock.now()):%Y%m%d-%H%M}-{_('诉求')}.xlsx"
    return download(table_file(_("诉求"), _heads(), rows, WIDTHS), name)


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
        _("评价从哪来"),
        _("重新打开几次"),
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
        str(VerdictVia(one.verdict_via).label) if one.verdict_via else "",
        str(one.reopened),
    ]


def _time(moment: datetime | None) -> str:
    return humane.exact(moment, timezone.get_current_timezone()) if moment else ""
