"""Parts as an Excel file: out with what is filtered, in with a dry run that names each bad cell."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anju.assets import queries
from anju.assets.forms import SheetForm
from anju.assets.pages.stock import looking_at
from anju.assets.sheets import TITLES, bring_in_parts, read_parts
from anju.kernel.errors import Invalid
from anju.ui.doors import Request, desk_page
from anju.ui.forms import say_beside
from anju.ui.spreadsheets import download, table_file

MOST_ROWS = 5000


@desk_page("stores.see")
def stock_sheet(request: Request) -> HttpResponse:
    """The parts that are filtered, with the titles of the import, so that the file can be handed in again."""
    found = queries.part_rows(
        request.actor, request.standing.community_id, looking_at(request.GET), most=MOST_ROWS
    )
    rows = (
        (
            row.part.code,
            row.part.name,
            row.part.unit,
            row.part.price,
            row.part.cost,
            row.total,
            "；".join(f"{stock.store.name} {stock.quantity.normalize():f}" for stock in row.stocks),
        )
        for row in found
    )
    content = table_file("配件", [*TITLES, "合计", "各仓库"], rows, widths=[12, 24, 8, 12, 12, 10, 40])
    return download(content, _("%(community)s配件.xlsx") % {"community": request.standing.name})


@desk_page("stores.manage", "GET POST")
def bring_in(request: Request) -> HttpResponse:
    """Hand in a file: nothing is written while a cell is wrong; then all at once."""
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    faults: list[Any] = []
    if form.is_bound and form.is_valid():
        try:
            rows, faults = read_parts(form.cleaned_data["sheet"].read())
            if not faults:
                added, changed = bring_in_parts(
                    actor=request.actor, community_id=request.standing.community_id, rows=rows
                )
                said = _("新增 %(added)d 种，修改 %(changed)d 种。") % {"added": added, "changed": changed}
                messages.success(request, said)
                return redirect("assets:stock", request.standing.slug)
        except Invalid as wrong:
            say_beside(form, wrong)
    status = 422 if form.errors or faults else 200
    return render(request, "assets/desk/bring_in.html", {"form": form, "faults": faults[:100]}, status=status)
