"""Watching promises: who is told before one is missed and after, never twice, and nobody outside their hours unless
there is danger."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from anju.kernel import clock
from anju.kernel.actor import SYSTEM
from anju.kernel.events import history, record
from anju.people.queries import staff_holding
from anju.requests import events, rules
from anju.requests.actions.holding import end_hold
from anju.requests.actions.keeping import locked, reckon
from anju.requests.clock_queries import open_hold
from anju.requests.models import Request
from anju.standards.choices import Priority
from anju.standards.rules import ladder_of
from anju.team.queries import next_on_duty, on_duty

if TYPE_CHECKING:
    from anju.people.models import Person

DANGER, AGAIN = "danger", "again"
AGAIN_CLIMBS = 3  # facts §9: on the third re-opening
SECURITY_LEADER, MANAGER = "SEC_LEADER", "PM"
LATEST_LOOK = timedelta(days=1)  # when nobody is on duty for as long as the plan says


def check_promise(*, community_id: int, request_id: int) -> None:
    """Look at a request whose time has come: end a hold that is over, or tell whose turn it is. Safe to run twice."""
    with transaction.atomic():
        request = locked(Request(community_id=community_id, id=request_id))
        now = clock.now()
        if request.check_at is None or request.check_at > now:
            return
        hold = open_hold(request)
        if hold is not None and hold.since is not None:
            if hold.until <= now:
                end_hold(SYSTEM, request, hold, now)
                reckon(request)
            return
        if hold is not None and hold.until <= now:  # was asked for, and nobody said yes
            end_hold(SYSTEM, request, hold, now)
        request.check_at = _climb(request, now)
        request.save(update_fields=["check_at"])


def reckon_again(*, community_id: int, request_id: int) -> None:
    """Reckon the due times anew because hours or holidays changed. Safe to run twice."""
    with transaction.atomic():
        request = locked(Request(community_id=community_id, id=request_id))
        if rules.next_step(request) is None and request.unknown_year is None:
            return
        before = [by for _step, by, _kept in rules.promises(request)]
        reckon(request)
        if before != [by for _step, by, _kept in rules.promises(request)]:
            record(events.RequestRetimed(), actor=SYSTEM, about=request)


def call_at_once(request: Request, rung: str) -> None:
    """Tell everybody of the ladder now: words of danger, or re-opened for the third time."""
    posts = {request.category.escalate_post, MANAGER}
    if rung == DANGER:
        posts |= {request.category.responder_post, SECURITY_LEADER}
    step = rules.next_step(request) or ""
    people = _hearers(request, posts - {""}, clock.now(), whatever_hour=True)
    _tell(request, step, rung, request.due_at or clock.now(), people)


def _climb(request: Request, now: datetime) -> datetime | None:
    """Tell the highest rung that is reached and was not told; answers when to look again (None: nothing is left)."""
    step = rules.next_step(request)
    if step is None or request.due_at is None:
        return None
    rungs = ladder_of(request.category, request.priority, step, begun=request.opened_at, due=request.due_at)
    told = _told(request, step)
    left = [rung for rung in rungs if rung.name not in told]
    reached = [rung for rung in left if rung.at <= now]
    if reached:
        posts = {post for rung in reached for post in rung.posts}
        people = _hearers(request, posts, now, whatever_hour=request.priority == Priority.P1)
        if not people:
            begins = next_on_duty(request.community_id, posts, now)
            return max(begins or now + LATEST_LOOK, now + timedelta(minutes=1))
        for rung in reached:
            _tell(request, step, rung.name, request.due_at, people if rung is reached[-1] else [])
    return next((rung.at for rung in left if rung.at > now), None)


def _told(request: Request, step: str) -> set[str]:
    """The rungs that were told of the present promise of the step. A promise that moved by more than a hold's shortest
    length is a new one."""
    assert request.due_at is not None
    due = request.due_at
    return {
        event.facts["rung"]
        for event in history(request.community_id, [(request._meta.label_lower, request.id)])
        if event.kind == events.RequestClimbed.kind
        and event.facts["step"] == step
        and abs(datetime.fromisoformat(event.facts["due"]) - due) < timedelta(minutes=1)
    }


def _hearers(
    request: Request, posts: Collection[str], at: datetime, *, whatever_hour: bool
) -> "list[Person]":
    """Who of the posts hears it: those on duty now; in danger all who hold them."""
    found = {person.id: person for person in on_duty(request.community_id, posts, at)}
    if whatever_hour:
        found |= {person.id: person for person in staff_holding(request.community_id, posts)}
    return list(found.values())


def _tell(request: Request, step: str, rung: str, due: datetime, people: "list[Person]") -> None:
    fact = events.RequestClimbed(step=step, rung=rung, due=due, told=[person.id for person in people])
    record(fact, actor=SYSTEM, about=request)
