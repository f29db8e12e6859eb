"""Requests over the API: report, list, read, and every step that the pages know."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from anju.kernel.api import (
    NO_NUL,
    NUMBER,
    PROBLEMS,
    After,
    Given,
    IdempotencyKey,
    IdText,
    Limit,
    Line,
    MaybeWords,
    Name,
    Number,
    Page,
    Reason,
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
from anju.people.queries import person_named
from anju.places.queries import place_for
from anju.requests import actions, queries
from anju.requests.choices import OPEN_STATES, Channel, RequestState, Subject, Verdict, VerdictVia
from anju.requests.timeline import timeline_for
from anju.standards.choices import Priority, RequestKind
from anju.standards.queries import category_for
from anju.work.choices import JobState
from anju.work.queries import job_with_id

router = Router()
ONE = "/communities/{community}/requests/{number}"


class RequestOut(Schema):
    """``verdict`` is empty as long as nobody said anything; ``verdict_via`` says where it was said: by the reporter
    (own), written down by the desk (staff), signed on the phone of who did it (doer), asked on a visit (visit).
    ``held_until`` is set while the clock stands; ``level`` is the service level it was promised by (1 the highest)."""

    number: str
    kind: RequestKind
    state: RequestState
    verdict: Verdict | Literal[""]
    verdict_via: VerdictVia | Literal[""]
    priority: Priority
    category: str
    place_id: str
    place: str
    words: str
    wish: str
    opened_at: datetime
    answer_by: datetime | None
    arrive_by: datetime | None
    safe_by: datetime | None
    finish_by: datetime | None
    due_at: datetime | None
    held_until: datetime | None
    level: int
    answered_at: datetime | None
    arrived_at: datetime | None
    safe_at: datetime | None
    finished_at: datetime | None
    closed_at: datetime | None
    sealed: bool
    reopened: int
    urged: int
    advice: str


class EntryOut(Schema):
    at: datetime
    text: str
    who: str
    post: str
    words: str
    internal: bool


class ReportIn(Given):
    """``reporter_id`` or ``guest_phone`` files it on behalf of somebody (needs ``requests.answer``)."""

    category: Line
    place_id: IdText
    words: Reason
    wish: Line = ""
    reporter_id: IdText | None = None
    guest_name: Name = ""
    guest_phone: Annotated[str, Field(max_length=20, pattern=NO_NUL)] = ""
    subject: Annotated[Subject | Literal[""], Field(description="what a complaint is about")] = ""
    sealed: Annotated[bool, Field(description="a complaint that whom it is about must not see")] = False


class WordsIn(Given):
    words: Words


class FinishIn(Given):
    words: Reason


class CancelIn(Given):
    words: Annotated[str, Field(max_length=300, pattern=NO_NUL)] = ""


class ReopenIn(Given):
    words: MaybeWords = ""


class JudgeIn(Given):
    verdict: Literal["solved", "messy", "half", "not"]
    words: MaybeWords = ""


class ClassifyIn(Given):
    category: Line
    priority: Priority


class DispatchIn(Given):
    assignee_id: IdText | None = None
    words: MaybeWords = ""


class MergeIn(Given):
    into: Annotated[str, Field(max_length=24, pattern=NUMBER, description="number of the one that goes on")]


class JobMade(Schema):
    number: str
    state: JobState


def request_out(request: Any) -> dict[str, Any]:
    plain = {
        name: getattr(request, name)
        for name in RequestOut.model_fields
        if name not in {"category", "place", "advice"}
    }
    return {
        **plain,
        "category": request.category.code,
        "place_id": str(request.place_id),
        "place": request.place.label,
        "advice": request.category.advice,
    }


@router.post("/communities/{community}/requests", response={201: RequestOut, **PROBLEMS}, summary="Report")
def report(request: HttpRequest, community: Slug, payload: ReportIn, key: IdempotencyKey = "") -> Any:
    actor, standing = standing_at(request, community)
    check_writes(request)

    def create() -> Any:
        told: dict[str, Any] = {
            "actor": actor,
            "place": place_for(actor, standing.community_id, as_id(payload.place_id)),
            "category": category_for(standing.community_id, payload.category),
            "words": payload.words,
            "wish": payload.wish,
            "channel": Channel.API,
            "subject": payload.subject,
            "sealed": payload.sealed,
        }
        if not payload.reporter_id and not payload.guest_phone:
            return actions.report_request(**told)
        reporter = (
            person_named(standing.community_id, as_id(payload.reporter_id)) if payload.reporter_id else None
        )
        return actions.report_for(
            **told, reporter=reporter, guest_name=payload.guest_name, guest_phone=payload.guest_phone
        )

    def find(community_id: int, request_id: int) -> Any:
        return queries.request_with_id(actor, community_id, request_id)

    return Status(201, request_out(made_once(request, key, payload.dict(), create, find)))


@router.get(
    "/communities/{community}/requests", response={200: Page[RequestOut], **PROBLEMS}, summary="Requests"
)
def list_requests(
    request: HttpRequest,
    community: Slug,
    state: Annotated[RequestState | None, Query()] = None,
    unfinished: Annotated[
        bool, Query(description="only new, open and done ones; the next due first")
    ] = False,
    kind: Annotated[RequestKind | None, Query()] = None,
    late: Annotated[Literal["late", "soon"] | None, Query(description="soon: due within the hour")] = None,
    q: Search = "",
    after: After = "",
    limit: Limit = 50,
) -> Any:
    """Those you may see: all with the grant `requests.see`, else your own. The newest first."""
    actor, standing = standing_at(request, community)
    states = OPEN_STATES if unfinished else tuple(RequestState)
    looking = queries.BoardFilter(
        states=[one for one in states if state is None or one == state],
        kind=kind or "",
        late=late or "",
        text=q,
    )
    key = queries.board_key_in(after)
    if after and key is None:
        raise no_such_page()
    if not looking.states:  # which a filter takes for no limit
        return page_of([], limit, queries.board_key, request_out)
    rows = queries.board_for(actor, standing.community_id, looking, after=key, most=limit + 1)
    return page_of(rows, limit, queries.board_key, request_out)


@router.get(ONE, response={200: RequestOut, **PROBLEMS}, summary="One request")
def read_request(request: HttpRequest, community: Slug, number: Number) -> Any:
    return request_out(one_of(request, community, number)[1])


@router.get(ONE + "/timeline", response={200: list[EntryOut], **PROBLEMS}, summary="What happened")
def read_timeline(request: HttpRequest, community: Slug, number: Number) -> Any:
    actor, found = one_of(request, community, number)
    return [
        {name: getattr(entry, name) for name in EntryOut.model_fields} for entry in timeline_for(actor, found)
    ]


@router.post(ONE + "/take", response={200: RequestOut, **PROBLEMS}, summary="Take it on")
def take(request: HttpRequest, community: Slug, number: Number) -> Any:
    return step_of(request, community, number, actions.take_request)


@router.post(ONE + "/answers", response={201: RequestOut, **PROBLEMS}, summary="Answer the reporter")
def answer(
    request: HttpRequest, community: Slug, number: Number, payload: WordsIn, key: IdempotencyKey = ""
) -> Any:
    return _write(request, community, number, payload, key, actions.answer_request)


@router.post(ONE + "/notes", response={201: RequestOut, **PROBLEMS}, summary="Note among the staff")
def note(
    request: HttpRequest, community: Slug, number: Number, payload: WordsIn, key: IdempotencyKey = ""
) -> Any:
    return _write(request, community, number, payload, key, actions.add_note)


@router.post(ONE + "/comments", response={201: RequestOut, **PROBLEMS}, summary="Write as the reporter")
def comment(
    request: HttpRequest, community: Slug, number: Number, payload: WordsIn, key: IdempotencyKey = ""
) -> Any:
    return _write(request, community, number, payload, key, actions.comment_request)


@router.post(ONE + "/classify", response={200: RequestOut, **PROBLEMS}, summary="Change category or priority")
def classify(request: HttpRequest, community: Slug, number: Number, payload: ClassifyIn) -> Any:
    _actor, standing = standing_at(request, community)
    category = category_for(standing.community_id, payload.category)
    return step_of(
        request,
        community,
        number,
        actions.classify_request,
        category=category,
        priority=payload.priority.value,
    )


@router.post(ONE + "/jobs", response={201: JobMade, **PROBLEMS}, summary="Open a job, and assign it")
def dispatch(
    request: HttpRequest, community: Slug, number: Number, payload: DispatchIn, key: IdempotencyKey = ""
) -> Any:
    actor, found = one_of(request, community, number)
    check_writes(request)

    def create() -> Any:
        assignee_id = as_id(payload.assignee_id) if payload.assignee_id else None
        return actions.dispatch_request(
            actor=actor, request=found, assignee_id=assignee_id, words=payload.words
        )

    def find(community_id: int, job_id: int) -> Any:
        return job_with_id(actor, community_id, job_id)

    job = made_once(request, key, payload.dict(), create, find)
    return Status(201, {"number": job.number, "state": job.state})


@router.post(ONE + "/finish", response={200: RequestOut, **PROBLEMS}, summary="Say it is done")
def finish(request: HttpRequest, community: Slug, number: Number, payload: FinishIn) -> Any:
    return step_of(request, community, number, actions.finish_request, words=payload.words)


@router.post(ONE + "/merge", response={200: RequestOut, **PROBLEMS}, summary="Handle with another one")
def merge(request: HttpRequest, community: Slug, number: Number, payload: MergeIn) -> Any:
    actor, standing = standing_at(request, community)
    into = queries.request_for(actor, standing.community_id, payload.into)
    return step_of(request, community, number, actions.merge_request, into=into)


@router.post(ONE + "/urge", response={200: RequestOut, **PROBLEMS}, summary="Press")
def urge(request: HttpRequest, community: Slug, number: Number) -> Any:
    return step_of(request, community, number, actions.urge_request)


@router.post(ONE + "/cancel", response={200: RequestOut, **PROBLEMS}, summary="Cancel as the reporter")
def cancel(request: HttpRequest, community: Slug, number: Number, payload: CancelIn) -> Any:
    return step_of(request, community, number, actions.cancel_request, words=payload.words)


@router.post(ONE + "/judge", response={200: RequestOut, **PROBLEMS}, summary="Say whether it is solved")
def judge(request: HttpRequest, community: Slug, number: Number, payload: JudgeIn) -> Any:
    return step_of(
        request, community, number, actions.judge_request, verdict=payload.verdict, words=payload.words
    )


@router.post(ONE + "/reopen", response={200: RequestOut, **PROBLEMS}, summary="It is not solved after all")
def reopen(request: HttpRequest, community: Slug, number: Number, payload: ReopenIn) -> Any:
    return step_of(request, community, number, actions.reopen_request, words=payload.words)


def one_of(request: HttpRequest, community: str, number: str) -> tuple[Any, Any]:
    actor, standing = standing_at(request, community)
    return actor, queries.request_for(actor, standing.community_id, number)


def step_of(request: HttpRequest, community: str, number: str, step: Any, **more: Any) -> Any:
    actor, found = one_of(request, community, number)
    check_writes(request)
    return request_out(step(actor=actor, request=found, **more))


def _write(request: HttpRequest, community: str, number: str, payload: WordsIn, key: str, write: Any) -> Any:
    actor, found = one_of(request, community, number)
    check_writes(request)

    def create() -> Any:
        return write(actor=actor, request=found, words=payload.words)

    def find(community_id: int, message_id: int) -> Any:
        return found

    made_once(request, key, payload.dict(), create, find)
    return Status(201, request_out(one_of(request, community, number)[1]))
