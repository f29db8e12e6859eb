"""Jobs over the API: mine, one, and every step of the work."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status
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
    no_such_page,
    page_of,
    standing_at,
)
from anju.standards.choices import Priority
from anju.work import actions, queries
from anju.work.choices import JobState
from anju.work.parts import chosen_part, take_part

router = Router()
ONE = "/communities/{community}/jobs/{number}"
QUANTITY = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": 0, "maximum": 9999},
        {"type": "string", "pattern": r"^[0-9]{1,4}(\.[0-9]{1,2})?$"},
    ],
    "description": "with at most two decimals; as a text it stays exact",
}


class StepOut(Schema):
    number: int
    action: str
    to_check: str
    done_at: datetime | None


class PartOut(Schema):
    """``from_store``: it came out of a store; else somebody wrote it down by hand."""

    name: str
    quantity: Decimal
    unit: str
    from_store: str | None


class JobOut(Schema):
    number: str
    title: str
    words: str
    state: JobState
    priority: Priority
    place_id: str
    place: str
    category: str
    assignee_id: str | None
    wish: str
    opened_at: datetime
    arrive_by: datetime | None
    finish_by: datetime | None
    accepted_at: datetime | None
    arrived_at: datetime | None
    finished_at: datetime | None


class JobDetail(JobOut):
    steps: list[StepOut]
    parts: list[PartOut]


class WorkerOut(Schema):
    """Somebody a job can be given to, and how many open ones they have."""

    person_id: str
    name: str
    posts: list[str]
    open_jobs: int


class AssignIn(Given):
    assignee_id: IdText


class RefuseIn(Given):
    words: Annotated[str, Field(min_length=2, max_length=300, pattern=NO_NUL)]


class FinishIn(Given):
    words: Annotated[str, Field(min_length=2, max_length=500, pattern=NO_NUL)]


class PartIn(Given):
    """``part_id`` and ``store_id`` take it out of that store; without them ``name`` is only written down."""

    name: Annotated[str, Field(max_length=60, pattern=NO_NUL)] = ""
    quantity: Annotated[
        Decimal, Field(gt=0, le=9999, max_digits=6, decimal_places=2), WithJsonSchema(QUANTITY)
    ]
    unit: Annotated[str, Field(max_length=10, pattern=NO_NUL)] = "个"
    part_id: IdText | None = None
    store_id: IdText | None = None


def job_out(job: Any) -> dict[str, Any]:
    plain = ("number", "title", "words", "state", "priority", "wish", "opened_at", "arrive_by", "finish_by")
    times = ("accepted_at", "arrived_at", "finished_at")
    return {
        **{name: getattr(job, name) for name in (*plain, *times)},
        "place_id": str(job.place_id),
        "place": job.place.label,
        "category": job.category.code,
        "assignee_id": str(job.assignee_id) if job.assignee_id else None,
    }


def detail_out(job: Any) -> dict[str, Any]:
    steps = [{name: getattr(step, name) for name in StepOut.model_fields} for step in queries.steps_of(job)]
    parts = [
        {
            **{name: getattr(part, name) for name in ("name", "quantity", "unit")},
            "from_store": part.store.name if part.store else None,
        }
        for part in queries.parts_of(job)
    ]
    return {**job_out(job), "steps": steps, "parts": parts}


@router.get("/communities/{community}/jobs", response={200: Page[JobOut], **PROBLEMS}, summary="Jobs")
def list_jobs(
    request: HttpRequest,
    community: Slug,
    wanted: Annotated[Literal["open", "unaccepted", "finished", "cancelled"], Query()] = "open",
    mine: Annotated[bool, Query(description="only those assigned to you")] = False,
    after: After = "",
    limit: Limit = 50,
) -> Any:
    """Those you may see: all with the grant `work.see`, else your own. What is due next comes first, of ended ones
    the newest."""
    actor, standing = standing_at(request, community)
    if after and not queries.is_job_key(after):
        raise no_such_page()
    if mine and standing.person_id is None:
        return page_of([], limit, queries.job_key, job_out)
    looking = queries.JobFilter(wanted=wanted, assignee_id=standing.person_id if mine else None)
    rows = queries.desk_jobs(actor, standing.community_id, looking, after=after, most=limit + 1)
    return page_of(rows, limit, queries.job_key, job_out)


@router.get(
    "/communities/{community}/workers",
    response={200: list[WorkerOut], **PROBLEMS},
    summary="Who can be given a job",
)
def list_workers(request: HttpRequest, community: Slug) -> Any:
    actor, standing = standing_at(request, community)
    actor.check("work.assign", standing.community_id)
    return [
        {"person_id": str(one.person_id), "name": one.name, "posts": one.posts, "open_jobs": one.open_jobs}
        for one in queries.candidates_for(standing.community_id, "")
    ]


@router.get(ONE, response={200: JobDetail, **PROBLEMS}, summary="One job with its steps and parts")
def read_job(request: HttpRequest, community: Slug, number: Number) -> Any:
    return detail_out(_one(request, community, number)[1])


@router.post(ONE + "/assign", response={200: JobOut, **PROBLEMS}, summary="Give it to somebody")
def assign(request: HttpRequest, community: Slug, number: Number, payload: AssignIn) -> Any:
    return _step(request, community, number, actions.assign_job, assignee_id=as_id(payload.assignee_id))


@router.post(ONE + "/accept", response={200: JobOut, **PROBLEMS}, summary="Accept")
def accept(request: HttpRequest, community: Slug, number: Number) -> Any:
    return _step(request, community, number, actions.accept_job)


@router.post(ONE + "/refuse", response={200: JobOut, **PROBLEMS}, summary="Give it back, with the reason")
def refuse(request: HttpRequest, community: Slug, number: Number, payload: RefuseIn) -> Any:
    return _step(request, community, number, actions.refuse_job, words=payload.words)


@router.post(ONE + "/set-out", response={200: JobOut, **PROBLEMS}, summary="On the way")
def set_out(request: HttpRequest, community: Slug, number: Number) -> Any:
    return _step(request, community, number, actions.set_out)


@router.post(ONE + "/arrive", response={200: JobOut, **PROBLEMS}, summary="At the place")
def arrive(request: HttpRequest, community: Slug, number: Number) -> Any:
    return _step(request, community, number, actions.arrive)


@router.post(ONE + "/steps/{step}", response={204: None, **PROBLEMS}, summary="Tick a step")
def tick(
    request: HttpRequest, community: Slug, number: Number, step: Annotated[int, Path(ge=1, le=999)]
) -> Any:
    actor, job = _one(request, community, number)
    check_writes(request)
    actions.tick_step(actor=actor, job=job, number=step)
    return Status(204, None)


@router.post(ONE + "/parts", response={201: JobDetail, **PROBLEMS}, summary="A part went in")
def use_part(
    request: HttpRequest, community: Slug, number: Number, payload: PartIn, key: IdempotencyKey = ""
) -> Any:
    actor, job = _one(request, community, number)
    check_writes(request)

    chosen = chosen_part(job.community_id, f"{payload.part_id or ''}:{payload.store_id or ''}")

    def create() -> Any:
        if chosen:
            return take_part(actor=actor, job=job, **chosen, quantity=payload.quantity)
        words = payload.dict(include={"name", "quantity", "unit"})
        return actions.use_part(actor=actor, job=job, **words)

    def find(community_id: int, part_id: int) -> Any:
        return job

    made_once(request, key, payload.dict(), create, find)
    return Status(201, detail_out(job))


@router.post(ONE + "/finish", response={200: JobOut, **PROBLEMS}, summary="Done: what was done")
def finish(request: HttpRequest, community: Slug, number: Number, payload: FinishIn) -> Any:
    return _step(request, community, number, actions.finish_job, words=payload.words)


def _one(request: HttpRequest, community: str, number: str) -> tuple[Any, Any]:
    actor, standing = standing_at(request, community)
    return actor, queries.job_for(actor, standing.community_id, number)


def _step(request: HttpRequest, community: str, number: str, step: Any, **more: Any) -> Any:
    actor, job = _one(request, community, number)
    check_writes(request)
    return job_out(step(actor=actor, job=job, **more))
