"""Return visits over the API: the lists, one visit, taking it over, a try, the figures."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from anju.kernel.api import NO_NUL, PROBLEMS, Given, Slug, check_writes, standing_at
from anju.kernel.ids import MAX_ID
from anju.voice import actions, queries
from anju.voice.choices import Outcome, VisitAnswer, VisitState, Why

router = Router()
ONE = "/communities/{community}/visits/{visit}"
VisitId = Annotated[int, Path(ge=1, le=MAX_ID)]


class VisitOut(Schema):
    """``percent`` is how likely the visit was, ``drawn`` what was drawn from ``seed`` in hundredths of a percent:
    below ``percent`` × 100 a visit is made. ``answer`` is empty where nobody was reached."""

    id: str
    request: str
    round: int
    state: VisitState
    reasons: list[Why]
    percent: int
    drawn: int
    seed: str
    visitor_id: str | None
    due_at: datetime | None
    next_at: datetime | None
    tries: int
    answer: VisitAnswer | Literal[""]
    words: str
    done_at: datetime | None


class TryIn(Given):
    """``answer`` is needed when the person was reached; "unsaid" when they did not want to say."""

    outcome: Outcome
    answer: VisitAnswer | Literal[""] = ""
    words: Annotated[str, Field(max_length=1000, pattern=NO_NUL)] = ""


class AnswerOut(Schema):
    answer: VisitAnswer
    count: int
    percent: int | None = Field(None, description="null while fewer than thirty have answered")


class StatisticsOut(Schema):
    """The last thirty days. Who was not reached is in none of the answers."""

    closed: int
    chosen: int
    due: int
    late: int
    answered: int
    unreached: int
    answers: list[AnswerOut]


def visit_out(visit: Any) -> dict[str, Any]:
    plain = ("round", "state", "reasons", "percent", "drawn", "seed", "due_at", "next_at", "tries")
    return {
        **{name: getattr(visit, name) for name in (*plain, "answer", "words", "done_at")},
        "id": str(visit.id),
        "request": visit.request.number,
        "visitor_id": str(visit.visitor_id) if visit.visitor_id else None,
    }


@router.get(
    "/communities/{community}/visits", response={200: list[VisitOut], **PROBLEMS}, summary="Return visits"
)
def list_visits(
    request: HttpRequest,
    community: Slug,
    wanted: Annotated[Literal["due", "mine", "done", "unreached", "spared"], Query()] = "due",
    before: Annotated[int | None, Query(ge=1, le=MAX_ID, description="id of the last one you have")] = None,
) -> Any:
    """Those to be made by when they are due (at most 200); the others newest first, fifty at a time."""
    actor, standing = standing_at(request, community)
    found = queries.list_visits(actor, standing.community_id, wanted, before=before)
    return [visit_out(visit) for visit in found]


@router.get(
    "/communities/{community}/visit-figures",
    response={200: StatisticsOut, **PROBLEMS},
    summary="What was answered, each answer apart",
)
def read_statistics(request: HttpRequest, community: Slug) -> Any:
    actor, standing = standing_at(request, community)
    found = queries.statistics_for(actor, standing.community_id)
    return {**vars(found), "answers": [vars(one) for one in found.answers]}


@router.get(ONE, response={200: VisitOut, **PROBLEMS}, summary="One return visit")
def read_visit(request: HttpRequest, community: Slug, visit: VisitId) -> Any:
    return visit_out(_one(request, community, visit)[1])


@router.post(ONE + "/take", response={200: VisitOut, **PROBLEMS}, summary="Take it over")
def take(request: HttpRequest, community: Slug, visit: VisitId) -> Any:
    actor, found = _one(request, community, visit)
    check_writes(request)
    return visit_out(actions.take_visit(actor=actor, visit=found))


@router.post(ONE + "/tries", response={200: VisitOut, **PROBLEMS}, summary="A try, and what was said")
def note_try(request: HttpRequest, community: Slug, visit: VisitId, payload: TryIn) -> Any:
    actor, found = _one(request, community, visit)
    check_writes(request)
    return visit_out(actions.note_try(actor=actor, visit=found, **payload.dict()))


def _one(request: HttpRequest, community: str, visit: int) -> tuple[Any, Any]:
    actor, standing = standing_at(request, community)
    return actor, queries.visit_for(actor, standing.community_id, visit)
