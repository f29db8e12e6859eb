"""Mass incidents over the API: which run, opening, telling everybody, ending."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from anju.incidents import actions, queries
from anju.incidents.choices import IncidentState
from anju.kernel.api import (
    NO_NUL,
    PROBLEMS,
    Given,
    IdempotencyKey,
    IdText,
    Line,
    Name,
    Number,
    Slug,
    as_id,
    check_writes,
    made_once,
    standing_at,
)
from anju.places.queries import place_for
from anju.standards.queries import category_for

router = Router()
ONE = "/communities/{community}/incidents/{number}"
Told = Annotated[str, Field(min_length=4, max_length=500, pattern=NO_NUL)]


class IncidentOut(Schema):
    """``places`` is empty where it is felt in the whole community."""

    number: str
    title: str
    words: str
    party: str
    state: IncidentState
    planned: bool
    starts: AwareDatetime
    expected_end: AwareDatetime | None
    ended_at: AwareDatetime | None
    places: list[str]
    categories: list[str]


class OpenIn(Given):
    title: Annotated[str, Field(min_length=2, max_length=60, pattern=NO_NUL)]
    words: Told
    categories: Annotated[list[Line], Field(min_length=1, max_length=20)]
    place_ids: Annotated[list[IdText], Field(max_length=200)] = []
    party: Name = ""
    starts: AwareDatetime | None = None
    expected_end: AwareDatetime | None = None


class UpdateIn(Given):
    words: Told
    expected_end: AwareDatetime | None = None


class EndIn(Given):
    words: Told


def incident_out(incident: Any) -> dict[str, Any]:
    own = {
        name: getattr(incident, name)
        for name in IncidentOut.model_fields
        if name not in {"places", "categories"}
    }
    return {
        **own,
        "places": [place.label for place in queries.places_of(incident)],
        "categories": [category.code for category in queries.categories_of(incident)],
    }


@router.get(
    "/communities/{community}/incidents", response={200: list[IncidentOut], **PROBLEMS}, summary="Incidents"
)
def list_incidents(
    request: HttpRequest,
    community: Slug,
    wanted: Annotated[Literal["live", "over"], Query()] = "live",
) -> Any:
    """The newest fifty: those that run or are planned, or those that ended (with the grant `requests.see`)."""
    actor, standing = standing_at(request, community)
    rows = queries.incident_rows(actor, standing.community_id, over=wanted == "over")
    return [incident_out(row) for row, _reports in rows[: queries.ROWS]]


@router.get(ONE, response={200: IncidentOut, **PROBLEMS}, summary="One incident")
def read_incident(request: HttpRequest, community: Slug, number: Number) -> Any:
    actor, standing = standing_at(request, community)
    return incident_out(queries.incident_told(actor, standing.community_id, number))


@router.post(
    "/communities/{community}/incidents", response={201: IncidentOut, **PROBLEMS}, summary="Open one"
)
def open_one(request: HttpRequest, community: Slug, payload: OpenIn, key: IdempotencyKey = "") -> Any:
    actor, standing = standing_at(request, community)
    actor.check("incidents.manage", standing.community_id)
    check_writes(request)

    def create() -> Any:
        told = payload.dict()
        places = [place_for(actor, standing.community_id, as_id(one)) for one in told.pop("place_ids")]
        categories = [category_for(standing.community_id, code) for code in told.pop("categories")]
        return actions.open_incident(
            actor=actor, community_id=standing.community_id, places=places, categories=categories, **told
        )

    def find(community_id: int, incident_id: int) -> Any:
        return queries.incident_with_id(actor, community_id, incident_id)

    return Status(201, incident_out(made_once(request, key, payload.dict(), create, find)))


@router.post(ONE + "/updates", response={200: IncidentOut, **PROBLEMS}, summary="Tell everybody what is new")
def update(request: HttpRequest, community: Slug, number: Number, payload: UpdateIn) -> Any:
    return _act(request, community, number, actions.update_incident, **payload.dict())


@router.post(ONE + "/end", response={200: IncidentOut, **PROBLEMS}, summary="It is over")
def end(request: HttpRequest, community: Slug, number: Number, payload: EndIn) -> Any:
    return _act(request, community, number, actions.end_incident, **payload.dict())


@router.post(ONE + "/call-off", response={200: IncidentOut, **PROBLEMS}, summary="It did not happen")
def call_off(request: HttpRequest, community: Slug, number: Number, payload: EndIn) -> Any:
    return _act(request, community, number, actions.call_off_incident, **payload.dict())


def _act(request: HttpRequest, community: str, number: str, act: Any, **more: Any) -> Any:
    actor, standing = standing_at(request, community)
    found = queries.incident_told(actor, standing.community_id, number)
    actor.check("incidents.manage", standing.community_id)
    check_writes(request)
    act(actor=actor, incident=found, **more)
    return incident_out(queries.incident_told(actor, standing.community_id, number))
