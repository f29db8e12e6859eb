"""The stock: all parts with what each store holds, and one part with its moves."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from anju.assets import queries
from anju.assets.choices import End
from anju.kernel.ids import id_in
from anju.ui.doors import Request, desk_page

ROWS, MOVES = 50, 30


def looking_at(given: Any) -> queries.StockFilter:
    return queries.StockFilter(
        text=given.get("q", "")[:60].replace("\x00", ""),
        store_id=id_in(given.get("store", "")),
        short=given.get("short") == "1",
    )


@desk_page("stores.see")
def stock(request: Request) -> HttpResponse:
    """The stock list: searched by code, name or pinyin, by store, or only what runs short."""
    community_id = request.standing.community_id
    looking = looking_at(request.GET)
    rows = queries.part_rows(
        request.actor,
        community_id,
        looking,
        after=request.GET.get("after", "")[:20].replace("\x00", ""),
        most=ROWS + 1,
    )
    context = {
        "looking": looking,
        "filtered": looking != queries.StockFilter(),
        "rows": rows[:ROWS],
        "after": rows[ROWS - 1].part.code if len(rows) > ROWS else "",
        "stores": queries.stores_for(request.actor, community_id),
        "short": queries.short_count(community_id),
        "may_manage": request.standing.may("stores.manage"),
    }
    return render(request, "assets/desk/stock.html", context)


@desk_page("stores.see")
def part(request: Request, part_id: int) -> HttpResponse:
    """One part: its price, what each store holds, and every move."""
    community_id = request.standing.community_id
    found = queries.part_for(request.actor, community_id, part_id)
    moves = queries.moves_of(found, before=id_in(request.GET.get("after", "")), most=MOVES + 1)
    stocks = queries.stock_of(community_id, [found.id]).get(found.id, [])
    context = {
        "part": found,
        "row": queries.PartRow(found, stocks),
        "moves": [(move, end_of(move, "from"), end_of(move, "to")) for move in moves[:MOVES]],
        "after": moves[MOVES - 1].id if len(moves) > MOVES else "",
        "may_manage": request.standing.may("stores.manage"),
    }
    return render(request, "assets/desk/part.html", context)


def end_of(move: Any, side: str) -> str:
    """An end of a move in words: the store's name, or what kind of end it is."""
    store = getattr(move, f"{side}_store")
    if store is not None:
        return str(store.name)
    kind = End(getattr(move, f"{side}_kind"))
    return str(_("盘点")) if kind == End.COUNT else str(kind.label)
