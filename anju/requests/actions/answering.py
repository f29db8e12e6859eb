"""What the staff does with a request: take it on, answer, classify, dispatch, merge, say it is done."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.kernel.files import check_photos, keep_photos
from anju.kernel.text import clean
from anju.people import actions as people_actions
from anju.requests import events, rules
from anju.requests.actions.holding import end_open_hold
from anju.requests.actions.keeping import check_deals_with, keep, keep_message, locked, reckon
from anju.requests.beside import barred_from
from anju.requests.choices import RequestState
from anju.requests.clock_queries import plain_terms
from anju.requests.models import Message, Request, RequestJob
from anju.requests.queries import concerned_in, previous_doers
from anju.standards.choices import Priority
from anju.standards.queries import calendars_of, terms_now
from anju.work.actions import cancel_job, open_job

if TYPE_CHECKING:
    from anju.standards.models import Category
    from anju.work.models import Job


def take_request(*, actor: Actor, request: Request) -> Request:
    """Take it on by name; this counts as the first answer."""
    check_deals_with(actor, request)
    with transaction.atomic():
        request = locked(request)
        rules.check_may("take", request)
        _open(actor, request)
        keep(request)
        record(events.RequestTaken(priority=request.priority), actor=actor, about=request)
    return request


def answer_request(
    *, actor: Actor, request: Request, words: str, photos: Sequence[UploadedFile] = ()
) -> Message:
    """Write to the reporter. The first answer takes the request on."""
    check_deals_with(actor, request)
    words = clean(words, field="words", most=1000, least=1)
    images = check_photos(photos)
    with transaction.atomic():
        request = locked(request)
        rules.check_may("answer", request)
        if request.state == RequestState.NEW:
            _open(actor, request)
            keep(request)
        message = keep_message(actor, request, Message.Side.STAFF, words)
        keep_photos(images, actor=actor, about=request, purpose=f"m{message.id}")
        record(events.RequestAnswered(message_id=message.id), actor=actor, about=request)
    return message


def add_note(*, actor: Actor, request: Request, words: str) -> Message:
    """Write a note that only the staff sees."""
    check_deals_with(actor, request)
    words = clean(words, field="words", most=1000, least=1)
    with transaction.atomic():
        request = locked(request)
        message = keep_message(actor, request, Message.Side.STAFF, words, internal=True)
        record(events.RequestNoted(message_id=message.id), actor=actor, about=request)
    return message


def show_phone(*, actor: Actor, request: Request) -> str:
    """The reporter's whole number, to call back; it is kept that the actor saw it. Empty where none was left."""
    check_deals_with(actor, request, "people.see_phone")
    if request.reporter is not None:
        return people_actions.show_phone(actor=actor, person=request.reporter)
    with transaction.atomic():
        record(events.RequestPhoneShown(), actor=actor, about=request)
    return request.guest_phone


def classify_request(*, actor: Actor, request: Request, category: "Category", priority: str) -> Request:
    """Put it under another category or priority. What has run stays run and what was held stays held; from now on the
    new terms hold, by the service level it was promised by."""
    check_deals_with(actor, request)
    if priority not in Priority.values:
        raise Invalid(fields={"priority": _("没有这个级别。")})
    if category.community_id != request.community_id or not category.priority:
        raise Invalid(fields={"category": _("请选一个具体的类别。")})
    with transaction.atomic():
        request = locked(request)
        rules.check_may("classify", request)
        before = (request.category.code, request.priority)
        if before == (category.code, priority):
            return request
        terms = terms_now(
            category,
            priority,
            request.place,
            at=clock.now(),
            calendars=calendars_of(request.community_id),
            level=request.level,
        )
        request.category, request.kind, request.priority = category, category.kind, priority
        request.save(update_fields=["category", "kind", "priority"])  # what hears of it reads it
        record(
            events.RequestClassified(
                category=category.code,
                priority=priority,
                before_category=before[0],
                before_priority=before[1],
                terms=plain_terms(terms),
            ),
            actor=actor,
            about=request,
        )
        reckon(request)
    return request


def dispatch_request(
    *,
    actor: Actor,
    request: Request,
    assignee_id: int | None = None,
    words: str = "",
    jobs_seen: int | None = None,
    despite: str = "",
) -> "Job":
    """Open a job for it, and give it to somebody at once if ``assignee_id`` is set. Several jobs are possible.

    ``jobs_seen`` is how many jobs the actor saw when they decided: ``Refused`` when a colleague has opened one
    meanwhile, so that two people at two desks do not send two technicians. ``despite`` is as in ``assign_job``; who
    is complained about is never sent (``beside.barred_from``).
    """
    check_deals_with(actor, request, "work.assign")
    words = clean(words, field="words", most=500)
    if request.sealed and not words:
        raise Invalid(fields={"words": _("请写清楚要做什么：要保密的事，原话和报事人都不会写到工单上。")})
    if assignee_id is not None and assignee_id in concerned_in(request.community_id, request.id):
        raise Refused(_("这件事说的就是他，请派给别的同事。"))
    with transaction.atomic():
        request = locked(request)
        rules.check_may("dispatch", request)
        jobs = RequestJob.objects.of(request.community_id).filter(request=request).count()
        if jobs_seen is not None and jobs != jobs_seen:
            raise Refused(_("您看的时候，同事刚刚派了单。请先看一下，再决定要不要加派。"))
        if request.state == RequestState.NEW:
            _open(actor, request)
            keep(request)
        rules.check_may_send(request, assignee_id, previous_doers(request))
        job = open_job(
            actor=actor,
            community_id=request.community_id,
            title=request.category.name,
            words=words if request.sealed else "\n".join(part for part in (request.words, words) if part),
            place=request.place,
            category=request.category,
            priority=request.priority,
            arrive_by=request.arrive_by,
            safe_by=request.safe_by,
            finish_by=request.finish_by,
            assignee_id=assignee_id,
            barred=barred_from(request) | concerned_in(request.community_id, request.id),
            despite=despite,
            level=request.level,
            **_shared_with_crew(request),
        )
        RequestJob.objects.of(request.community_id).create(request=request, job=job)
        record(events.RequestDispatched(job_id=job.id, job_number=job.number), actor=actor, about=request)
    return job


def _shared_with_crew(request: Request) -> dict[str, Any]:
    """Who asked and when it suits, for the worker; nothing of a sealed one."""
    if request.sealed:
        return {}
    contact = request.reporter
    return {
        "contact_name": contact.name if contact else request.guest_name,
        "contact_phone": contact.phone if contact else request.guest_phone,
        "wish": request.wish,
        "resident_id": request.reporter_id,
        "source": (request._meta.label_lower, request.id),
    }


def finish_request(
    *, actor: Actor, request: Request, words: str, grant: str = "requests.answer", asks: bool = True
) -> Request:
    """Say with a reason that it is done, when no job is under way; the reporter has the last word.

    ``grant`` is that of an app above which settles such a request in its own way; without it those are refused, as is
    what is ended by an outcome only (see ``conclude_request``). Without ``asks`` the notice does not ask for the last
    word, where so many are concerned that a sample is asked.
    """
    check_deals_with(actor, request, grant)
    with transaction.atomic():
        request = locked(request)
        if request.by_outcome:
            raise Refused(_("这件投诉要先有结论和理由，才能办结。"))
        return conclude_request(actor=actor, request=request, words=words, grant=grant, asks=asks)


def conclude_request(
    *, actor: Actor, request: Request, words: str, grant: str = "requests.answer", asks: bool = True
) -> Request:
    """Tell the reporter how it ended: the end of what an app above decides with reasons, and of all else."""
    check_deals_with(actor, request, grant)
    words = clean(words, field="words", most=1000, least=2)
    with transaction.atomic():
        request = locked(request)
        rules.check_may("finish", request)
        if grant == "requests.answer":
            rules.check_settled_here(request)
        if open_jobs(request):
            raise Refused(_("还有工作没做完，请先等它完成或取消。"))
        if request.state == RequestState.NEW:
            _open(actor, request)
        message = keep_message(actor, request, Message.Side.STAFF, words)
        end_open_hold(actor, request)
        request.state, request.finished_at = RequestState.DONE, clock.now()
        keep(request)
        record(events.RequestFinished(message_id=message.id, asked=asks), actor=actor, about=request)
    return request


def agree_finish(*, request: Request, until: datetime) -> None:
    """Promise another end, given with a reason by an app above that has checked who asks; the first stays written."""
    with transaction.atomic():
        request = locked(request)
        rules.check_may("finish", request)
        record(events.RequestEndAgreed(until=until), actor=SYSTEM, about=request)
        reckon(request)


def merge_request(*, actor: Actor, request: Request, into: Request) -> Request:
    """Let a duplicate be handled with another one; its reporter hears of that one's progress from now on."""
    check_deals_with(actor, request)
    if into.community_id != request.community_id or into.id == request.id:
        raise Refused(_("不能并入它自己，也不能并入别的小区的事。"))
    with transaction.atomic():
        # Locked in the order of ids, so that two merges cannot wait for each other.
        both = {
            one.id: one for one in (locked(each) for each in sorted((request, into), key=lambda one: one.id))
        }
        request, into = both[request.id], both[into.id]
        rules.check_may("merge", request)
        if not rules.may("merge", into):
            raise Refused(_("那一件已经不在处理中，不能再并入。"))
        for job in open_jobs(request):
            cancel_job(actor=actor, job=job)
        if request.answered_at is None:
            request.answered_at = clock.now()
        end_open_hold(actor, request)
        request.state, request.merged_into = RequestState.MERGED, into
        keep(request)
        # Whoever was merged into this one goes along.
        Request.objects.of(request.community_id).filter(merged_into=request).update(merged_into=into)
        record(events.RequestMerged(into_id=into.id, into_number=into.number), actor=actor, about=request)
    return request


def _open(actor: Actor, request: Request) -> None:
    request.state = RequestState.OPEN
    request.taken_by_id = request.taken_by_id or actor.person_in(request.community_id)
    request.answered_at = request.answered_at or clock.now()


def open_jobs(request: Request) -> "list[Job]":
    """The jobs of the request that are neither finished nor cancelled."""
    links = RequestJob.objects.of(request.community_id).filter(request=request).select_related("job")
    return [link.job for link in links if link.job.state not in ("finished", "cancelled")]
