"""People over the API: who am I, and finding a person."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from anju.kernel.api import PROBLEMS, Limit, Search, Slug, standing_at
from anju.people import queries
from anju.people.rules import mask_phone

router = Router()


class StandingOut(Schema):
    community: str
    person_id: str | None
    posts: list[str]
    grants: list[str]
    home_ids: list[str]


class MeOut(Schema):
    kind: str
    name: str
    standings: list[StandingOut]


class PersonOut(Schema):
    id: str
    name: str
    phone: str


@router.get("/me", response={200: MeOut, **PROBLEMS}, summary="Who you are here")
def read_me(request: HttpRequest) -> Any:
    actor = request.actor  # type: ignore[attr-defined]
    return {
        "kind": actor.kind,
        "name": actor.label,
        "standings": [
            {
                "community": standing.slug,
                "person_id": str(standing.person_id) if standing.person_id else None,
                "posts": list(standing.posts),
                "grants": sorted(standing.grants),
                "home_ids": sorted(str(place) for place in standing.places),
            }
            for standing in actor.standings
        ],
    }


@router.get(
    "/communities/{community}/people", response={200: list[PersonOut], **PROBLEMS}, summary="Find a person"
)
def find_people(request: HttpRequest, community: Slug, q: Search, limit: Limit = 20) -> Any:
    """By name, pinyin initials, phone tail, plate or room. Phone numbers are masked."""
    actor, standing = standing_at(request, community)
    actor.check("people.see", standing.community_id)
    found = queries.search_people(actor, [standing.community_id], q, limit)
    return [
        {"id": str(person.id), "name": person.name, "phone": mask_phone(person.phone)} for person in found
    ]
