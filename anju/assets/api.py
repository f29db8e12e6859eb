"""Parts, stock and tools over the API."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from pydantic import WithJsonSchema

from anju.assets import actions, queries
from anju.kernel.api import (
    NO_NUL,
    PROBLEMS,
    After,
    Given,
    IdempotencyKey,
    IdPath,
    IdText,
    Limit,
    Page,
    Search,
    Slug,
    as_id,
    check_writes,
    made_once,
    page_of,
    standing_at,
)

router = Router()
PARTS = "/communities/{community}/parts"
AMOUNT = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 9999},
        {"type": "string", "pattern": r"^[0-9]{1,4}(\.[0-9]{1,2})?$"},
    ],
    "description": "with at most two decimals; as a text it stays exact",
}
Quantity = Annotated[Decimal, Field(ge=0, le=9999, max_digits=6, decimal_places=2), WithJsonSchema(AMOUNT)]
WhyLine = Annotated[str, Field(min_length=2, max_length=200, pattern=NO_NUL)]


class HeldOut(Schema):
    """What one store holds of the part; ``reserved`` of it waits for jobs."""

    store_id: str
    store: str
    quantity: Decimal
    reserved: Decimal
    minimum: Decimal


class PartRowOut(Schema):
    id: str
    code: str
    name: str
    unit: str
    price: Decimal
    stock: list[HeldOut]


class MoveOut(Schema):
    id: str
    part_id: str
    quantity: Decimal
    from_kind: str
    to_kind: str
    at: datetime
    reason: str


class ToolOut(Schema):
    """``locked`` says in words why nobody can take it now; empty where somebody can."""

    id: str
    code: str
    name: str
    kind: str
    due_on: date | None
    with_person_id: str | None
    locked: str


class TakeInIn(Given):
    store_id: IdText
    quantity: Quantity
    reason: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""


class CountIn(Given):
    store_id: IdText
    counted: Quantity
    reason: WhyLine


def part_out(row: Any) -> dict[str, Any]:
    held = [
        {
            "store_id": str(stock.store_id),
            "store": stock.store.name,
            "quantity": stock.quantity,
            "reserved": stock.reserved,
            "minimum": stock.minimum,
        }
        for stock in row.stocks
    ]
    plain = {name: getattr(row.part, name) for name in ("code", "name", "unit", "price")}
    return {"id": str(row.part.id), **plain, "stock": held}


def move_out(move: Any) -> dict[str, Any]:
    plain = {name: getattr(move, name) for name in ("quantity", "from_kind", "to_kind", "at", "reason")}
    return {"id": str(move.id), "part_id": str(move.part_id), **plain}


def tool_out(row: Any) -> dict[str, Any]:
    plain = {name: getattr(row.tool, name) for name in ("code", "name", "kind", "due_on")}
    holder = str(row.loan.person_id) if row.loan else None
    return {"id": str(row.tool.id), **plain, "with_person_id": holder, "locked": str(row.locked)}


@router.get(PARTS, response={200: Page[PartRowOut], **PROBLEMS}, summary="Parts and what the stores hold")
def list_parts(
    request: HttpRequest,
    community: Slug,
    text: Search = "",
    short: Annotated[bool, Query(description="only those below their minimum somewhere")] = False,
    after: After = "",
    limit: Limit = 50,
) -> Any:
    actor, standing = standing_at(request, community)
    looking = queries.StockFilter(text=text, short=short)
    rows = queries.part_rows(
        actor, standing.community_id, looking, after=after.rpartition("~")[0], most=limit + 1
    )
    return page_of(rows, limit, lambda row: f"{row.part.code}~{row.part.id}", part_out)


@router.post(
    PARTS + "/{part_id}/take-in", response={201: MoveOut, **PROBLEMS}, summary="Delivered by a supplier"
)
def take_in(
    request: HttpRequest, community: Slug, part_id: IdPath, payload: TakeInIn, key: IdempotencyKey = ""
) -> Any:
    actor, part, store = _part_and_store(request, community, part_id, payload.store_id)

    def create() -> Any:
        return actions.take_in(
            actor=actor, part=part, store=store, quantity=payload.quantity, reason=payload.reason
        )

    made = made_once(request, key, payload.dict(), create, queries.move_named)
    return Status(201, move_out(made))


@router.post(
    PARTS + "/{part_id}/count", response={200: PartRowOut, **PROBLEMS}, summary="What was really there"
)
def count(request: HttpRequest, community: Slug, part_id: IdPath, payload: CountIn) -> Any:
    """The difference to the books becomes a move with its reason; nothing where they agree."""
    actor, part, store = _part_and_store(request, community, part_id, payload.store_id)
    actions.count_stock(actor=actor, part=part, store=store, counted=payload.counted, reason=payload.reason)
    stocks = queries.stock_of(part.community_id, [part.id]).get(part.id, [])
    return part_out(queries.PartRow(part, stocks))


@router.get(
    "/communities/{community}/tools",
    response={200: Page[ToolOut], **PROBLEMS},
    summary="Tools and who has them",
)
def list_tools(
    request: HttpRequest, community: Slug, text: Search = "", after: After = "", limit: Limit = 50
) -> Any:
    actor, standing = standing_at(request, community)
    rows = queries.tool_rows(
        actor,
        standing.community_id,
        queries.ToolFilter(text=text),
        after=after.rpartition("~")[0],
        most=limit + 1,
    )
    return page_of(rows, limit, lambda row: f"{row.tool.code}~{row.tool.id}", tool_out)


def _part_and_store(
    request: HttpRequest, community: str, part_id: str, store_id: str
) -> tuple[Any, Any, Any]:
    actor, standing = standing_at(request, community)
    part = queries.part_for(actor, standing.community_id, as_id(part_id))
    store = queries.store_for(actor, standing.community_id, as_id(store_id))
    check_writes(request)
    return actor, part, store
