"""Quotes and charges over the API: what a job costs, who pays, the answer that the desk wrote down."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Path, Router, Schema, Status
from pydantic import WithJsonSchema

from anju.kernel.api import (
    NO_NUL,
    PROBLEMS,
    After,
    Given,
    IdempotencyKey,
    IdText,
    Limit,
    Number,
    Page,
    Slug,
    as_id,
    check_writes,
    made_once,
    page_of,
    standing_at,
)
from anju.kernel.ids import MAX_ID
from anju.work.api import one_job
from anju.work.choices import AnswerWay, LineKind, Party, QuoteState
from anju.work.quotes import actions, queries

router = Router()
ONE = "/communities/{community}/jobs/{number}"
Version = Annotated[int, Path(ge=1, le=9999)]
MONEY = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1000000},
        {"type": "string", "pattern": r"^[0-9]{1,6}(\.[0-9]{1,2})?$"},
    ],
    "description": "yuan, with at most two decimals; as a text it stays exact",
}
QUANTITY = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": 0, "maximum": 9999},
        {"type": "string", "pattern": r"^[0-9]{1,4}(\.[0-9]{1,2})?$"},
    ],
    "description": "with at most two decimals; as a text it stays exact",
}
Price = Annotated[Decimal, Field(ge=0, le=1_000_000, max_digits=9, decimal_places=2), WithJsonSchema(MONEY)]
Quantity = Annotated[Decimal, Field(gt=0, le=9999, max_digits=6, decimal_places=2), WithJsonSchema(QUANTITY)]


class LineIn(Given):
    """With ``part_id`` the price list says name, unit and price."""

    kind: LineKind
    name: Annotated[str, Field(max_length=60, pattern=NO_NUL)] = ""
    unit: Annotated[str, Field(max_length=10, pattern=NO_NUL)] = ""
    quantity: Quantity
    unit_price: Price = Decimal(0)
    part_id: IdText | None = None


class QuoteIn(Given):
    lines: Annotated[list[LineIn], Field(min_length=1, max_length=50)]
    words: Annotated[str, Field(max_length=300, pattern=NO_NUL)] = ""


class LineOut(Schema):
    kind: LineKind
    name: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal


class QuoteOut(Schema):
    version: int
    state: QuoteState
    total: Decimal
    words: str
    given_at: datetime
    way: AnswerWay | None
    name: str
    answered_at: datetime | None
    lines: list[LineOut]


class PayingOut(Schema):
    """``must_quote``: paid work may not begin before a quote is agreed. ``rework_of`` is the number of the job it
    repeats."""

    party: Party
    decided: bool
    must_quote: bool
    rework_of: str | None
    quotes: list[QuoteOut]


class PartyIn(Given):
    party: Party
    reason: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""


class AnswerIn(Given):
    """What the resident said on the phone; ``words`` are needed for a no."""

    answer: Literal["yes", "no"]
    name: Annotated[str, Field(min_length=1, max_length=60, pattern=NO_NUL)]
    words: Annotated[str, Field(max_length=300, pattern=NO_NUL)] = ""


class ChargeOut(Schema):
    """Below zero it cancels the charge ``reverses``."""

    id: str
    job: str
    payer: Party
    person_id: str | None
    home_id: str | None
    amount: Decimal
    reverses: str | None
    at: datetime


def paying_out(job: Any) -> dict[str, Any]:
    paying = queries.paying_of(job)
    lines = queries.lines_of(paying.quotes)
    return {
        "party": paying.liability.party,
        "decided": paying.liability.is_decided,
        "must_quote": paying.must_quote,
        "rework_of": paying.rework.of_job.number if paying.rework else None,
        "quotes": [_quote_out(quote, lines[quote.id]) for quote in paying.quotes],
    }


def _quote_out(quote: Any, lines: list[Any]) -> dict[str, Any]:
    plain = ("version", "state", "total", "words", "given_at", "name", "answered_at")
    shown = [{name: getattr(line, name) for name in LineOut.model_fields} for line in lines]
    return {**{name: getattr(quote, name) for name in plain}, "way": quote.way or None, "lines": shown}


def charge_out(charge: Any) -> dict[str, Any]:
    return {
        "id": str(charge.id),
        "job": charge.job.number,
        "payer": charge.payer,
        "person_id": str(charge.person_id) if charge.person_id else None,
        "home_id": str(charge.home_id) if charge.home_id else None,
        "amount": charge.amount,
        "reverses": str(charge.reverses_id) if charge.reverses_id else None,
        "at": charge.at,
    }


@router.get(ONE + "/paying", response={200: PayingOut, **PROBLEMS}, summary="Who pays, and the quotes")
def read_paying(request: HttpRequest, community: Slug, number: Number) -> Any:
    return paying_out(one_job(request, community, number)[1])


@router.post(ONE + "/party", response={200: PayingOut, **PROBLEMS}, summary="Decide who bears the cost")
def decide_party(request: HttpRequest, community: Slug, number: Number, payload: PartyIn) -> Any:
    actor, job = one_job(request, community, number)
    check_writes(request)
    actions.decide_party(actor=actor, job=job, party=payload.party, reason=payload.reason)
    return paying_out(job)


@router.post(ONE + "/quotes", response={201: PayingOut, **PROBLEMS}, summary="Give a quote, or a new version")
def give_quote(
    request: HttpRequest, community: Slug, number: Number, payload: QuoteIn, key: IdempotencyKey = ""
) -> Any:
    actor, job = one_job(request, community, number)
    check_writes(request)
    lines = [
        {**line.dict(), "part_id": as_id(line.part_id) if line.part_id else None} for line in payload.lines
    ]

    def create() -> Any:
        return actions.give_quote(actor=actor, job=job, lines=lines, words=payload.words)

    made_once(request, key, payload.dict(), create, queries.quote_named)
    return Status(201, paying_out(job))


@router.post(
    ONE + "/quotes/{version}/answer",
    response={200: PayingOut, **PROBLEMS},
    summary="Write down what the resident said on the phone",
)
def answer_quote(
    request: HttpRequest, community: Slug, number: Number, version: Version, payload: AnswerIn
) -> Any:
    actor, job = one_job(request, community, number)
    check_writes(request)
    quote = queries.quote_of(job, version)
    who: dict[str, Any] = {"actor": actor, "quote": quote, "way": AnswerWay.CALL, "name": payload.name}
    if payload.answer == "yes":
        actions.accept_quote(**who)
    else:
        actions.refuse_quote(**who, words=payload.words)
    return paying_out(one_job(request, community, number)[1])


@router.get(
    "/communities/{community}/charges",
    response={200: Page[ChargeOut], **PROBLEMS},
    summary="What finished jobs left to be paid",
)
def list_charges(request: HttpRequest, community: Slug, after: After = "", limit: Limit = 50) -> Any:
    """In the order they were written, counter-entries too: a feed to take over into accounts."""
    actor, standing = standing_at(request, community)
    last = after.rpartition("~")[2]
    rows = queries.charges_for(
        actor, standing.community_id, after=min(int(last), MAX_ID) if last else 0, most=limit + 1
    )
    return page_of(rows, limit, lambda charge: f"~{charge.id}", charge_out)
