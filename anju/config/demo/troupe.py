"""The demo's people as actors, as they stand in the database."""

from functools import lru_cache
from typing import Any

from anju.config.demo.life import Troupe
from anju.kernel.actor import Actor, Standing
from anju.people.queries import households_of, staff_holding
from anju.people.rules import POSTS, grants_of
from anju.places.queries import areas_of


@lru_cache(maxsize=4)
def troupe_of(community_id: int, slug: str) -> Troupe:
    """Residents with a phone, the desk, its leader, the crew by post, the public areas by kind."""
    by_post = {
        post: [_actor(community_id, slug, person, post) for person in staff_holding(community_id, [post])]
        for post in POSTS
    }
    areas: dict[str, list[Any]] = {}
    for area in areas_of(community_id):
        areas.setdefault(area.area_kind, []).append(area)
    areas["LIFT_LOBBY"] = areas.get("CORRIDOR", [])
    residents = [
        (_resident(community_id, slug, role), role.person, role.home)
        for role in households_of(community_id)
        if role.person.phone
    ]
    agents = by_post["CS_AGENT"] or by_post["STEWARD"]
    return Troupe(
        community_id=community_id,
        residents=residents,
        agents=agents,
        leader=(by_post["CS_LEADER"] or agents)[0],
        crew={post: crew for post, crew in by_post.items() if crew and "work.do" in POSTS[post].grants},
        areas=areas,
    )


def _actor(community_id: int, slug: str, person: Any, post: str) -> Actor:
    standing = Standing(
        community_id, slug, slug, person_id=person.id, grants=grants_of([post]), posts=(post,)
    )
    return Actor(kind="person", account_id=person.account_id, label=person.name, standings=(standing,))


def _resident(community_id: int, slug: str, role: Any) -> Actor:
    standing = Standing(community_id, slug, slug, person_id=role.person_id, places=frozenset({role.home_id}))
    return Actor(
        kind="person", account_id=role.person.account_id, label=role.person.name, standings=(standing,)
    )
