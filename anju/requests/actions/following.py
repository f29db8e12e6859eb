"""What the reporter does: write, urge, cancel, say what they think of the result, re-open."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.kernel.files import check_photos, keep_photos
from anju.kernel.text import clean
from anju.requests import events, rules
from anju.requests.actions.answering import open_jobs
from anju.requests.actions.holding import end_open_hold
from anju.requests.actions.keeping import keep, keep_message, locked, reckon
from anju.requests.actions.watching import AGAIN, AGAIN_CLIMBS, call_at_once
from anju.requests.choices import RequestState, Verdict, VerdictVia
from anju.requests.models import Message, Request
from anju.requests.queries import check_not_about, signed_job_of
from anju.work import sign_actions as work_signing
from anju.work.actions import cancel_job


def comment_request(
    *, actor: Actor, request: Request, words: str, photos: Sequence[UploadedFile] = ()
) -> Message:
    """The reporter writes."""
    words = clean(words, field="words", most=1000, least=1)
    images = check_photos(photos)
    with transaction.atomic():
        request = locked(request)
        rules.check_is_reporter(actor, request, clock.now())
        rules.check_may("comment", request)
        message = keep_message(actor, request, Message.Side.REPORTER, words)
        keep_photos(images, actor=actor, about=request, purpose=f"m{message.id}")
        record(events.RequestCommented(message_id=message.id), actor=actor, about=request)
    return message


def urge_request(*, actor: Actor, request: Request) -> Request:
    """The reporter presses; at most every half hour."""
    with transaction.atomic():
        request = locked(request)
        rules.check_is_reporter(actor, request, clock.now())
        rules.check_may_urge(request, clock.now())
        request.urged, request.urged_at = request.urged + 1, clock.now()
        request.save()
        record(events.RequestUrged(times=request.urged), actor=actor, about=request)
    return request


def cancel_request(*, actor: Actor, request: Request, words: str = "") -> Request:
    """The reporter no longer needs it; open jobs are called off, unless somebody is already at the place."""
    words = clean(words, field="words", most=300)
    with transaction.atomic():
        request = locked(request)
        rules.check_is_reporter(actor, request, clock.now())
        rules.check_may("cancel", request)
        jobs = open_jobs(request)
        if any(job.state == "arrived" for job in jobs):
            raise Refused(_("师傅已经到现场了，请当面说一声，或等处理完再确认。"))
        for job in jobs:
            cancel_job(actor=SYSTEM, job=job)
        message = keep_message(actor, request, Message.Side.REPORTER, words) if words else None
        end_open_hold(actor, request)
        request.state, request.closed_at = RequestState.CANCELLED, clock.now()
        keep(request)
        record(
            events.RequestCancelled(message_id=message.id if message else None), actor=actor, about=request
        )
    return request


def judge_request(*, actor: Actor, request: Request, verdict: str, words: str = "") -> Request:
    """The reporter's word on the result. Only "solved" closes; messy, half and not bring somebody back.

    Staff with ``requests.answer`` may write down what the reporter said by phone.
    """
    if verdict not in rules.CLOSING_VERDICTS | rules.REOPENING_VERDICTS:
        raise Invalid(fields={"verdict": _("请选一个最接近的。")})
    words = clean(words, field="words", most=500)
    with transaction.atomic():
        request = locked(request)
        for_reporter = _check_may_speak(actor, request)
        rules.check_may("judge", request)
        message = keep_message(actor, request, Message.Side.REPORTER, words) if words else None
        message_id = message.id if message else None
        request.verdict = verdict
        request.verdict_via = VerdictVia.STAFF if for_reporter else VerdictVia.OWN
        record(
            events.RequestJudged(verdict=verdict, message_id=message_id, for_reporter=for_reporter),
            actor=actor,
            about=request,
        )
        if verdict in rules.CLOSING_VERDICTS:
            request.state, request.closed_at = RequestState.CLOSED, clock.now()
            request.save()
            record(events.RequestClosed(verdict=verdict), actor=actor, about=request)
        else:
            reopen(actor, request, verdict, None)  # the words stand with the verdict
    return request


def reopen_request(
    *,
    actor: Actor,
    request: Request,
    words: str = "",
    verdict: str = Verdict.NOT,
    via: VerdictVia | None = None,
) -> Request:
    """It is not mended after all: one tap within 30 days. The first due time stays.

    ``verdict`` says how far it is mended, ``via`` where that was said (a return visit); else who speaks tells it.
    """
    if verdict not in rules.REOPENING_VERDICTS:
        raise Invalid(fields={"verdict": _("请选一个最接近的。")})
    words = clean(words, field="words", most=500)
    with transaction.atomic():
        request = locked(request)
        for_reporter = _check_may_speak(actor, request)
        rules.check_may_reopen(request, clock.now())
        message = keep_message(actor, request, Message.Side.REPORTER, words) if words else None
        request.verdict = verdict
        request.verdict_via = via or (VerdictVia.STAFF if for_reporter else VerdictVia.OWN)
        reopen(actor, request, verdict, message.id if message else None)
    return request


def contest_sign_off(*, actor: Actor, request: Request) -> Request:
    """The reporter did not sign what was signed in their name: the verdict that came with it is void, and what it has
    closed is open again. Where nothing was signed, or they have spoken themselves since, nothing is re-opened."""
    with transaction.atomic():
        request = locked(request)
        _check_may_speak(actor, request)
        signed = signed_job_of(request)
        if signed is None:
            raise Refused(_("这件事没有签过字，或者已经告诉过我们了。"))
        stands = request.verdict_via == VerdictVia.DOER
        if stands and request.state == RequestState.CLOSED:
            rules.check_may_reopen(request, clock.now())
        work_signing.contest_sign_off(actor=actor, job=signed)
        if stands:
            request.verdict = request.verdict_via = ""
            if request.state == RequestState.CLOSED:
                reopen(actor, request, "", None)
            else:
                request.save(update_fields=["verdict", "verdict_via"])
    return request


def _check_may_speak(actor: Actor, request: Request) -> bool:
    """Whether staff speaks for the reporter; ``NotFound`` or ``NotAllowed`` for anybody else."""
    if rules.is_reporter(actor, request, clock.now()):
        return False
    if actor.kind in ("person", "token") and actor.may("requests.answer", request.community_id):
        check_not_about(actor, request)
        return True
    rules.check_is_reporter(actor, request, clock.now())
    return False


def reopen(actor: Actor, request: Request, verdict: str, message_id: int | None) -> None:
    """Open it again; the first due time stays. Inside the action's transaction."""
    request.state, request.reopened = RequestState.OPEN, request.reopened + 1
    request.finished_at = request.closed_at = request.arrived_at = None
    record(
        events.RequestReopened(times=request.reopened, verdict=verdict, message_id=message_id),
        actor=actor,
        about=request,
    )
    reckon(request)
    if request.reopened >= AGAIN_CLIMBS:
        call_at_once(request, AGAIN)
