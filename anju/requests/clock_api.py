"""The clock of a request over the API: read it step by step, let it stand, let it go on."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from anju.kernel import clock
from anju.kernel.api import NO_NUL, PROBLEMS, Given, Name, Number, Slug, check_writes
from anju.requests import actions
from anju.requests.api import ONE, RequestOut, one_of, request_out
from anju.requests.clock_queries import holds_of, steps_now
from anju.standards.choices import HoldReason

router = Router()


class StepClock(Schema):
    """One promised step. ``run`` and ``left`` are seconds of open time; ``due`` is when they will have run out."""

    step: str
    minutes: int | None
    calendar: str | None
    run: int
    left: int | None
    due: datetime | None
    kept_at: datetime | None


class HoldOut(Schema):
    reason: HoldReason
    party: str
    state: str
    word: str
    asked_at: datetime
    since: datetime | None
    until: datetime
    ended_at: datetime | None


class ClockOut(Schema):
    """``unknown_year`` names a year whose holidays are missing: what leads into it has no due time."""

    at: datetime
    held_until: datetime | None
    unknown_year: int | None
    steps: list[StepClock]
    holds: list[HoldOut]


class HoldIn(Given):
    """``said_by`` names who of the home gave their word, where the home is waited for; without it they are asked."""

    reason: HoldReason
    until: AwareDatetime
    party: Name = ""
    said_by: Name = ""
    words: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""


@router.get(
    ONE + "/clock", response={200: ClockOut, **PROBLEMS}, summary="The clock, recomputed from the history"
)
def read_clock(request: HttpRequest, community: Slug, number: Number) -> Any:
    _actor, found = one_of(request, community, number)
    now = clock.now()
    return {
        "at": now,
        "held_until": found.held_until,
        "unknown_year": found.unknown_year,
        "steps": steps_now(found, now),
        "holds": [{name: getattr(hold, name) for name in HoldOut.model_fields} for hold in holds_of(found)],
    }


@router.post(ONE + "/hold", response={200: RequestOut, **PROBLEMS}, summary="Let the clock stand")
def hold(request: HttpRequest, community: Slug, number: Number, payload: HoldIn) -> Any:
    return _after(request, community, number, actions.hold_request, **payload.dict())


@router.post(ONE + "/resume", response={200: RequestOut, **PROBLEMS}, summary="Let the clock go on")
def resume(request: HttpRequest, community: Slug, number: Number) -> Any:
    return _after(request, community, number, actions.resume_request)


@router.post(
    ONE + "/agree", response={200: RequestOut, **PROBLEMS}, summary="Agree to a hold as the reporter"
)
def agree(request: HttpRequest, community: Slug, number: Number) -> Any:
    return _after(request, community, number, actions.agree_to_hold)


@router.post(
    ONE + "/decline", response={200: RequestOut, **PROBLEMS}, summary="Decline a hold as the reporter"
)
def decline(request: HttpRequest, community: Slug, number: Number) -> Any:
    return _after(request, community, number, actions.decline_hold)


def _after(request: HttpRequest, community: str, number: str, act: Any, **more: Any) -> Any:
    actor, found = one_of(request, community, number)
    check_writes(request)
    act(actor=actor, request=found, **more)
    return request_out(one_of(request, community, number)[1])
