"""People over the API: who am I, and finding a person."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from anju.kernel.api import PROBLEMS, IdPath, Limit, Search, Slug, as_id, standing_at
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
    """``phone`` is masked; ``homes`` and ``posts`` are those of today, in words."""

    id: str
    name: str
    phone: str
    homes: list[str]
    posts: list[str]


class ResidentOut(Schema):
    person_id: str
    name: str
    phone: str
    role: str


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
        {
            "id": str(person.id),
            "name": person.name,
            "phone": person.masked,
            "homes": person.homes,
            "posts": person.posts,
        }
        for person in found
    ]


@router.get(
    "/communities/{community}/people/{person_id}", response={200: PersonOut, **PROBLEMS}, summary="One person"
)
def read_person(request: HttpRequest, community: Slug, person_id: IdPath) -> Any:
    actor, standing = standing_at(request, community)
    person = queries.person_for(actor, standing.community_id, as_id(person_id))
    held = queries.holdings_of(person)
    return {
        "id": str(person.id),
        "name": person.name,
        "phone": mask_phone(person.phone),
        "homes": [f"{home.place} {home.title}" for home in held.homes if home.holds],
        "posts": [post.title for post in held.posts if post.holds],
    }


@router.get(
    "/communities/{community}/places/{place_id}/people",
    response={200: list[ResidentOut], **PROBLEMS},
    summary="Who lives in a home or owns it",
)
def read_household(request: HttpRequest, community: Slug, place_id: IdPath) -> Any:
    actor, standing = standing_at(request, community)
    home = queries.home_seen_by(actor, standing.community_id, as_id(place_id))
    return [
        {"person_id": str(one.person_id), "name": one.name, "phone": one.phone, "role": one.role}
        for one in queries.household_for(actor, standing.community_id, home.id)
    ]
