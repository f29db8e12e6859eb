"""What the staff does with a request: take it on, answer, classify, dispatch, merge, say it is done."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.kernel.files import check_photos, keep_photos
from anju.kernel.text import clean
from anju.people import actions as people_actions
from anju.requests import events, rules
from anju.requests.actions.keeping import keep_message, locked
from anju.requests.choices import RequestState
from anju.requests.models import Message, Request, RequestJob
from anju.requests.queries import previous_doers
from anju.standards.choices import Priority
from anju.standards.queries import service_hours
from anju.standards.rules import promise_for
from anju.work.actions import cancel_job, open_job

if TYPE_CHECKING:
    from anju.standards.models import Category
    from anju.work.models import Job


def take_request(*, actor: Actor, request: Request) -> Request:
    """Take it on by name; this counts as the first answer."""
    actor.check("requests.answer", request.community_id)
    with transaction.atomic():
        request = locked(request)
        rules.check_may("take", request)
        _open(actor, request)
        request.save()
        record(events.RequestTaken(priority=request.priority), actor=actor, about=request)
    return request


def answer_request(
    *, actor: Actor, request: Request, words: str, photos: Sequence[UploadedFile] = ()
) -> Message:
    """Write to the reporter. The first answer takes the request on."""
    actor.check("requests.answer", request.community_id)
    words = clean(words, field="words", most=1000, least=1)
    images = check_photos(photos)
    with transaction.atomic():
        request = locked(request)
        rules.check_may("answer", request)
        if request.state == RequestState.NEW:
            _open(actor, request)
            request.save()
        message = keep_message(actor, request, Message.Side.STAFF, words)
        keep_photos(images, actor=actor, about=request, purpose=f"m{message.id}")
        record(events.RequestAnswered(message_id=message.id), actor=actor, about=request)
    return message


def add_note(*, actor: Actor, request: Request, words: str) -> Message:
    """Write a note that only the staff sees."""
    actor.check("requests.answer", request.community_id)
    words = clean(words, field="words", most=1000, least=1)
    with transaction.atomic():
        request = locked(request)
        message = keep_message(actor, request, Message.Side.STAFF, words, internal=True)
        record(events.RequestNoted(message_id=message.id), actor=actor, about=request)
    return message


def show_phone(*, actor: Actor, request: Request) -> str:
    """The reporter's whole number, to call back; it is kept that the actor saw it. Empty where none was left."""
    actor.check("people.see_phone", request.community_id)
    if request.reporter is not None:
        return people_actions.show_phone(actor=actor, person=request.reporter)
    with transaction.atomic():
        record(events.RequestPhoneShown(), actor=actor, about=request)
    return request.guest_phone


def classify_request(*, actor: Actor, request: Request, category: "Category", priority: str) -> Request:
    """Put it under another category or priority; the promises are reckoned anew from when it was reported."""
    actor.check("requests.answer", request.community_id)
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
        promise = promise_for(category, priority, request.opened_at, service_hours(request.community_id))
        request.category, request.kind, request.priority = category, category.kind, priority
        request.answer_by, request.arrive_by, request.finish_by = (
            promise.answer_by,
            promise.arrive_by,
            promise.finish_by,
        )
        request.due_at = rules.next_due(request)
        request.save()
        record(
            events.RequestClassified(
                category=category.code,
                priority=priority,
                before_category=before[0],
                before_priority=before[1],
            ),
            actor=actor,
            about=request,
        )
    return request


def dispatch_request(
    *,
    actor: Actor,
    request: Request,
    assignee_id: int | None = None,
    words: str = "",
    jobs_seen: int | None = None,
) -> "Job":
    """Open a job for it, and give it to somebody at once if ``assignee_id`` is set. Several jobs are possible.

    ``jobs_seen`` is how many jobs the actor saw when they decided: ``Refused`` when a colleague has opened one
    meanwhile, so that two people at two desks do not send two technicians.
    """
    actor.check("work.assign", request.community_id)
    words = clean(words, field="words", most=500)
    with transaction.atomic():
        request = locked(request)
        rules.check_may("dispatch", request)
        jobs = RequestJob.objects.of(request.community_id).filter(request=request).count()
        if jobs_seen is not None and jobs != jobs_seen:
            raise Refused(_("您看的时候，同事刚刚派了单。请先看一下，再决定要不要加派。"))
        if request.state == RequestState.NEW:
            _open(actor, request)
            request.save()
        rules.check_may_send(request, assignee_id, previous_doers(request))
        contact = request.reporter
        job = open_job(
            actor=actor,
            community_id=request.community_id,
            title=request.category.name,
            words="\n".join(part for part in (request.words, words) if part),
            place=request.place,
            category=request.category,
            priority=request.priority,
            arrive_by=request.arrive_by,
            finish_by=request.finish_by,
            contact_name=contact.name if contact else request.guest_name,
            contact_phone=contact.phone if contact else request.guest_phone,
            wish=request.wish,
            source=(request._meta.label_lower, request.id),
            assignee_id=assignee_id,
        )
        RequestJob.objects.of(request.community_id).create(request=request, job=job)
        record(events.RequestDispatched(job_id=job.id, job_number=job.number), actor=actor, about=request)
    return job


def finish_request(*, actor: Actor, request: Request, words: str) -> Request:
    """Say with a reason that it is done, when no job is under way; the reporter has the last word."""
    actor.check("requests.answer", request.community_id)
    words = clean(words, field="words", most=1000, least=2)
    with transaction.atomic():
        request = locked(request)
        rules.check_may("finish", request)
        if open_jobs(request):
            raise Refused(_("还有工作没做完，请先等它完成或取消。"))
        if request.state == RequestState.NEW:
            _open(actor, request)
        message = keep_message(actor, request, Message.Side.STAFF, words)
        request.state, request.finished_at = RequestState.DONE, clock.now()
        request.due_at = rules.next_due(request)
        request.save()
        record(events.RequestFinished(message_id=message.id), actor=actor, about=request)
    return request


def merge_request(*, actor: Actor, request: Request, into: Request) -> Request:
    """Let a duplicate be handled with another one; its reporter hears of that one's progress from now on."""
    actor.check("requests.answer", request.community_id)
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
        request.state, request.merged_into, request.due_at = RequestState.MERGED, into, None
        request.save()
        # Whoever was merged into this one goes along.
        Request.objects.of(request.community_id).filter(merged_into=request).update(merged_into=into)
        record(events.RequestMerged(into_id=into.id, into_number=into.number), actor=actor, about=request)
    return request


def _open(actor: Actor, request: Request) -> None:
    request.state = RequestState.OPEN
    request.taken_by_id = request.taken_by_id or actor.person_in(request.community_id)
    request.answered_at = request.answered_at or clock.now()
    request.due_at = rules.next_due(request)


def open_jobs(request: Request) -> "list[Job]":
    """The jobs of the request that are neither finished nor cancelled."""
    links = RequestJob.objects.of(request.community_id).filter(request=request).select_related("job")
    return [link.job for link in links if link.job.state not in ("finished", "cancelled")]
