"""Complaints over the API: the list, one case, and every step that the pages know."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from anju.complaints import actions, queries
from anju.complaints.choices import Due, Outcome, RemedyKind, Side
from anju.complaints.queries import Looking
from anju.kernel.actor import Actor
from anju.kernel.api import (
    NO_NUL,
    PROBLEMS,
    After,
    Given,
    IdempotencyKey,
    IdPath,
    IdText,
    Limit,
    Number,
    Page,
    Search,
    Slug,
    Words,
    as_id,
    check_writes,
    made_once,
    no_such_page,
    page_of,
    standing_at,
)
from anju.requests.choices import Subject
from anju.requests.queries import request_for, request_with_id

router = Router()
ALL = "/communities/{community}/complaints"
ONE = ALL + "/{number}"
Reason = Annotated[str, Field(min_length=5, max_length=900, pattern=NO_NUL)]
Appeal = Annotated[str, Field(min_length=5, max_length=1000, pattern=NO_NUL)]


class ComplaintOut(Schema):
    """``outcome`` is empty as long as nothing is decided; ``due_at`` is the clock that runs."""

    number: str
    subject: Subject | Literal[""]
    sealed: bool
    holder_id: str | None
    holder: str
    opened_at: datetime
    reply_by: datetime
    replied_at: datetime | None
    decide_by: datetime
    decided_at: datetime | None
    appealed_at: datetime | None
    ended_at: datetime | None
    due_at: datetime | None
    outcome: Outcome | Literal[""]


class StatementOut(Schema):
    side: Side
    person: str
    words: str
    appeal: bool
    written_by: str
    at: datetime


class DecisionOut(Schema):
    outcome: Outcome
    reason: str
    person: str
    on_appeal: bool
    at: datetime


class RemedyOut(Schema):
    id: str
    kind: RemedyKind
    words: str
    amount: Decimal | None
    person_id: str
    person: str
    by: datetime
    done_at: datetime | None


class CaseOut(ComplaintOut):
    """``named``: the ids of whom of the staff it is about."""

    named: list[str]
    statements: list[StatementOut]
    decisions: list[DecisionOut]
    remedies: list[RemedyOut]


class AboutIn(Given):
    subject: Subject | Literal[""] = ""
    people: Annotated[list[IdText], Field(max_length=10, description="all whom it is about")] = []
    sealed: bool = False


class PersonIn(Given):
    person_id: IdText


class ReplyIn(Given):
    words: Annotated[str, Field(min_length=2, max_length=800, pattern=NO_NUL)]
    next_by: datetime


class FactsIn(Given):
    side: Side
    words: Words
    person_id: IdText | None = None


class DecideIn(Given):
    outcome: Outcome
    reason: Reason


class RemedyIn(Given):
    kind: RemedyKind
    person_id: IdText
    by: datetime
    words: Annotated[str, Field(max_length=300, pattern=NO_NUL)] = ""
    amount: Annotated[Decimal | None, Field(max_digits=14, decimal_places=2)] = None


class DoneIn(Given):
    words: Annotated[str, Field(max_length=300, pattern=NO_NUL)] = ""


class AppealIn(Given):
    words: Appeal


class SaidIn(Given):
    words: Words


class HowItStands(Schema):
    """What who complained may know of it."""

    number: str
    holder: str
    due_at: datetime | None
    outcome: Outcome | Literal[""]
    reason: str
    appealed_at: datetime | None


def complaint_out(case: Any) -> dict[str, Any]:
    plain = {
        name: getattr(case, name)
        for name in ComplaintOut.model_fields
        if name not in {"number", "sealed", "holder", "holder_id"}
    }
    return {
        **plain,
        "number": case.request.number,
        "sealed": case.request.sealed,
        "holder_id": str(case.holder_id) if case.holder_id else None,
        "holder": _name(case.holder),
    }


def _name(person: Any) -> str:
    return str(person.name) if person is not None else ""


def case_out(case: Any) -> dict[str, Any]:
    named = queries.named_in(case.community_id, case.request_id)
    return {
        **complaint_out(case),
        "named": [str(one.id) for one in named],
        "statements": [
            {
                "side": one.side,
                "person": _name(one.person),
                "words": one.words,
                "appeal": one.appeal,
                "written_by": _name(one.written_by),
                "at": one.at,
            }
            for one in queries.statements_of(case)
        ],
        "decisions": [
            {
                "outcome": one.outcome,
                "reason": one.reason,
                "person": _name(one.person),
                "on_appeal": one.on_appeal,
                "at": one.at,
            }
            for one in queries.decisions_of(case)
        ],
        "remedies": [remedy_out(one) for one in queries.remedies_of(case)],
    }


def remedy_out(one: Any) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "kind": one.kind,
        "words": one.words,
        "amount": one.amount,
        "person_id": str(one.person_id),
        "person": _name(one.person),
        "by": one.by,
        "done_at": one.done_at,
    }


@router.get(ALL, response={200: Page[ComplaintOut], **PROBLEMS}, summary="Complaints")
def list_complaints(
    request: HttpRequest,
    community: Slug,
    due: Annotated[Due | None, Query(description="without it all that are not decided")] = None,
    subject: Annotated[Subject | None, Query()] = None,
    mine: Annotated[bool, Query(description="those you hold")] = False,
    q: Search = "",
    after: After = "",
    limit: Limit = 50,
) -> Any:
    """Those you deal with: all with the grant `complaints.handle`, else those you hold. The next due first."""
    actor, standing = standing_at(request, community)
    key = queries.row_key_in(after)
    if after and key is None:
        raise no_such_page()
    looking = Looking(due=due or "", subject=subject or "", mine=mine, text=q)
    rows = queries.complaint_rows(actor, standing.community_id, looking, after=key, most=limit + 1)
    return page_of(rows, limit, queries.row_key, complaint_out)


@router.get(ONE, response={200: CaseOut, **PROBLEMS}, summary="One complaint with its case")
def read_complaint(request: HttpRequest, community: Slug, number: Number) -> Any:
    return _shown(request, community, number)


@router.post(ONE + "/about", response={200: CaseOut, **PROBLEMS}, summary="Say what and whom it is about")
def about(request: HttpRequest, community: Slug, number: Number, payload: AboutIn) -> Any:
    actor, found = _one(request, community, number)
    actions.name_concerned(
        actor=actor,
        request=found,
        subject=payload.subject,
        person_ids=[as_id(one) for one in payload.people],
        sealed=payload.sealed,
    )
    return _shown(request, community, number)


@router.post(ONE + "/holder", response={200: CaseOut, **PROBLEMS}, summary="Let somebody else hold it")
def holder(request: HttpRequest, community: Slug, number: Number, payload: PersonIn) -> Any:
    actor, found = _one(request, community, number)
    actions.change_holder(actor=actor, request=found, person_id=as_id(payload.person_id))
    return _shown(request, community, number)


@router.post(ONE + "/join", response={200: CaseOut, **PROBLEMS}, summary="Let somebody take part")
def join(request: HttpRequest, community: Slug, number: Number, payload: PersonIn) -> Any:
    actor, found = _one(request, community, number)
    actions.join_complaint(actor=actor, request=found, person_id=as_id(payload.person_id))
    return _shown(request, community, number)


@router.post(ONE + "/reply", response={200: CaseOut, **PROBLEMS}, summary="Give the holding reply")
def reply(request: HttpRequest, community: Slug, number: Number, payload: ReplyIn) -> Any:
    actor, found = _one(request, community, number)
    actions.reply_complaint(
        actor=actor, request=found, words=payload.words, next_by=_aware(payload.next_by, request, community)
    )
    return _shown(request, community, number)


@router.post(ONE + "/questions", response={200: CaseOut, **PROBLEMS}, summary="Ask one side for facts")
def ask(request: HttpRequest, community: Slug, number: Number, payload: FactsIn) -> Any:
    actor, found = _one(request, community, number)
    actions.ask_facts(actor=actor, request=found, **_facts(payload))
    return _shown(request, community, number)


@router.post(
    ONE + "/statements", response={200: CaseOut, **PROBLEMS}, summary="Write down what somebody said"
)
def write_down(request: HttpRequest, community: Slug, number: Number, payload: FactsIn) -> Any:
    actor, found = _one(request, community, number)
    actions.write_facts(actor=actor, request=found, **_facts(payload))
    return _shown(request, community, number)


@router.post(ONE + "/decide", response={200: CaseOut, **PROBLEMS}, summary="Give the outcome with its reason")
def decide(request: HttpRequest, community: Slug, number: Number, payload: DecideIn) -> Any:
    actor, found = _one(request, community, number)
    actions.decide_complaint(actor=actor, request=found, outcome=payload.outcome.value, reason=payload.reason)
    return _shown(request, community, number)


@router.post(ONE + "/remedies", response={201: RemedyOut, **PROBLEMS}, summary="Agree on a remedy")
def agree(
    request: HttpRequest, community: Slug, number: Number, payload: RemedyIn, key: IdempotencyKey = ""
) -> Any:
    actor, found = _one(request, community, number)

    def create() -> Any:
        return actions.agree_remedy(
            actor=actor,
            request=found,
            kind=payload.kind.value,
            person_id=as_id(payload.person_id),
            by=_aware(payload.by, request, community),
            words=payload.words,
            amount=payload.amount,
        )

    def find(community_id: int, remedy_id: int) -> Any:
        return queries.remedy_to_do(actor, community_id, remedy_id)

    made = made_once(request, key, payload.dict(), create, find)
    return Status(201, remedy_out(made))


@router.post(
    ALL + "/remedies/{remedy}/done", response={200: RemedyOut, **PROBLEMS}, summary="Say it was made good"
)
def remedy_done(request: HttpRequest, community: Slug, remedy: IdPath, payload: DoneIn) -> Any:
    actor, standing = standing_at(request, community)
    found = queries.remedy_to_do(actor, standing.community_id, as_id(remedy))
    check_writes(request)
    return remedy_out(actions.finish_remedy(actor=actor, remedy=found, words=payload.words))


@router.post(ONE + "/facts", response={200: HowItStands, **PROBLEMS}, summary="Add facts as who complained")
def add_facts(request: HttpRequest, community: Slug, number: Number, payload: SaidIn) -> Any:
    actor, found = _one(request, community, number)
    actions.add_facts(actor=actor, request=found, words=payload.words)
    return _told(actor, found)


@router.post(ONE + "/appeal", response={200: HowItStands, **PROBLEMS}, summary="Appeal, once")
def appeal(request: HttpRequest, community: Slug, number: Number, payload: AppealIn) -> Any:
    actor, found = _one(request, community, number)
    actions.appeal_complaint(actor=actor, request=found, words=payload.words)
    return _told(actor, found)


def _facts(payload: FactsIn) -> dict[str, Any]:
    return {
        "side": payload.side.value,
        "words": payload.words,
        "person_id": as_id(payload.person_id) if payload.person_id else None,
    }


def _aware(moment: datetime, request: HttpRequest, community: str) -> datetime:
    """A moment without a zone is one where the community is."""
    return moment if moment.tzinfo else moment.replace(tzinfo=standing_at(request, community)[1].tz)


def _one(request: HttpRequest, community: str, number: str) -> tuple[Actor, Any]:
    """The request behind a complaint that the actor sees; they may write."""
    actor, standing = standing_at(request, community)
    found = request_for(actor, standing.community_id, number)
    check_writes(request)
    return actor, found


def _shown(request: HttpRequest, community: str, number: str) -> dict[str, Any]:
    actor, standing = standing_at(request, community)
    return case_out(queries.complaint_for(actor, standing.community_id, number))


def _told(actor: Actor, found: Any) -> dict[str, Any]:
    """How it stands now, for who complained."""
    case = queries.case_of(request_with_id(actor, found.community_id, found.id))
    decisions = queries.decisions_of(case) if case else []
    return {
        "number": found.number,
        "holder": _name(case.holder) if case else "",
        "due_at": case.due_at if case else None,
        "outcome": case.outcome if case else "",
        "reason": decisions[-1].reason if decisions else "",
        "appealed_at": case.appealed_at if case else None,
    }
