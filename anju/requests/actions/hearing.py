"""What follows for a request from the events of its jobs, and from silence."""

from datetime import datetime

from django.db import transaction

from anju.kernel import clock
from anju.kernel.actor import SYSTEM
from anju.kernel.events import history, record
from anju.requests import events, rules
from anju.requests.actions.answering import open_jobs
from anju.requests.actions.following import reopen
from anju.requests.actions.holding import end_open_hold
from anju.requests.actions.keeping import keep, keep_message, locked
from anju.requests.choices import RequestState, Verdict, VerdictVia
from anju.requests.models import Message, Request, RequestJob
from anju.work.queries import follow_ups_of, jobs_named, signed_off


def note_arrival(*, community_id: int, job_id: int, at: datetime) -> None:
    """Somebody arrived for a job of a request: the promise to be there is kept at ``at``. Safe to run twice."""
    with transaction.atomic():
        request = _of_job(community_id, job_id)
        if request is None or request.arrived_at is not None or request.state != RequestState.OPEN:
            return
        request.arrived_at = at
        keep(request)
        record(events.RequestArrived(job_id=job_id), actor=SYSTEM, about=request)


def note_secured(*, community_id: int, job_id: int, at: datetime) -> None:
    """The danger is under control: that promise is kept at ``at``. Safe to run twice."""
    with transaction.atomic():
        request = _of_job(community_id, job_id)
        if request is None or request.safe_at is not None or request.state != RequestState.OPEN:
            return
        request.safe_at = at
        keep(request)
        record(events.RequestSecured(job_id=job_id), actor=SYSTEM, about=request)


def note_finished_job(*, community_id: int, job_id: int, at: datetime) -> None:
    """A job of a request is finished: when it was the last open one, the reporter is asked. Safe to run twice."""
    with transaction.atomic():
        request = _of_job(community_id, job_id)
        if request is None:
            return
        _link_follow_ups(request, job_id)
        if request.state != RequestState.OPEN or open_jobs(request):
            return
        # work that was done is not yet an answer to a complaint, a suggestion or a praise
        if request.by_outcome or request.kind in rules.SETTLED_ABOVE:
            return
        if _was_told(request, job_id):
            return
        end_open_hold(SYSTEM, request)
        request.state, request.finished_at = RequestState.DONE, at
        keep(request)
        record(events.RequestFinished(job_id=job_id), actor=SYSTEM, about=request)


def note_follow_up(*, community_id: int, job_id: int) -> None:
    """A step of a job of a request opened a job: that belongs to the request too. Safe to run twice."""
    with transaction.atomic():
        request = _of_job(community_id, job_id)
        if request is not None:
            _link_follow_ups(request, job_id)


def note_sign_off(*, community_id: int, job_id: int, sign_off_id: int, at: datetime) -> None:
    """The resident signed on the phone of who did it: their word counts, and where it was said is kept.

    Only while they are still asked: a job may be open yet, or they have answered themselves. Safe to run twice.
    """
    note_finished_job(community_id=community_id, job_id=job_id, at=at)
    with transaction.atomic():
        request = _of_job(community_id, job_id)
        if request is None or request.state != RequestState.DONE or _was_judged(request, sign_off_id):
            return
        signed = signed_off(community_id, sign_off_id)
        words = keep_message(SYSTEM, request, Message.Side.REPORTER, signed.words) if signed.words else None
        request.verdict, request.verdict_via = signed.opinion, VerdictVia.DOER
        fact = events.RequestJudged(
            verdict=signed.opinion, message_id=words.id if words else None, sign_off_id=sign_off_id
        )
        record(fact, actor=SYSTEM, about=request)
        if signed.opinion in rules.CLOSING_VERDICTS:
            request.state, request.closed_at = RequestState.CLOSED, clock.now()
            request.save()
            record(events.RequestClosed(verdict=signed.opinion), actor=SYSTEM, about=request)
        else:
            reopen(SYSTEM, request, signed.opinion, None)


def close_silent(*, community_id: int, request_id: int) -> None:
    """Nobody answered the question for a week: close it, and write down silence, never satisfaction."""
    with transaction.atomic():
        request = locked(Request(community_id=community_id, id=request_id))
        overdue = request.finished_at is not None and clock.now() >= request.finished_at + rules.SILENCE_AFTER
        if request.state != RequestState.DONE or not overdue:
            return
        request.state, request.verdict, request.closed_at = RequestState.CLOSED, Verdict.SILENT, clock.now()
        request.verdict_via = ""
        request.save()
        record(events.RequestClosed(verdict=Verdict.SILENT), actor=SYSTEM, about=request)


def pass_on_request(*, community_id: int, request_id: int) -> None:
    """What was said has reached whom it was for: that ends it, and is kept as just that. Safe to run twice."""
    with transaction.atomic():
        request = locked(Request(community_id=community_id, id=request_id))
        if request.state not in (RequestState.NEW, RequestState.OPEN, RequestState.DONE):
            return
        now = clock.now()
        request.state, request.verdict, request.closed_at = RequestState.CLOSED, Verdict.PASSED, now
        request.answered_at, request.finished_at = request.answered_at or now, request.finished_at or now
        request.due_at = None
        request.save()
        record(events.RequestClosed(verdict=Verdict.PASSED), actor=SYSTEM, about=request)


def _was_told(request: Request, job_id: int) -> bool:
    """Whether this job's end was counted before (and the request perhaps re-opened since)."""
    told = history(request.community_id, [(request._meta.label_lower, request.id)])
    return any(
        event.kind == events.RequestFinished.kind and event.facts["job_id"] == job_id for event in told
    )


def _was_judged(request: Request, sign_off_id: int) -> bool:
    told = history(request.community_id, [(request._meta.label_lower, request.id)])
    return any(event.facts.get("sign_off_id") == sign_off_id for event in told)


def _link_follow_ups(request: Request, job_id: int) -> None:
    for follow_id in follow_ups_of(request.community_id, [job_id]):
        _link, new = RequestJob.objects.of(request.community_id).get_or_create(
            job_id=follow_id, defaults={"request": request}
        )
        if new:
            number = jobs_named(request.community_id, [follow_id])[follow_id].number
            fact = events.RequestDispatched(job_id=follow_id, job_number=number)
            record(fact, actor=SYSTEM, about=request)


def _of_job(community_id: int, job_id: int) -> Request | None:
    link = RequestJob.objects.of(community_id).filter(job_id=job_id).select_related("request").first()
    return locked(link.request) if link else None
