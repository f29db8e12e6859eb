"""Praise: of one request, in one person's file, and whom it may be for."""

from datetime import timedelta
from typing import TYPE_CHECKING

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.people.queries import posts_of, staff_holding
from anju.people.rules import POSTS, post_title
from anju.proposals.models import Praise, Signing
from anju.requests.queries import workers_known_to
from anju.standards.choices import RequestKind

if TYPE_CHECKING:
    from anju.people.models import Person
    from anju.requests.models import Request

PRAISES = 30
LATELY = timedelta(days=60)
MOST_LIKELY = 4


def staff_of(community_id: int) -> "list[Person]":
    """All who hold a post today."""
    return staff_holding(community_id, list(POSTS))


def candidates_for(request: "Request", *, only_known: bool = False) -> "list[tuple[Person, str]]":
    """Whom the praise may be for, each with the post: first whose name stands in the words, then who worked for that
    home or person lately, then (unless ``only_known``) all the staff."""
    known = workers_known_to(request, since=clock.now() - LATELY, most=MOST_LIKELY)
    staff = staff_of(request.community_id)
    named = [one for one in staff if one.name in request.words]
    found = {one.id: one for one in [*named, *known, *([] if only_known else staff)]}
    if request.reporter_id is not None:
        found.pop(request.reporter_id, None)
    posts = posts_of(request.community_id, list(found))
    return [(one, post_title(next(iter(posts[one.id]), ""))) for one in found.values() if posts.get(one.id)]


def is_signed(request: "Request") -> bool:
    """Whether the author is named: their word, else yes for who signed in, no for who reported without an account."""
    said = (
        Signing.objects.of(request.community_id)
        .filter(request=request)
        .values_list("signed", flat=True)
        .first()
    )
    return request.reporter_id is not None if said is None else said


def author_of(request: "Request") -> str:
    """The author's name as the praised may read it; "" where they stay unnamed."""
    if not is_signed(request):
        return ""
    return request.reporter.name if request.reporter is not None else request.guest_name


def praise_of_request(request: "Request") -> list[Praise]:
    if request.kind != RequestKind.PRAISE:
        return []
    found = Praise.objects.of(request.community_id).filter(request=request)
    return list(found.select_related("person").order_by("id"))


def praises_for(
    actor: Actor, community_id: int, *, after: int | None = None, most: int = PRAISES
) -> list[Praise]:
    """What the actor was praised for, newest first."""
    person_id = actor.at(community_id).person_id
    return _newest(community_id, person_id, after, most) if person_id is not None else []


def praise_of_person(actor: Actor, community_id: int, person_id: int, *, most: int = PRAISES) -> list[Praise]:
    """The praise in a person's file, for who sees people and requests."""
    actor.check("people.see", community_id)
    actor.check("requests.see", community_id)
    return _newest(community_id, person_id, None, most)


def praises_named(community_id: int, praise_id: int) -> Praise:
    found = Praise.objects.of(community_id).filter(id=praise_id)
    praise = found.select_related("person", "request__reporter").first()
    if praise is None:
        raise NotFound()
    return praise


def _newest(community_id: int, person_id: int, after: int | None, most: int) -> list[Praise]:
    found = Praise.objects.of(community_id).filter(person_id=person_id)
    if after is not None:
        found = found.filter(id__lt=after)
    return list(found.select_related("request").order_by("-id")[:most])
