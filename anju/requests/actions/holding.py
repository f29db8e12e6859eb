"""Letting the clock stand and go on: for a listed reason, naming who is waited for, never longer than was said."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.errors import Refused
from anju.kernel.events import record
from anju.kernel.text import clean, clean_line
from anju.requests import events, rules
from anju.requests.actions.keeping import check_deals_with, locked, reckon
from anju.requests.choices import HoldState, Word
from anju.requests.clock_queries import open_hold
from anju.requests.models import Hold, Request, RequestJob
from anju.standards.choices import RESIDENTS_SIDE
from anju.standards.rules import check_hold
from anju.work.actions import release_job

if TYPE_CHECKING:
    from anju.kernel.events import Recorded


def hold_request(
    *,
    actor: Actor,
    request: Request,
    reason: str,
    party: str = "",
    until: datetime | None,
    words: str = "",
    said_by: str = "",
) -> Hold:
    """Let the clock stand until ``until`` at the latest. ``Invalid`` names what is missing (``rules.check_hold``).

    Where the resident is waited for, their word is needed: ``said_by`` names who gave it by phone or at the door;
    without it they are asked, and the clock runs until they agree.
    """
    check_deals_with(actor, request)
    check_hold(reason, party, until, clock.now())
    assert until is not None
    with transaction.atomic():
        request = locked(request)
        rules.check_may("hold", request)
        return _begin(
            actor,
            request,
            since=clock.now(),
            until=until,
            reason=reason,
            party=clean_line(party, field="party", most=60),
            words=clean(words, field="words", most=200),
            said_by=clean_line(said_by, field="said_by", most=60),
        )


def note_hold_of_job(*, event: "Recorded[Any]", job: Any) -> None:
    """The technician let a job of a request stand: the request's clock stands with it, from that moment. Safe to run
    twice."""
    with transaction.atomic():
        request = _of_job(event.community_id, job.id)
        if request is None or not rules.may("hold", request) or _is_known(request, event.at):
            return
        present = open_hold(request)
        if present is not None:
            _end(SYSTEM, request, present, event.at)
        _begin(
            SYSTEM,
            request,
            since=event.at,
            until=datetime.fromisoformat(event.facts["until"]),
            reason=event.facts["reason"],
            party=job.held_for,
            words=job.held_words,
            said_by=job.held_said_by,
            asked_by=event.person_id,
        )


def agree_to_hold(*, actor: Actor, request: Request) -> Hold:
    """The resident agrees that the clock stands, from now on."""
    with transaction.atomic():
        request = locked(request)
        rules.check_is_reporter(actor, request, clock.now())
        hold = _open_or_refused(request, HoldState.ASKED)
        if hold.until <= clock.now():
            raise Refused(_("说好的时间已经过了，不用再同意。"))
        hold.state, hold.word, hold.since = HoldState.RUNNING, Word.TAPPED, clock.now()
        hold.save()
        _tell_held(actor, request, hold)
    return hold


def decline_hold(*, actor: Actor, request: Request) -> Hold:
    """The resident does not agree, or never said so: the hold does not count, also not what has passed of it."""
    with transaction.atomic():
        request = locked(request)
        rules.check_is_reporter(actor, request, clock.now())
        hold = open_hold(request)
        if hold is None or hold.reason not in RESIDENTS_SIDE:
            raise Refused(_("现在没有在等您的同意。"))
        hold.state, hold.ended_at = HoldState.VOID, clock.now()
        hold.save()
        request.held_until = None
        record(events.RequestHoldDeclined(hold_id=hold.id), actor=actor, about=request)
        _release(request)
        reckon(request)
    return hold


def resume_request(*, actor: Actor, request: Request) -> Hold:
    """What was waited for is there: the clock goes on now. An asked-for hold is taken back."""
    check_deals_with(actor, request)
    with transaction.atomic():
        request = locked(request)
        hold = _open_or_refused(request)
        end_hold(actor, request, hold, clock.now())
        reckon(request)
    return hold


def note_resumed_job(*, event: "Recorded[Any]") -> None:
    """The technician goes on with the job. Safe to run twice."""
    with transaction.atomic():
        request = _of_job(event.community_id, event.about_id)
        hold = open_hold(request) if request else None
        if request is None or hold is None or (hold.since is not None and hold.since > event.at):
            return
        _end(SYSTEM, request, hold, event.at, asked=event.person_id)
        reckon(request)


def end_open_hold(actor: Actor, request: Request) -> None:
    """End what is held or asked for, because the request ends; the caller saves."""
    hold = open_hold(request)
    if hold is not None:
        end_hold(actor, request, hold, clock.now())


def end_hold(actor: Actor, request: Request, hold: Hold, at: datetime) -> None:
    """End a hold at the moment (never behind its own end) and let the jobs go on; the caller reckons."""
    _end(actor, request, hold, at)
    _release(request)


def _end(actor: Actor, request: Request, hold: Hold, at: datetime, *, asked: int | None = None) -> None:
    if hold.state == HoldState.ASKED:
        hold.state, hold.ended_at = HoldState.VOID, at
        hold.save()
        record(events.RequestHoldDeclined(hold_id=hold.id), actor=actor, about=request)
        return
    ended = min(at, hold.until)
    hold.state, hold.ended_at = HoldState.ENDED, ended
    hold.save()
    request.held_until = None
    fact = events.RequestResumed(hold_id=hold.id, at=ended, by_itself=hold.until <= at, person_id=asked)
    record(fact, actor=actor, about=request)


def _begin(
    actor: Actor,
    request: Request,
    *,
    since: datetime,
    until: datetime,
    reason: str,
    party: str,
    words: str,
    said_by: str,
    asked_by: int | None = None,
) -> Hold:
    present = open_hold(request)
    if present is not None:
        raise Refused(
            _("已经暂停了，先恢复再重新说明原因。")
            if present.state == HoldState.RUNNING
            else _("已经问过住户，正在等答复。")
        )
    residents = reason in RESIDENTS_SIDE
    waits = residents and not said_by
    hold = Hold(
        community_id=request.community_id,
        request=request,
        reason=reason,
        party=party,
        words=words,
        said_by=said_by,
        state=HoldState.ASKED if waits else HoldState.RUNNING,
        word=Word.WAITING if waits else Word.SAID if residents else Word.NOT_NEEDED,
        asked_at=since,
        asked_by_id=asked_by or actor.person_in(request.community_id),
        since=None if waits else since,
        until=until,
    )
    hold.save()
    if waits:
        fact = events.RequestHoldAsked(hold_id=hold.id, reason=reason, until=until)
        record(fact, actor=actor, about=request)
        reckon(request)
    else:
        _tell_held(actor, request, hold)
    return hold


def _tell_held(actor: Actor, request: Request, hold: Hold) -> None:
    assert hold.since is not None
    request.held_until = hold.until
    record(
        events.RequestHeld(
            hold_id=hold.id, reason=hold.reason, since=hold.since, until=hold.until, word=hold.word
        ),
        actor=actor,
        about=request,
    )
    reckon(request)


def _open_or_refused(request: Request, state: HoldState | None = None) -> Hold:
    hold = open_hold(request)
    if hold is None or (state is not None and hold.state != state):
        raise Refused(_("现在没有暂停。") if state is None else _("现在没有在等您的同意。"))
    return hold


def _is_known(request: Request, since: datetime) -> bool:
    return Hold.objects.of(request.community_id).filter(request=request, asked_at=since).exists()


def _release(request: Request) -> None:
    """Let the jobs go on that a technician let stand."""
    links = RequestJob.objects.of(request.community_id).filter(request=request)
    for link in links.select_related("job").order_by("job_id"):
        release_job(job=link.job)


def _of_job(community_id: int, job_id: int) -> Request | None:
    link = RequestJob.objects.of(community_id).filter(job_id=job_id).select_related("request").first()
    return locked(link.request) if link else None
