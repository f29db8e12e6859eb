"""The people of a job over the API: candidates with reasons, the pool, handing over, lending a hand, time; and the way
a community sends people."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from anju.kernel.api import (
    NO_NUL,
    PROBLEMS,
    Given,
    IdempotencyKey,
    IdPath,
    IdText,
    Number,
    Slug,
    as_id,
    check_writes,
    made_once,
    standing_at,
)
from anju.work import actions, queries
from anju.work.api import ONE, JobOut, RefuseIn, job_out, one_job, step_of
from anju.work.choices import DispatchMode, HandoverState

router = Router()
DISPATCH = "/communities/{community}/dispatch"
Minutes = Annotated[int, Field(ge=1, le=1440)]
Note = Annotated[str, Field(min_length=2, max_length=300, pattern=NO_NUL)]


class ReasonOut(Schema):
    words: str
    tone: Annotated[str, Field(description="run speaks for, calm is as usual, wait and late speak against")]


class CandidateOut(Schema):
    """Somebody the job could go to; the first of the list is suggested. ``may_go`` false: no valid paper."""

    person_id: str
    name: str
    posts: list[str]
    open_jobs: int
    may_go: bool
    lacks_skills: list[str]
    lacks_papers: list[str]
    on_duty: bool
    next_duty: datetime | None
    buildings_apart: int | None
    been_there: int
    reasons: list[ReasonOut]


class HandoverOut(Schema):
    giver_id: str
    taker_id: str
    words: str
    state: HandoverState
    at: datetime


class LabourOut(Schema):
    """Somebody's time on the job in whole minutes, with what was corrected."""

    person_id: str
    name: str
    minutes: int
    is_running: bool
    corrected: int


class TogetherOut(Schema):
    mates: list[str]
    handover: HandoverOut | None
    labour: list[LabourOut]


class HandoverIn(Given):
    taker_id: IdText
    words: Note


class MateIn(Given):
    person_id: IdText


class CorrectionIn(Given):
    person_id: IdText
    minutes: Annotated[int, Field(ge=-600, le=600, description="to add; negative to take away; not 0")]
    words: Annotated[str, Field(min_length=2, max_length=200, pattern=NO_NUL)]


class Dispatch(Schema):
    """The way jobs find their person, and within how many minutes an answer is expected."""

    mode: DispatchMode
    p1_minutes: Minutes
    p2_minutes: Minutes
    p3_minutes: Minutes
    p4_minutes: Minutes


class DispatchIn(Given):
    mode: DispatchMode
    p1_minutes: Minutes
    p2_minutes: Minutes
    p3_minutes: Minutes
    p4_minutes: Minutes


def candidate_out(one: Any) -> dict[str, Any]:
    plain = ("name", "posts", "open_jobs", "may_go", "on_duty", "next_duty", "been_there")
    return {
        **{name: getattr(one, name) for name in plain},
        "person_id": str(one.person_id),
        "lacks_skills": list(one.lacks_skills),
        "lacks_papers": list(one.lacks_papers),
        "buildings_apart": one.apart,
        "reasons": [{"words": reason.words, "tone": reason.tone} for reason in one.reasons],
    }


def handover_out(one: Any) -> dict[str, Any]:
    ids = {"giver_id": str(one.giver_id), "taker_id": str(one.taker_id)}
    return {**ids, "words": one.words, "state": one.state, "at": one.at}


def together_out(job: Any) -> dict[str, Any]:
    handover = queries.handover_of(job)
    return {
        "mates": [str(mate.person_id) for mate in queries.mates_of(job)],
        "handover": handover_out(handover) if handover else None,
        "labour": [
            {
                "person_id": str(one.person_id),
                "name": one.name,
                "minutes": one.minutes,
                "is_running": one.is_running,
                "corrected": sum(correction.minutes for correction in one.corrections),
            }
            for one in queries.labour_of(job)
        ],
    }


@router.get(
    "/communities/{community}/pool", response={200: list[JobOut], **PROBLEMS}, summary="What you could take"
)
def read_pool(request: HttpRequest, community: Slug) -> Any:
    """The waiting jobs you are able to do, most pressing first; empty where jobs are not grabbed."""
    actor, standing = standing_at(request, community)
    return [job_out(job) for job in queries.pool_for(actor, standing.community_id)]


@router.post(
    "/communities/{community}/pool/{number}/grab",
    response={200: JobOut, **PROBLEMS},
    summary="Take a waiting job; the first has it",
)
def grab(request: HttpRequest, community: Slug, number: Number) -> Any:
    actor, standing = standing_at(request, community)
    check_writes(request)
    job = queries.job_to_grab(actor, standing.community_id, number)
    return job_out(actions.grab_job(actor=actor, job=job))


@router.get(
    ONE + "/candidates", response={200: list[CandidateOut], **PROBLEMS}, summary="Who could go, and why"
)
def list_candidates(request: HttpRequest, community: Slug, number: Number) -> Any:
    actor, job = one_job(request, community, number)
    actor.check("work.assign", job.community_id)
    return [candidate_out(one) for one in queries.candidates_for_job(job)]


@router.get(
    ONE + "/together", response={200: TogetherOut, **PROBLEMS}, summary="Who is on it, and their time"
)
def read_together(request: HttpRequest, community: Slug, number: Number) -> Any:
    return together_out(one_job(request, community, number)[1])


@router.post(
    ONE + "/hand-over", response={201: HandoverOut, **PROBLEMS}, summary="Ask a colleague to carry on"
)
def propose_handover(
    request: HttpRequest, community: Slug, number: Number, payload: HandoverIn, key: IdempotencyKey = ""
) -> Any:
    """It stays with who has it until the colleague accepts."""
    actor, job = one_job(request, community, number)
    check_writes(request)

    def create() -> Any:
        taker_id = as_id(payload.taker_id)
        return actions.propose_handover(actor=actor, job=job, taker_id=taker_id, words=payload.words)

    made = made_once(request, key, payload.dict(), create, queries.handover_named)
    return Status(201, handover_out(made))


@router.post(ONE + "/hand-over/accept", response={200: JobOut, **PROBLEMS}, summary="Carry on with it")
def accept_handover(request: HttpRequest, community: Slug, number: Number) -> Any:
    return step_of(request, community, number, actions.accept_handover)


@router.post(
    ONE + "/hand-over/decline", response={200: JobOut, **PROBLEMS}, summary="Cannot, with the reason"
)
def decline_handover(request: HttpRequest, community: Slug, number: Number, payload: RefuseIn) -> Any:
    return step_of(request, community, number, actions.decline_handover, words=payload.words)


@router.post(ONE + "/hand-over/withdraw", response={200: JobOut, **PROBLEMS}, summary="No longer ask")
def withdraw_handover(request: HttpRequest, community: Slug, number: Number) -> Any:
    return step_of(request, community, number, actions.withdraw_handover)


@router.post(ONE + "/mates", response={200: TogetherOut, **PROBLEMS}, summary="Ask somebody to lend a hand")
def add_mate(request: HttpRequest, community: Slug, number: Number, payload: MateIn) -> Any:
    actor, job = one_job(request, community, number)
    check_writes(request)
    actions.add_mate(actor=actor, job=job, person_id=as_id(payload.person_id))
    return together_out(job)


@router.post(
    ONE + "/mates/{person_id}/remove", response={204: None, **PROBLEMS}, summary="No longer lends a hand"
)
def remove_mate(request: HttpRequest, community: Slug, number: Number, person_id: IdPath) -> Any:
    actor, job = one_job(request, community, number)
    check_writes(request)
    actions.remove_mate(actor=actor, job=job, person_id=as_id(person_id))
    return Status(204, None)


@router.post(ONE + "/labour/pause", response={200: TogetherOut, **PROBLEMS}, summary="Stop your time on it")
def pause_labour(request: HttpRequest, community: Slug, number: Number) -> Any:
    return _clock(request, community, number, actions.pause_labour)


@router.post(ONE + "/labour/resume", response={200: TogetherOut, **PROBLEMS}, summary="Start your time on it")
def resume_labour(request: HttpRequest, community: Slug, number: Number) -> Any:
    """What runs for you on another job stops."""
    return _clock(request, community, number, actions.resume_labour)


@router.post(
    ONE + "/labour/corrections", response={201: TogetherOut, **PROBLEMS}, summary="Correct somebody's time"
)
def correct_labour(
    request: HttpRequest, community: Slug, number: Number, payload: CorrectionIn, key: IdempotencyKey = ""
) -> Any:
    actor, job = one_job(request, community, number)
    check_writes(request)

    def create() -> Any:
        given = {**payload.dict(), "person_id": as_id(payload.person_id)}
        return actions.correct_labour(actor=actor, job=job, **given)

    made_once(request, key, payload.dict(), create, queries.correction_named)
    return Status(201, together_out(job))


@router.get(DISPATCH, response={200: Dispatch, **PROBLEMS}, summary="How jobs find their person")
def read_dispatch(request: HttpRequest, community: Slug) -> Any:
    actor, standing = standing_at(request, community)
    actor.check("work.assign", standing.community_id)
    return queries.dispatch_rules(standing.community_id)


@router.post(DISPATCH, response={200: Dispatch, **PROBLEMS}, summary="Change how jobs find their person")
def change_dispatch(request: HttpRequest, community: Slug, payload: DispatchIn) -> Any:
    actor, standing = standing_at(request, community)
    check_writes(request)
    minutes = {f"P{number}": getattr(payload, f"p{number}_minutes") for number in range(1, 5)}
    return actions.change_dispatch(
        actor=actor, community_id=standing.community_id, mode=payload.mode, minutes=minutes
    )


def _clock(request: HttpRequest, community: str, number: str, step: Any) -> Any:
    actor, job = one_job(request, community, number)
    check_writes(request)
    step(actor=actor, job=job)
    return together_out(job)
