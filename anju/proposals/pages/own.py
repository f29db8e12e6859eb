"""收到的表扬: the same page for the crew on the phone and for the desk."""

from django.http import HttpResponse
from django.shortcuts import render

from anju.proposals import queries
from anju.ui.doors import Request, crew_page, desk_page


def _mine(request: Request) -> HttpResponse:
    after = request.GET.get("after", "")
    found = queries.praises_for(
        request.actor,
        request.standing.community_id,
        after=int(after) if after.isascii() and after.isdecimal() and len(after) < 19 else None,
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
