"""Where the plan gets its people from: who is here today for these posts, and who may do what."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from anju.people.queries import posts_of, staff_with_grant

if TYPE_CHECKING:
    from anju.people.models import Person


def technicians_on_duty(community_id: int, posts: Collection[str], at: datetime) -> "list[Person]":
    """The persons of these posts who can be sent on the day of ``at``."""
    able = staff_with_grant(community_id, "work.do")
    held = posts_of(community_id, [person.id for person in able])
    return [person for person in able if set(posts) & set(held[person.id])]


def able_for(
    community_id: int, person_ids: Collection[int], posts: Collection[str]
) -> dict[str, frozenset[int]]:
    """By post: who of the persons may be sent to its kinds of work."""
    held = posts_of(community_id, list(person_ids))
    return {
        post: frozenset(person_id for person_id in person_ids if post in held[person_id]) for post in posts
    }
