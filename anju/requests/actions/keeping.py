"""What all actions on a request share: its row lock, its words, its clock."""

from datetime import datetime

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.requests import rules
from anju.requests.clock_queries import promise_now
from anju.requests.models import Message, Request, RequestJob
from anju.requests.queries import check_not_about
from anju.standards.rules import ladder_of
from anju.work.actions import retime_job


def locked(request: Request) -> Request:
    """The request as it stands now, locked until the transaction ends."""
    rows = Request.objects.of(request.community_id).select_for_update(of=("self",))
    return rows.select_related("category", "place", "reporter").get(id=request.id)


def check_deals_with(actor: Actor, request: Request, grant: str = "requests.answer") -> None:
    """Raise unless the actor may deal with it: by the grant, and only if it is not about themselves."""
    actor.check(grant, request.community_id)
    check_not_about(actor, request)


def check_reported(actor: Actor, request: Request) -> None:
    """``NotFound`` for anybody but who reported it, signed in or by the link."""
    rules.check_is_reporter(actor, request, clock.now())


def keep_message(actor: Actor, request: Request, side: str, words: str, *, internal: bool = False) -> Message:
    return Message.objects.of(request.community_id).create(
        request=request,
        side=side,
        person_id=actor.person_in(request.community_id),
        words=words,
        internal=internal,
        at=clock.now(),
    )


def keep(request: Request) -> None:
    """Save the request after a step that changed how it stands: what is due next, and when to look at it again."""
    request.due_at = rules.next_due(request)
    request.check_at = next_check(request)
    request.save()


def reckon(request: Request) -> None:
    """Reckon the due times anew from the history, save them and give them to the open jobs.

    What is kept already keeps the time it was due at.
    """
    promise = promise_now(request, clock.now())
    if request.answered_at is None:
        request.answer_by = promise.answer_by
    if request.arrived_at is None:
        request.arrive_by = promise.arrive_by
    if request.safe_at is None:
        request.safe_by = promise.safe_by
    if request.by_outcome and request.priority not in ("P1", "P2"):
        request.arrive_by = None  # what is judged by words promises nobody at the place
    request.finish_by = promise.finish_by
    request.unknown_year = promise.unknown_year
    keep(request)
    for link in RequestJob.objects.of(request.community_id).filter(request=request).select_related("job"):
        retime_job(
            job=link.job,
            arrive_by=request.arrive_by,
            safe_by=request.safe_by,
            finish_by=request.finish_by,
        )


def next_check(request: Request) -> datetime | None:
    """When the clock wants a look: where a hold ends, else the first rung of the next promise's ladder."""
    if request.held_until is not None:
        return request.held_until
    step = rules.next_step(request)
    if step is None or request.due_at is None:
        return None
    rungs = ladder_of(request.category, request.priority, step, begun=request.opened_at, due=request.due_at)
    return max(rungs[0].at, clock.now())
