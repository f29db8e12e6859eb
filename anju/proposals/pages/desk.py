"""The desk's list of suggestions and enquiries, and the praise in a person's file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anju.kernel import clock
from anju.kernel.ids import id_in
from anju.people.queries import person_for
from anju.proposals import queries
from anju.proposals.panels import standing_of
from anju.standards.choices import RequestKind
from anju.ui import humane
from anju.ui.doors import Request, desk_page
from anju.ui.spreadsheets import download, table_file

MOST_EXPORTED = 5000
STATES = {
    "open": gettext_lazy("等决定"),
    "decided": gettext_lazy("有了决定"),
    "waiting": gettext_lazy("采纳了，还没结果"),
    "all": gettext_lazy("全部"),
}


@desk_page("requests.see")
def proposals(request: Request) -> HttpResponse:
    """Undecided ones with the next due first, or what the chips ask for."""
    looking, community_id = _looking(request), request.standing.community_id
    after = queries.key_in(request.GET.get("after", ""))
    found = queries.proposals_for(request.actor, community_id, looking, after=after, most=queries.ROWS + 1)
    rows = found[: queries.ROWS]
    context = {
        "rows": [(one, standing_of(one)) for one in rows],
        "after": queries.key_of(rows[-1]) if len(found) > queries.ROWS else "",
        "looking": looking,
        "states": list(STATES.items())[1:],
        "kinds": [(one.value, one.label) for one in (RequestKind.SUGGESTION, RequestKind.ENQUIRY)],
        "answerers": [(one.id, one.name) for one in queries.answerers_of(community_id)],
        "mine": request.standing.person_id,
    }
    return render(request, "proposals/desk/list.html", context)


@desk_page("requests.see")
def export(request: Request) -> HttpResponse:
    """What is filtered, as a sheet."""
    found = queries.proposals_for(
        request.actor, request.standing.community_id, _looking(request), most=MOST_EXPORTED
    )
    heads = [
        _("单号"),
        _("哪一类"),
        _("内容"),
        _("谁答复"),
        _("什么时候前"),
        _("怎么样了"),
        _("理由"),
        _("结果"),
        _("附议"),
    ]
    zone = request.standing.tz
    rows = (
        (
            one.request.number,
            str(one.get_kind_display()),
            one.request.words,
            one.answerer.name if one.answerer else "",
            humane.exact(one.answer_by, zone),
            standing_of(one)[0],
            one.reason,
            one.result,
            one.supports,
        )
        for one in found
    )
    name = f"{request.standing.slug}-{clock.now():%Y%m%d}-{_('建议与咨询')}.xlsx"
    return download(table_file(_("建议与咨询"), heads, rows, [20, 8, 50, 12, 18, 14, 50, 40, 6]), name)


@desk_page("requests.see")
def person_praise(request: Request, person_id: int) -> HttpResponse:
    """The praise of one person; the page of the person shows it as a panel."""
    person = person_for(request.actor, request.standing.community_id, person_id)
    found = queries.praise_of_person(request.actor, request.standing.community_id, person.id)
    return render(request, "proposals/desk/person_praise.html", {"person": person, "praises": found})


def _looking(request: HttpRequest) -> queries.Looking:
    told = request.GET
    state, kind, due = told.get("state", "open"), told.get("kind", ""), told.get("due", "")
    return queries.Looking(
        state=state if state in STATES else "open",
        kind=kind if kind in (RequestKind.SUGGESTION, RequestKind.ENQUIRY) else "",
        answerer=id_in(told.get("answerer", "")),
        due=due if due in ("late", "soon") else "",
        text=told.get("q", "").replace("\x00", "").strip()[:80],
    )
