"""Open requests that tell perhaps of the same thing as another: by text, place, time and category.

What is near comes by index first, see ``_near``; ``learning.rules.alike`` says how alike it is.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.ids import first_id_at
from anju.learning.rules.alike import ALIKE, LOOK_BACK, Told, likeness
from anju.places.choices import PlaceKind
from anju.requests.choices import RequestState
from anju.requests.models import Request
from anju.requests.queries import requests_for

if TYPE_CHECKING:
    from anju.places.models import Place
    from anju.standards.models import Category

MOST_ALIKE = 6
MOST_COMPARED = 200
ELSEWHERE_WITHIN = timedelta(hours=12)  # a cut of water is told from many buildings within hours


def likely_duplicates(actor: Actor, request: Request) -> list[Request]:
    """Open requests from before that tell perhaps of the same thing, the likeliest first, see ``duplicates_at``."""
    return duplicates_at(
        actor, request.place, request.category, words=request.words, at=request.opened_at, but=request.id
    )


def duplicates_at(
    actor: Actor,
    place: "Place",
    category: "Category | None",
    *,
    words: str = "",
    at: datetime | None = None,
    but: int | None = None,
) -> list[Request]:
    """What a new request with these words there would perhaps repeat, as far as the actor sees it.

    ``at`` is now if None, ``but`` an id left out.
    """
    at = at or clock.now()
    found = _near(requests_for(actor, place.community_id), place, category, at)
    return _likeliest(found if but is None else found.exclude(id=but), place, category, words, at)


def known_to_residents(
    actor: Actor, place: "Place", category: "Category | None", words: str
) -> list[Request]:
    """The same for who is about to report: only one's own, and those about public areas. Whose the latter are and
    what they wrote is not for showing."""
    now, own = clock.now(), actor.person_in(place.community_id)
    mine = Q(reporter_id=own) if own is not None else Q(pk__in=[])
    every = Request.objects.of(place.community_id).filter(sealed=False)
    found = _near(every, place, category, now).filter(mine | Q(place__kind=PlaceKind.AREA))
    return _likeliest(found, place, category, words, now)


def _near(
    every: QuerySet[Request], place: "Place", category: "Category | None", at: datetime
) -> QuerySet[Request]:
    """Open ones of the last days at the place or in its building, and lately of the same category anywhere."""
    near = Q(place_id=place.id)
    building_id = place.building_id or (place.id if place.kind == PlaceKind.BUILDING else None)
    if building_id:
        near |= Q(place__building_id=building_id) | Q(place_id=building_id)
    if category is not None:
        near |= Q(category_id=category.id, id__gte=first_id_at(at - ELSEWHERE_WITHIN))
    found = every.filter(
        near, state__in=[RequestState.NEW, RequestState.OPEN], id__gte=first_id_at(at - LOOK_BACK)
    )
    return found.select_related("place", "reporter", "category").order_by("-id")


def _likeliest(
    found: QuerySet[Request], place: "Place", category: "Category | None", words: str, at: datetime
) -> list[Request]:
    asked = Told(words, category.code if category else "", place.id, place.building_id)
    scored = []
    for row in found[:MOST_COMPARED]:
        told = Told(row.words, row.category.code, row.place_id, row.place.building_id)
        scored.append((likeness(asked, told, at - row.opened_at), row))
    alike = sorted((one for one in scored if one[0] >= ALIKE), key=lambda one: (-one[0], one[1].id))
    return [row for _score, row in alike[:MOST_ALIKE]]
