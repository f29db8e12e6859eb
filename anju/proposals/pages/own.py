"""收到的表扬: the same page for the crew on the phone and for the desk."""

from django.http import HttpResponse
from django.shortcuts import render

from anju.kernel.ids import id_in
from anju.proposals import queries
from anju.ui.doors import Request, crew_page, desk_page


def _mine(request: Request) -> HttpResponse:
    found = queries.praises_for(
        request.actor,
        request.standing.community_id,
        after=id_in(request.GET.get("after", "")),
        most=queries.PRAISES + 1,
    )
    rows = found[: queries.PRAISES]
    context = {
        "shell": f"ui/shells/{request.face}.html",
        "praises": rows,
        "after": rows[-1].id if len(found) > queries.PRAISES else "",
    }
    return render(request, "proposals/crew/praise.html", context)


@crew_page()
def crew_praise(request: Request) -> HttpResponse:
    return _mine(request)


@desk_page("")
def desk_praise(request: Request) -> HttpResponse:
    return _mine(request)
