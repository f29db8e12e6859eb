"""Where the plan gets its people from: who is on duty for these posts, and who may do what."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from anju.people.queries import posts_of, staff_with_grant
from anju.team.queries import on_duty
from anju.work.queries import Lack, lack_of

if TYPE_CHECKING:
    from anju.people.models import Person
    from anju.standards.models import Category


def technicians_on_duty(community_id: int, posts: Collection[str], at: datetime) -> "list[Person]":
    """The persons of these posts who are on duty at ``at`` and can be sent."""
    able = {person.id for person in staff_with_grant(community_id, "work.do")}
    return [person for person in on_duty(community_id, posts, at) if person.id in able]


def able_for(
    community_id: int, person_ids: Collection[int], categories: "Collection[Category]"
) -> dict[int, frozenset[int]]:
    """By category id: who of the persons holds its post and lacks none of its skills and papers."""
    held = posts_of(community_id, list(person_ids))
    able = {}
    for category in {one.id: one for one in categories}.values():
        lacks = lack_of(community_id, person_ids, category)
        able[category.id] = frozenset(
            person_id
            for person_id in person_ids
            if category.responder_post in held[person_id] and lacks[person_id] == Lack()
        )
    return able
