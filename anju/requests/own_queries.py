"""What somebody sees of the requests they reported themselves, signed in or by the secret link."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.kernel.ids import first_id_at
from anju.requests.choices import OPEN_STATES, RequestState
from anju.requests.clock_queries import open_holds
from anju.requests.models import Request
from anju.requests.queries import working_on
from anju.requests.sentences import Sentence, sentence_of
from anju.work.quotes.queries import waiting_quotes

if TYPE_CHECKING:
    from anju.places.models import Community

ROWS = 20
# A duplicate runs as long as what it is handled with.
_RUNNING = Q(state__in=OPEN_STATES) | Q(state=RequestState.MERGED, merged_into__state__in=OPEN_STATES)


def my_requests(
    actor: Actor,
    community_id: int,
    *,
    running: bool,
    after: int | None = None,
    before: int | None = None,
    most: int = ROWS,
) -> list[Request]:
    """The actor's own requests that run, or that ended, newest first. ``after``: older than the row with this id;
    ``before``: the page of newer ones."""
    mine = _mine(actor, community_id)
    mine = mine.filter(_RUNNING) if running else mine.exclude(_RUNNING)
    if before is not None:
        return list(mine.filter(id__gt=before).order_by("id")[:most])[::-1]
    if after is not None:
        mine = mine.filter(id__lt=after)
    return list(mine.order_by("-id")[:most])


def my_running(actor: Actor, community_id: int, most: int) -> list[Request]:
    """What runs for the actor, for their home page: first what waits for their word, then the newest."""
    asked_first = Case(
        When(state=RequestState.DONE, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    found = _mine(actor, community_id).filter(_RUNNING).annotate(turn=asked_first)
    return list(found.order_by("turn", "-id")[:most])


def my_request(actor: Actor, community_id: int, number: str) -> Request:
    """One's own request; those of others are not found, whatever one may see elsewhere."""
    found = _mine(actor, community_id).filter(number=number).first()
    if found is None:
        raise NotFound()
    return found


def request_made(community_id: int, request_id: int) -> Request:
    """The request with this id, without a check: for a door whose caller holds the key that made it."""
    return _whole(Request.objects.of(community_id)).get(id=request_id)


def request_followed(token: str) -> Request:
    """The request behind a follow link; ``NotFound`` when there is none or the link has run out."""
    found = Request.objects.across().filter(follow_token=token, follow_until__gt=clock.now())
    request = _whole(found).select_related("community", *_JOINED).first()
    if request is None:
        raise NotFound()
    return request


def community_of_ended_link(token: str) -> "Community | None":
    """The community whose follow link this was before it ran out; None for a link that never was."""
    found = Request.objects.across().filter(follow_token=token, follow_until__lte=clock.now())
    request = found.select_related("community").first()
    return request.community if request else None


def requests_followed(tokens: Sequence[str], community_id: int) -> list[Request]:
    """Those of the follow links that still open, in one community, newest first."""
    found = Request.objects.of(community_id).filter(follow_token__in=tokens, follow_until__gt=clock.now())
    return list(_whole(found).order_by("-id")) if tokens else []


def requests_shown(
    community_id: int,
    *,
    filed_by: int | None,
    groups: Sequence[str] = (),
    numbers: Sequence[str] | None = None,
    codes: Sequence[str] = (),
    states: Sequence[str] = (),
    first: datetime | None = None,
    last: datetime | None = None,
    skip: int = 0,
    most: int = 1000,
) -> list[Request]:
    """For who looks from outside, newest first: what was filed by that person, and what is in public areas of the
    given groups of the catalogue. With ``numbers`` those requests and no others, wherever they are: the caller shows
    of them only what anybody may know."""
    found = Request.objects.of(community_id).select_related(
        *_JOINED, "place__building", "reporter", "filed_by"
    )
    if numbers is not None:
        return list(found.filter(number__in=numbers).order_by("-id")[:most])
    public = Q(place__kind="area", category__parent__code__in=list(groups))
    mine = Q(reporter_id=filed_by) | Q(filed_by_id=filed_by) if filed_by is not None else Q()
    found = found.filter(public | mine)
    if codes:
        found = found.filter(category__code__in=list(codes))
    if states:
        found = found.filter(state__in=list(states))
    if first is not None:  # an id is never older than its request was opened, so it narrows the index
        found = found.filter(opened_at__gte=first, id__gte=first_id_at(first))
    if last is not None:
        found = found.filter(opened_at__lte=last)
    return list(found.order_by("-id")[skip : skip + most])


def sentences_of(requests: Sequence[Request]) -> dict[int, Sentence]:
    """How each of the requests (of one community, read by this module) stands, by id; two queries for all."""
    if not requests:
        return {}
    asked = [one.merged_into or one for one in requests]
    jobs = working_on(requests[0].community_id, [one.id for one in asked])
    holds = open_holds(requests[0].community_id, [one.id for one in asked])
    quotes = waiting_quotes(
        requests[0].community_id, [job.id for one in requests for job in jobs.get(one.id, [])]
    )
    told = {
        one.id: sentence_of(
            one,
            jobs.get(one.id, []),
            hold=holds.get(one.id),
            quote=next((quotes[job.id] for job in jobs.get(one.id, []) if job.id in quotes), None),
        )
        for one in asked
    }
    return {
        one.id: sentence_of(one, into=told[one.merged_into_id]) if one.merged_into_id else told[one.id]
        for one in requests
    }


_JOINED = ("place", "category", "taken_by", "merged_into__place", "merged_into__category")


def _whole(found: QuerySet[Request]) -> QuerySet[Request]:
    return found.select_related(*_JOINED)


def _mine(actor: Actor, community_id: int) -> QuerySet[Request]:
    return _whole(Request.objects.of(community_id).filter(reporter_id=actor.at(community_id).person_id))
