"""Jobs over the API: mine, one, and every step of the work."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Path, Query, Router, Schema

from anju.kernel.api import (
    PROBLEMS,
    IdempotencyKey,
    IdText,
    Limit,
    Line,
    Number,
    Slug,
    Words,
    as_id,
    check_writes,
    made_once,
    standing_at,
)
from anju.work import actions, queries

router = Router()
ONE = "/communities/{community}/jobs/{number}"


class StepOut(Schema):
    number: int
    action: str
    to_check: str
    done_at: datetime | None


class JobOut(Schema):
    number: str
    title: str
    words: str
    state: str
    priority: str
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


class AssignIn(Schema):
    assignee_id: IdText


class WordsIn(Schema):
    words: Words


class PartIn(Schema):
    name: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00]*$")]
    quantity: Annotated[Decimal, Field(gt=0, le=9999, max_digits=6, decimal_places=2)]
    unit: Line = "个"


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


@router.get("/communities/{community}/jobs", response={200: list[JobOut], **PROBLEMS}, summary="Open jobs")
def list_jobs(
    request: HttpRequest, community: Slug, mine: Annotated[bool, Query()] = False, limit: Limit = 50
) -> Any:
    """The open jobs you may see, most pressing first; ``mine`` only those assigned to you."""
    actor, standing = standing_at(request, community)
    if mine:
        return [job_out(job) for job in queries.my_jobs(actor, standing.community_id)[:limit]]
    return [job_out(job) for job in queries.open_jobs_for(actor, standing.community_id, limit)]


@router.get(ONE, response={200: JobDetail, **PROBLEMS}, summary="One job with its steps")
def read_job(request: HttpRequest, community: Slug, number: Number) -> Any:
    _actor, job = _one(request, community, number)
    steps = [{name: getattr(step, name) for name in StepOut.model_fields} for step in queries.steps_of(job)]
    return {**job_out(job), "steps": steps}


@router.post(ONE + "/assign", response={200: JobOut, **PROBLEMS}, summary="Give it to somebody")
def assign(request: HttpRequest, community: Slug, number: Number, payload: AssignIn) -> Any:
    return _step(request, community, number, actions.assign_job, assignee_id=as_id(payload.assignee_id))


@router.post(ONE + "/accept", response={200: JobOut, **PROBLEMS}, summary="Accept")
def accept(request: HttpRequest, community: Slug, number: Number) -> Any:
    return _step(request, community, number, actions.accept_job)


@router.post(ONE + "/refuse", response={200: JobOut, **PROBLEMS}, summary="Give it back, with the reason")
def refuse(request: HttpRequest, community: Slug, number: Number, payload: WordsIn) -> Any:
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
    return 204, None


@router.post(ONE + "/parts", response={201: None, **PROBLEMS}, summary="A part went in")
def use_part(
    request: HttpRequest, community: Slug, number: Number, payload: PartIn, key: IdempotencyKey = ""
) -> Any:
    actor, job = _one(request, community, number)
    check_writes(request)

    def create() -> Any:
        return actions.use_part(actor=actor, job=job, **payload.dict())

    def find(community_id: int, part_id: int) -> Any:
        return job

    made_once(request, key, payload.dict(), create, find)
    return HttpResponse(status=201)


@router.post(ONE + "/finish", response={200: JobOut, **PROBLEMS}, summary="Done: what was done")
def finish(request: HttpRequest, community: Slug, number: Number, payload: WordsIn) -> Any:
    return _step(request, community, number, actions.finish_job, words=payload.words)


def _one(request: HttpRequest, community: str, number: str) -> tuple[Any, Any]:
    actor, standing = standing_at(request, community)
    return actor, queries.job_for(actor, standing.community_id, number)


def _step(request: HttpRequest, community: str, number: str, step: Any, **more: Any) -> Any:
    actor, job = _one(request, community, number)
    check_writes(request)
    return job_out(step(actor=actor, job=job, **more))
