"""Jobs over the API: mine, one, and every step of the work."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status
from pydantic import AwareDatetime, WithJsonSchema

from anju.kernel.api import (
    NO_NUL,
    PROBLEMS,
    After,
    Given,
    IdempotencyKey,
    IdText,
    Limit,
    Name,
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
from anju.standards.choices import CheckKind, HoldReason, Priority
from anju.work import actions, queries, sign_actions, step_actions
from anju.work.choices import EvidenceWhy, JobState, Opinion, StepResult
from anju.work.parts import chosen_part, take_part
from anju.work.signing import MOST_PHOTO_TEXT, MOST_TEXT, drawn, uploaded
from anju.work.step_queries import follow_jobs_named, photos_of_steps
from anju.work.step_rules import late_minutes

router = Router()
StepNumber = Annotated[int, Path(ge=1, le=999)]
ONE = "/communities/{community}/jobs/{number}"
QUANTITY = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": 0, "maximum": 9999},
        {"type": "string", "pattern": r"^[0-9]{1,4}(\.[0-9]{1,2})?$"},
    ],
    "description": "with at most two decimals; as a text it stays exact",
}


class StepOut(Schema):
    """``kind`` says how it is answered; ``evidence_why`` why a photo is wanted (empty: it is not), ``has_photo``
    whether one is there, ``follow_job`` the number of the job that was opened because it did not pass."""

    number: int
    action: str
    to_check: str
    kind: CheckKind
    unit: str
    least: Decimal | None
    most: Decimal | None
    options: list[dict[str, Any]]
    minutes: Decimal | None
    due_from: str
    on_fail: str
    fail_opens: str
    fail_to: str
    evidence_why: EvidenceWhy | Literal[""]
    no_photo: str
    has_photo: bool
    result: StepResult | Literal[""]
    answer: str
    reading: Decimal | None
    words: str
    done_at: datetime | None
    late_minutes: int
    follow_job: str | None


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
    safe_by: datetime | None
    finish_by: datetime | None
    accepted_at: datetime | None
    arrived_at: datetime | None
    safe_at: datetime | None
    held_until: datetime | None
    held_reason: HoldReason | Literal[""]
    finished_at: datetime | None


class SignOffOut(Schema):
    """``present`` is false where nobody was there to sign. ``device_of`` is whose phone it was signed on."""

    present: bool
    name: str
    opinion: Opinion | Literal[""]
    words: str
    device_of: str
    at: datetime
    contested_at: datetime | None


class JobDetail(JobOut):
    steps: list[StepOut]
    parts: list[PartOut]
    sign_off: SignOffOut | None


class WorkerOut(Schema):
    """Somebody a job can be given to, and how many open ones they have."""

    person_id: str
    name: str
    posts: list[str]
    open_jobs: int


class AssignIn(Given):
    assignee_id: IdText
    despite: Annotated[
        str,
        Field(max_length=200, pattern=NO_NUL, description="why somebody without the skill; by who leads"),
    ] = ""


class RefuseIn(Given):
    words: Annotated[str, Field(min_length=2, max_length=300, pattern=NO_NUL)]


class HoldIn(Given):
    """``said_by`` names who of the home gave their word, where the home is waited for; without it they are asked."""

    reason: HoldReason
    until: AwareDatetime
    party: Name = ""
    said_by: Name = ""
    words: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""


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


class AnswerIn(Given):
    """``answer``: "yes" or "no", the reading as a text, the code of a choice, or words; empty for a plain tick. With
    ``result`` failed or skipped the step could not be done or is of no use, and ``words`` say why."""

    answer: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""
    result: Literal["", "failed", "skipped"] = ""
    words: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""


class NoPhotoIn(Given):
    words: Annotated[str, Field(min_length=2, max_length=200, pattern=NO_NUL)]


class PhotoIn(Given):
    photo: Annotated[
        str,
        Field(min_length=1, max_length=MOST_PHOTO_TEXT, pattern=NO_NUL, description="the picture in base64"),
    ]


class SignOffIn(Given):
    """``absent``: nobody is there; nothing else is needed then. Else the name, what they say and the drawing."""

    absent: bool = False
    name: Annotated[str, Field(max_length=60, pattern=NO_NUL)] = ""
    opinion: Opinion | Literal[""] = ""
    words: Annotated[str, Field(max_length=500, pattern=NO_NUL)] = ""
    signature: Annotated[
        str,
        Field(max_length=MOST_TEXT, pattern=NO_NUL, description="data:image/png;base64,…"),
    ] = ""


def job_out(job: Any) -> dict[str, Any]:
    plain = (
        "number",
        "title",
        "words",
        "state",
        "priority",
        "wish",
        "opened_at",
        "arrive_by",
        "safe_by",
        "finish_by",
    )
    times = ("accepted_at", "arrived_at", "safe_at", "finished_at", "held_until", "held_reason")
    return {
        **{name: getattr(job, name) for name in (*plain, *times)},
        "place_id": str(job.place_id),
        "place": job.place.label,
        "category": job.category.code,
        "assignee_id": str(job.assignee_id) if job.assignee_id else None,
    }


def detail_out(job: Any) -> dict[str, Any]:
    steps = steps_out(job)
    parts = [
        {
            **{name: getattr(part, name) for name in ("name", "quantity", "unit")},
            "from_store": part.store.name if part.store else None,
        }
        for part in queries.parts_of(job)
    ]
    return {
        **job_out(job),
        "steps": steps,
        "parts": parts,
        "sign_off": sign_off_out(queries.sign_off_of(job)),
    }


def steps_out(job: Any) -> list[dict[str, Any]]:
    steps = queries.steps_of(job)
    photos, follow = photos_of_steps(job), follow_jobs_named(job.community_id, steps)
    own = {"has_photo", "late_minutes", "follow_job"}
    return [
        {
            **{name: getattr(step, name) for name in StepOut.model_fields if name not in own},
            "has_photo": step.number in photos,
            "late_minutes": late_minutes(job, steps, step),
            "follow_job": follow[step.follow_job_id].number if step.follow_job_id else None,
        }
        for step in steps
    ]


def sign_off_out(signed: Any) -> dict[str, Any] | None:
    if signed is None:
        return None
    plain = ("present", "name", "opinion", "words", "at", "contested_at")
    return {**{name: getattr(signed, name) for name in plain}, "device_of": str(signed.device_of_id)}


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
        for one in queries.candidates_for(standing.community_id)
    ]


@router.get(ONE, response={200: JobDetail, **PROBLEMS}, summary="One job with its steps and parts")
def read_job(request: HttpRequest, community: Slug, number: Number) -> Any:
    return detail_out(one_job(request, community, number)[1])


@router.post(ONE + "/assign", response={200: JobOut, **PROBLEMS}, summary="Give it to somebody")
def assign(request: HttpRequest, community: Slug, number: Number, payload: AssignIn) -> Any:
    return step_of(
        request,
        community,
        number,
        actions.assign_job,
        assignee_id=as_id(payload.assignee_id),
        despite=payload.despite,
    )


@router.post(ONE + "/accept", response={200: JobOut, **PROBLEMS}, summary="Accept")
def accept(request: HttpRequest, community: Slug, number: Number) -> Any:
    return step_of(request, community, number, actions.accept_job)


@router.post(ONE + "/refuse", response={200: JobOut, **PROBLEMS}, summary="Give it back, with the reason")
def refuse(request: HttpRequest, community: Slug, number: Number, payload: RefuseIn) -> Any:
    return step_of(request, community, number, actions.refuse_job, words=payload.words)


@router.post(ONE + "/set-out", response={200: JobOut, **PROBLEMS}, summary="On the way")
def set_out(request: HttpRequest, community: Slug, number: Number) -> Any:
    return step_of(request, community, number, actions.set_out)


@router.post(ONE + "/arrive", response={200: JobOut, **PROBLEMS}, summary="At the place")
def arrive(request: HttpRequest, community: Slug, number: Number) -> Any:
    return step_of(request, community, number, actions.arrive)


@router.post(ONE + "/secure", response={200: JobOut, **PROBLEMS}, summary="The danger is under control")
def secure(request: HttpRequest, community: Slug, number: Number) -> Any:
    return step_of(request, community, number, actions.secure_job)


@router.post(ONE + "/hold", response={200: JobOut, **PROBLEMS}, summary="Let it stand, for a listed reason")
def hold(request: HttpRequest, community: Slug, number: Number, payload: HoldIn) -> Any:
    return step_of(request, community, number, actions.hold_job, **payload.dict())


@router.post(ONE + "/resume", response={200: JobOut, **PROBLEMS}, summary="Go on")
def resume(request: HttpRequest, community: Slug, number: Number) -> Any:
    return step_of(request, community, number, actions.resume_job)


@router.post(ONE + "/steps/{step}", response={204: None, **PROBLEMS}, summary="Tick a step")
def tick(request: HttpRequest, community: Slug, number: Number, step: StepNumber) -> Any:
    actor, job = one_job(request, community, number)
    check_writes(request)
    actions.tick_step(actor=actor, job=job, number=step)
    return Status(204, None)


@router.post(ONE + "/steps/{step}/answer", response={200: JobDetail, **PROBLEMS}, summary="Answer a step")
def answer_step(
    request: HttpRequest, community: Slug, number: Number, step: StepNumber, payload: AnswerIn
) -> Any:
    """What does not pass opens at once what the procedure says. The same answer again changes nothing."""
    actor, job = one_job(request, community, number)
    check_writes(request)
    told: dict[str, Any] = {"actor": actor, "job": job, "number": step, "words": payload.words}
    if payload.result == "failed":
        step_actions.fail_step(**told)
    elif payload.result == "skipped":
        step_actions.skip_step(**told)
    else:
        step_actions.answer_step(**told, answer=payload.answer)
    return detail_out(job)


@router.post(ONE + "/steps/{step}/photo", response={200: JobDetail, **PROBLEMS}, summary="A photo of a step")
def add_step_photo(
    request: HttpRequest, community: Slug, number: Number, step: StepNumber, payload: PhotoIn
) -> Any:
    actor, job = one_job(request, community, number)
    check_writes(request)
    photo = uploaded(payload.photo)
    step_actions.add_step_photos(actor=actor, job=job, number=step, photos=[photo])
    return detail_out(job)


@router.post(
    ONE + "/steps/{step}/no-photo",
    response={200: JobDetail, **PROBLEMS},
    summary="Why no photo of a step could be taken",
)
def explain_no_photo(
    request: HttpRequest, community: Slug, number: Number, step: StepNumber, payload: NoPhotoIn
) -> Any:
    actor, job = one_job(request, community, number)
    check_writes(request)
    step_actions.explain_no_photo(actor=actor, job=job, number=step, words=payload.words)
    return detail_out(job)


@router.post(
    ONE + "/sign-off",
    response={200: JobDetail, **PROBLEMS},
    summary="The resident signs on the worker's phone",
)
def sign_off(request: HttpRequest, community: Slug, number: Number, payload: SignOffIn) -> Any:
    actor, job = one_job(request, community, number)
    check_writes(request)
    if payload.absent:
        sign_actions.leave_sign_off(actor=actor, job=job)
    else:
        sign_actions.sign_off(
            actor=actor,
            job=job,
            name=payload.name,
            opinion=payload.opinion,
            words=payload.words,
            signature=[drawn(payload.signature)],
        )
    return detail_out(job)


@router.post(ONE + "/parts", response={201: JobDetail, **PROBLEMS}, summary="A part went in")
def use_part(
    request: HttpRequest, community: Slug, number: Number, payload: PartIn, key: IdempotencyKey = ""
) -> Any:
    actor, job = one_job(request, community, number)
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
    return step_of(request, community, number, actions.finish_job, words=payload.words)


def one_job(request: HttpRequest, community: str, number: str) -> tuple[Any, Any]:
    actor, standing = standing_at(request, community)
    return actor, queries.job_for(actor, standing.community_id, number)


def step_of(request: HttpRequest, community: str, number: str, step: Any, **more: Any) -> Any:
    actor, job = one_job(request, community, number)
    check_writes(request)
    return job_out(step(actor=actor, job=job, **more))
