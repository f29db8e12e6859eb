"""Proposals and praise over the API: read, name who answers, decide, tell the result, share, support, praise."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from anju.kernel.api import (
    NO_NUL,
    PROBLEMS,
    After,
    Given,
    IdPath,
    IdText,
    Limit,
    Number,
    Page,
    Reason,
    Search,
    Slug,
    as_id,
    check_writes,
    no_such_page,
    page_of,
    standing_at,
)
from anju.proposals import actions, queries
from anju.proposals.choices import Decision, ProposalState
from anju.requests.queries import request_for

router = Router()
LIST = "/communities/{community}/proposals"
ONE = "/communities/{community}/requests/{number}"
IDEAS = "/communities/{community}/ideas"


class ProposalOut(Schema):
    """``answerer`` is a name, empty where nobody was found. ``decision`` is empty until one ends it."""

    request: str
    kind: Literal["suggestion", "enquiry"]
    state: ProposalState
    answerer_id: str | None
    answerer: str
    answer_by: datetime
    first_answer_by: datetime
    postponed: bool
    decision: Decision | Literal[""]
    reason: str
    decided_at: datetime | None
    result: str
    result_on: date | None
    shared: bool
    supports: int
    climbed: int


class IdeaOut(Schema):
    """A shared suggestion without names and homes. ``own``: the caller's; ``supported``: by the caller."""

    id: str
    words: str
    state: ProposalState
    decision: Decision | Literal[""]
    reason: str
    result: str
    result_on: date | None
    answer_by: datetime
    supports: int
    own: bool
    supported: bool


class PraiseOut(Schema):
    """``author`` is empty where they do not want to be named."""

    request: str
    person_id: str
    words: str
    author: str
    at: datetime
    reached_at: datetime | None


class AnswererIn(Given):
    answerer_id: IdText
    why: Annotated[str, Field(min_length=2, max_length=300, pattern=NO_NUL)]


class DecisionIn(Given):
    """``until`` only with ``study``."""

    decision: Decision
    reason: Reason
    until: date | None = None


class ResultIn(Given):
    words: Reason
    done_on: date | None = None


class SharedIn(Given):
    shared: bool


class PraiseIn(Given):
    person_ids: Annotated[list[IdText], Field(min_length=1, max_length=8)]
    signed: bool | None = None


def proposal_out(found: Any) -> dict[str, Any]:
    names = set(ProposalOut.model_fields) - {"request", "answerer_id", "answerer"}
    return {
        **{name: getattr(found, name) for name in names},
        "request": found.request.number,
        "answerer_id": str(found.answerer_id) if found.answerer_id else None,
        "answerer": found.answerer.name if found.answerer else "",
    }


def praise_out(praise: Any) -> dict[str, Any]:
    plain = {name: getattr(praise, name) for name in ("words", "author", "at", "reached_at")}
    return {"request": praise.request.number, "person_id": str(praise.person_id), **plain}


def idea_out(idea: Any) -> dict[str, Any]:
    plain = {
        name: getattr(idea.proposal, name)
        for name in ("state", "decision", "result_on", "answer_by", "supports")
    }
    said = {name: getattr(idea, name) for name in ("words", "reason", "result", "own", "supported")}
    return {"id": str(idea.proposal.id), **plain, **said}


@router.get(LIST, response={200: Page[ProposalOut], **PROBLEMS}, summary="Suggestions and enquiries")
def list_proposals(
    request: HttpRequest,
    community: Slug,
    state: Annotated[Literal["open", "decided", "waiting", "all"], Query()] = "open",
    kind: Annotated[Literal["", "suggestion", "enquiry"], Query()] = "",
    due: Annotated[Literal["", "late", "soon"], Query()] = "",
    q: Search = "",
    after: After = "",
    limit: Limit = 50,
) -> Any:
    """Undecided ones with the next due first, others newest first."""
    actor, standing = standing_at(request, community)
    key = queries.key_in(after)
    if after and key is None:
        raise no_such_page()
    looking = queries.Looking(state=state, kind=kind, due=due, text=q)
    rows = queries.proposals_for(actor, standing.community_id, looking, after=key, most=limit + 1)
    return page_of(rows, limit, queries.key_of, proposal_out)


@router.get(
    ONE + "/proposal",
    response={200: ProposalOut, **PROBLEMS},
    summary="Who answers, until when, what was decided",
)
def get_proposal(request: HttpRequest, community: Slug, number: Number) -> Any:
    actor, standing = standing_at(request, community)
    return proposal_out(queries.proposal_for(actor, standing.community_id, number))


@router.post(ONE + "/proposal/answerer", response={200: ProposalOut, **PROBLEMS}, summary="Name who answers")
def name_answerer(request: HttpRequest, community: Slug, number: Number, payload: AnswererIn) -> Any:
    person_id = as_id(payload.answerer_id)
    return _step(request, community, number, actions.name_answerer, person_id=person_id, why=payload.why)


@router.post(
    ONE + "/proposal/decision", response={200: ProposalOut, **PROBLEMS}, summary="Decide, with the reason"
)
def decide(request: HttpRequest, community: Slug, number: Number, payload: DecisionIn) -> Any:
    return _step(
        request,
        community,
        number,
        actions.decide,
        decision=payload.decision.value,
        reason=payload.reason,
        until=payload.until,
    )


@router.post(
    ONE + "/proposal/result", response={200: ProposalOut, **PROBLEMS}, summary="Tell what came of it"
)
def tell_result(request: HttpRequest, community: Slug, number: Number, payload: ResultIn) -> Any:
    return _step(
        request, community, number, actions.tell_result, words=payload.words, done_on=payload.done_on
    )


@router.post(
    ONE + "/proposal/shared",
    response={200: ProposalOut, **PROBLEMS},
    summary="Let neighbours read it, or not",
)
def share(request: HttpRequest, community: Slug, number: Number, payload: SharedIn) -> Any:
    return _step(request, community, number, actions.share_proposal, shared=payload.shared)


@router.get(IDEAS, response={200: Page[IdeaOut], **PROBLEMS}, summary="Suggestions that neighbours may read")
def list_ideas(
    request: HttpRequest,
    community: Slug,
    show: Annotated[Literal["", "open", "taken", "done"], Query()] = "",
    after: After = "",
    limit: Limit = 50,
) -> Any:
    actor, standing = standing_at(request, community)
    before = after.rpartition("~")[2]
    if after and not after.startswith("~"):
        raise no_such_page()
    rows = queries.ideas_for(
        actor,
        standing.community_id,
        show=show,
        after=as_id(before) if before else None,
        most=limit + 1,
    )
    return page_of(rows, limit, lambda idea: f"~{idea.proposal.id}", idea_out)


@router.post(
    IDEAS + "/{idea_id}/support", response={200: IdeaOut, **PROBLEMS}, summary="Support a suggestion"
)
def support(request: HttpRequest, community: Slug, idea_id: IdPath) -> Any:
    actor, standing = standing_at(request, community)
    found = queries.shared_for(actor, standing.community_id, as_id(idea_id))
    check_writes(request)
    actions.support_proposal(actor=actor, proposal=found)
    (idea,) = queries.ideas_for(actor, standing.community_id, after=found.id + 1, most=1)
    return idea_out(idea)


@router.get(ONE + "/praise", response={200: list[PraiseOut], **PROBLEMS}, summary="Whom a praise has reached")
def list_praise(request: HttpRequest, community: Slug, number: Number) -> Any:
    actor, standing = standing_at(request, community)
    found = request_for(actor, standing.community_id, number)
    return [praise_out(one) for one in _with(found, queries.praise_of_request(found))]


@router.post(
    ONE + "/praise", response={200: list[PraiseOut], **PROBLEMS}, summary="Say whom the praise is for"
)
def praise(request: HttpRequest, community: Slug, number: Number, payload: PraiseIn) -> Any:
    actor, standing = standing_at(request, community)
    found = request_for(actor, standing.community_id, number)
    check_writes(request)
    actions.name_praised(
        actor=actor,
        request=found,
        person_ids=[as_id(one) for one in payload.person_ids],
        signed=payload.signed,
    )
    return [praise_out(one) for one in _with(found, queries.praise_of_request(found))]


@router.get(
    "/communities/{community}/praise", response={200: list[PraiseOut], **PROBLEMS}, summary="My praise"
)
def my_praise(request: HttpRequest, community: Slug, limit: Limit = 50) -> Any:
    """What the caller was praised for, newest first."""
    actor, standing = standing_at(request, community)
    return [praise_out(one) for one in queries.praises_for(actor, standing.community_id, most=limit)]


def _with(found: Any, praises: list[Any]) -> list[Any]:
    for one in praises:
        one.request = found
    return praises


def _step(request: HttpRequest, community: str, number: str, step: Any, **more: Any) -> Any:
    actor, standing = standing_at(request, community)
    found = queries.proposal_for(actor, standing.community_id, number)
    check_writes(request)
    step(actor=actor, proposal=found, **more)
    return proposal_out(queries.proposal_for(actor, standing.community_id, number))
