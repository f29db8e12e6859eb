"""The desk's list of complaints: whose clock runs out first, who holds what."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from anju.complaints import queries
from anju.complaints.choices import Due
from anju.complaints.queries import Looking
from anju.kernel import clock
from anju.kernel.ids import id_in
from anju.requests.choices import Subject
from anju.ui import humane
from anju.ui.doors import Request, desk_page
from anju.ui.spreadsheets import download, table_file

MOST_IN_FILE = 5000
WIDTHS = [20, 12, 40, 24, 14, 14, 18, 18, 12]


@desk_page("requests.answer")
def all_complaints(request: Request) -> HttpResponse:
    """The complaints the person deals with. The limits, ``after`` and the search are in the address."""
    community_id = request.standing.community_id
    looking = looking_in(request)
    after = queries.row_key_in(request.GET.get("after", ""))
    found = queries.complaint_rows(request.actor, community_id, looking, after=after, most=queries.ROWS + 1)
    rows, now = found[: queries.ROWS], clock.now()
    holders = queries.holders_of(request.actor, community_id)
    context = {
        "looking": looking,
        "rows": [(case, case.due_at is not None and case.due_at < now, _next(case)) for case in rows],
        "after": queries.row_key(rows[-1]) if len(found) > queries.ROWS else "",
        "begun": after is not None,
        "counts": queries.complaint_counts(request.actor, community_id),
        "dues": [(due.value, due.label) for due in Due],
        "subjects": Subject.choices,
        "holders": holders,
        "holder": dict(holders).get(looking.holder_id or 0, ""),
        "subject": str(Subject(looking.subject).label) if looking.subject else "",
    }
    return render(request, "complaints/desk/list.html", context)


def looking_in(request: Request) -> Looking:
    """What the address asks for; what it cannot mean is left out."""
    asked = request.GET
    return Looking(
        due=asked.get("due", "") if asked.get("due") in Due.values else "",
        subject=asked.get("subject", "") if asked.get("subject") in Subject.values else "",
        holder_id=id_in(asked.get("holder", "")),
        mine=asked.get("mine") == "1",
        text=asked.get("text", "").replace("\x00", "")[:80],
    )


def _next(case: Any) -> str:
    """Which clock runs."""
    if case.ended_at is not None:
        return str(case.get_outcome_display()) or _("不再处理")
    if case.appealed_at is not None:
        return _("复核结论")
    return _("初步答复") if case.replied_at is None else _("结论")


@desk_page("requests.answer")
def sheet(request: Request) -> HttpResponse:
    """The list as filtered, as a file."""
    found = queries.complaint_rows(
        request.actor, request.standing.community_id, looking_in(request), most=MOST_IN_FILE
    )
    heads = [
        _("单号"),
        _("投诉的是"),
        _("原话"),
        _("位置"),
        _("谁负责"),
        _("等什么"),
        _("期限"),
        _("什么时候投诉的"),
        _("结论"),
    ]
    zone = timezone.get_current_timezone()
    values = [
        [
            case.request.number,
            str(case.get_subject_display()),
            case.request.words,
            case.request.place.label,
            case.holder.name if case.holder else "",
            _next(case) if case.ended_at is None else "",
            humane.exact(case.due_at, zone) if case.due_at else "",
            humane.exact(case.opened_at, zone),
            str(case.get_outcome_display()),
        ]
        for case in found
    ]
    name = f"{request.standing.slug}-{timezone.localtime(clock.now()):%Y%m%d-%H%M}-{_('投诉')}.xlsx"
    return download(table_file(_("投诉"), heads, values, WIDTHS), name)
