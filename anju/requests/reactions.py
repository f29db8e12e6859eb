"""What follows from events: a request hears of its jobs, and everybody concerned is told."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Words
from anju.kernel.events import Recorded, on
from anju.notices.actions import send
from anju.notices.choices import Topic
from anju.people.queries import persons_named, staff_with_grant
from anju.places.queries import community_named
from anju.requests import actions, rules
from anju.requests import quote_reactions as _of_quotes  # noqa: F401  (loaded with these)
from anju.requests.events import (
    RequestAnswered,
    RequestCancelled,
    RequestClimbed,
    RequestClosed,
    RequestCommented,
    RequestFinished,
    RequestHeld,
    RequestHoldAsked,
    RequestHoldDeclined,
    RequestMerged,
    RequestReopened,
    RequestReported,
    RequestResumed,
    RequestTaken,
    RequestUrged,
)
from anju.requests.models import Message, Request, RequestJob
from anju.requests.queries import concerned_in, open_request_ids
from anju.requests.wording import rung_words
from anju.standards.choices import HoldReason, RequestKind
from anju.standards.events import HoursChanged
from anju.work.choices import Opinion
from anju.work.events import (
    JobAccepted,
    JobArrived,
    JobFinished,
    JobHandoverAccepted,
    JobHeld,
    JobResumed,
    JobSecured,
    JobSetout,
    JobSignedoff,
    JobSignoffContested,
    JobStepFailed,
)
from anju.work.queries import jobs_named

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@on(JobArrived)
def note_arrival(event: Recorded[JobArrived]) -> None:
    actions.note_arrival(community_id=event.community_id, job_id=event.about_id, at=event.at)


@on(JobSecured)
def note_secured(event: Recorded[JobSecured]) -> None:
    actions.note_secured(community_id=event.community_id, job_id=event.about_id, at=event.at)


@on(JobHeld)
def note_hold_of_job(event: Recorded[JobHeld]) -> None:
    job = jobs_named(event.community_id, [event.about_id])[event.about_id]
    actions.note_hold_of_job(event=event, job=job)


@on(JobResumed)
def note_resumed_job(event: Recorded[JobResumed]) -> None:
    actions.note_resumed_job(event=event)


@on(JobFinished)
def note_finished_job(event: Recorded[JobFinished]) -> None:
    actions.note_finished_job(community_id=event.community_id, job_id=event.about_id, at=event.at)


@on(JobStepFailed)
def note_follow_up(event: Recorded[JobStepFailed]) -> None:
    if event.fact.follow_job_id is not None:
        actions.note_follow_up(community_id=event.community_id, job_id=event.about_id)


@on(JobSignedoff)
def note_sign_off(event: Recorded[JobSignedoff]) -> None:
    actions.note_sign_off(
        community_id=event.community_id,
        job_id=event.about_id,
        sign_off_id=event.fact.sign_off_id,
        at=event.at,
    )


@on(JobSignedoff)
def tell_reporter_of_signature(event: Recorded[JobSignedoff]) -> None:
    """What was signed in their name goes to their own phone, so that nobody can sign for them unseen."""
    said = Opinion(event.fact.verdict).label
    for request in _of_job(event):
        title = format_lazy(_("刚才签了字，说“{said}”。不是您签的？"), said=said)
        body = format_lazy(_("{number}：不是您签的话，点进来按一下，我们重新打开。"), number=request.number)
        _tell_reporters(event, request, title=title, body=body)


@on(JobSignoffContested)
def tell_desk_of_contesting(event: Recorded[JobSignoffContested]) -> None:
    for request in _of_job(event):
        title = format_lazy(_("{number} 住户说签字不是自己的"), number=request.number)
        _tell_desk(event, request, topic=Topic.LATE, title=title, body=request.words)


@on(RequestReported)
def tell_desk_of_report(event: Recorded[RequestReported]) -> None:
    request = _request(event)
    _tell_desk(
        event,
        request,
        topic=Topic.DANGER if event.fact.danger or request.priority == "P1" else Topic.DESK,
        title=format_lazy(
            _("新的{kind}：{place}"), kind=RequestKind(request.kind).label, place=request.place.label
        ),
        body=request.words,
        danger=request.priority == "P1",
    )


@on(RequestCommented)
def tell_desk_of_comment(event: Recorded[RequestCommented]) -> None:
    request = _request(event)
    words = Message.objects.of(event.community_id).get(id=event.fact.message_id).words
    title = format_lazy(_("{number} 有新留言"), number=request.number)
    _tell_desk(event, request, topic=Topic.DIALOGUE, title=title, body=words)


@on(RequestUrged)
def tell_desk_of_urging(event: Recorded[RequestUrged]) -> None:
    request = _request(event)
    title = format_lazy(_("{number} 第 {times} 次催办"), number=request.number, times=event.fact.times)
    _tell_desk(event, request, topic=Topic.LATE, title=title, body=request.words)


@on(RequestReopened)
def tell_desk_of_reopening(event: Recorded[RequestReopened]) -> None:
    request = _request(event)
    title = format_lazy(_("{number} 没有解决，需要再去一次"), number=request.number)
    _tell_desk(event, request, topic=Topic.LATE, title=title, body=request.words)


@on(RequestCancelled)
def tell_desk_of_cancelling(event: Recorded[RequestCancelled]) -> None:
    request = _request(event)
    title = format_lazy(_("{number} 已由报事人撤销"), number=request.number)
    _tell_desk(event, request, topic=Topic.DESK, title=title, body=request.words)


@on(RequestTaken)
def tell_reporter_of_taking(event: Recorded[RequestTaken]) -> None:
    request = _request(event)
    name = request.taken_by.name if request.taken_by else ""
    _tell_reporters(
        event, request, title=format_lazy(_("{name}已受理您报的事"), name=name), body=request.words
    )


@on(RequestAnswered)
def tell_reporter_of_answer(event: Recorded[RequestAnswered]) -> None:
    request = _request(event)
    words = Message.objects.of(event.community_id).get(id=event.fact.message_id).words
    _tell_reporters(event, request, title=_("您报的事有新回复"), body=words, topic=Topic.DIALOGUE)


@on(JobAccepted)
def tell_reporter_of_accepting(event: Recorded[JobAccepted]) -> None:
    _tell_of_job(event, _("{name}已接单，会按时过来"), event.fact.assignee_id)


@on(JobHandoverAccepted)
def tell_reporter_of_handing_over(event: Recorded[JobHandoverAccepted]) -> None:
    _tell_of_job(event, _("换{name}过来，会接着做"), event.fact.taker_id)


@on(JobSetout)
def tell_reporter_of_setting_out(event: Recorded[JobSetout]) -> None:
    _tell_of_job(event, _("{name}已经在路上"), event.fact.assignee_id)


@on(RequestHeld)
def tell_of_hold(event: Recorded[RequestHeld]) -> None:
    """The reporter hears why it stands and until when."""
    request = _request(event)
    zone = ZoneInfo(community_named(event.community_id).zone)
    until = datetime.fromisoformat(event.facts["until"])
    title = format_lazy(
        _("{reason}，先暂停计时，预计 {until} 恢复"),
        reason=HoldReason(event.facts["reason"]).label,
        until=until.astimezone(zone).strftime("%m-%d %H:%M"),
    )
    _tell_reporters(event, request, title=title, body=request.words)


@on(RequestHoldAsked)
def ask_for_word(event: Recorded[RequestHoldAsked]) -> None:
    request = _request(event)
    zone = ZoneInfo(community_named(event.community_id).zone)
    until = datetime.fromisoformat(event.facts["until"])
    title = format_lazy(
        _("{reason}，改到 {until} 前，您同意吗？"),
        reason=HoldReason(event.facts["reason"]).label,
        until=until.astimezone(zone).strftime("%m-%d %H:%M"),
    )
    with transaction.atomic():
        _tell_one(event, request, title=title, body=request.words, topic=Topic.PROGRESS)


@on(RequestResumed)
def tell_of_going_on(event: Recorded[RequestResumed]) -> None:
    """Whoever works on it hears that the time is over; by an act they know it."""
    request = _request(event)
    if event.facts["by_itself"]:
        title = format_lazy(_("{number} 暂停的时间到了，接着计时"), number=request.number)
        _tell_desk(event, request, topic=Topic.LATE, title=title, body=request.words)


@on(RequestHoldDeclined)
def tell_of_declining(event: Recorded[RequestHoldDeclined]) -> None:
    request = _request(event)
    if event.actor_kind in ("person", "guest"):
        title = format_lazy(_("{number} 住户不同意暂停，一直在计时"), number=request.number)
        _tell_desk(event, request, topic=Topic.LATE, title=title, body=request.words)


@on(RequestClimbed)
def tell_the_rung(event: Recorded[RequestClimbed]) -> None:
    """Whose turn it is hears which promise comes due or was missed."""
    told, rung = event.facts["told"], event.facts["rung"]
    if not told:
        return
    request = _request(event)
    danger = rung == "danger" or request.priority == "P1"
    title = format_lazy(
        _("{place}：{what}"), place=request.place.label, what=rung_words(rung, event.facts["step"])
    )
    slug = community_named(event.community_id).slug
    with transaction.atomic():
        send(
            community_id=event.community_id,
            to=list(persons_named(event.community_id, told).values()),
            topic=Topic.DANGER if danger else Topic.LATE,
            key=f"climb-{event.id}",
            title=title,
            body=f"{request.number} {request.words}",
            link=f"/desk/{slug}/requests/{request.number}/",
            danger=danger,
        )


@on(HoursChanged)
def reckon_with_new_hours(event: Recorded[HoursChanged]) -> None:
    """The promises in force follow new hours, from the day they hold."""
    for request_id in open_request_ids(event.community_id):
        actions.reckon_again(community_id=event.community_id, request_id=request_id)


@on(RequestFinished)
def ask_reporter(event: Recorded[RequestFinished]) -> None:
    request = _request(event)
    if request.kind in rules.TOLD_ABOVE:
        return
    title = _("处理完了，您看修好了吗？")
    if request.by_outcome:
        title = _("您的投诉有结果了，请您看一看")
    elif not event.fact.asked:
        title = _("已经恢复，还有问题请告诉我们")
    _tell_reporters(event, request, title=title, body=request.words)


@on(RequestClosed)
def tell_merged_reporters(event: Recorded[RequestClosed]) -> None:
    request = _request(event)
    _tell_merged(event, request, title=_("您报的同一件事已经处理完"), body=request.category.name)


@on(RequestMerged)
def tell_reporter_of_merging(event: Recorded[RequestMerged]) -> None:
    request = _request(event)
    title = _("您报的事和另一件一起处理，有进展会告诉您")
    _tell_reporters(event, request, title=title, body=request.words)


def _request(event: Recorded[Any]) -> Request:
    rows = Request.objects.of(event.community_id)
    return rows.select_related("place", "category", "reporter", "taken_by").get(id=event.about_id)


def _tell_desk(
    event: Recorded[Any], request: Request, *, topic: Topic, title: Words, body: str, danger: bool = False
) -> None:
    """Tell who takes it on: the one who has it, else all who may; never the one who did it, or whom it is about."""
    if request.taken_by is not None and not danger:
        to = [request.taken_by]
    else:
        to = staff_with_grant(
            event.community_id, "complaints.handle" if request.sealed else "requests.answer"
        )
    never = {event.person_id, *concerned_in(event.community_id, request.id)}
    slug = community_named(event.community_id).slug
    with transaction.atomic():
        send(
            community_id=event.community_id,
            to=[person for person in to if person.id not in never],
            topic=topic,
            key=f"request-{event.id}",
            title=title,
            body=body,
            link=f"/desk/{slug}/requests/{request.number}/",
            danger=danger,
        )


def _tell_reporters(
    event: Recorded[Any], request: Request, *, title: Words, body: Words, topic: Topic = Topic.PROGRESS
) -> None:
    """Tell the reporter, and those whose duplicates are handled with it."""
    with transaction.atomic():
        _tell_one(event, request, title=title, body=body, topic=topic)
        _tell_merged(event, request, title=title, body=body if topic == Topic.PROGRESS else "")


def _tell_merged(event: Recorded[Any], request: Request, *, title: Words, body: Words) -> None:
    for merged in (
        Request.objects.of(request.community_id).filter(merged_into=request).select_related("reporter")
    ):
        _tell_one(event, merged, title=title, body=body, topic=Topic.PROGRESS)


def _tell_one(event: Recorded[Any], request: Request, *, title: Words, body: Words, topic: Topic) -> None:
    if request.reporter is None or request.reporter_id == event.person_id:
        return
    slug = community_named(event.community_id).slug
    send(
        community_id=event.community_id,
        to=[request.reporter],
        topic=topic,
        key=f"reporter-{event.id}-{request.id}",
        title=title,
        body=body,
        link=f"/home/{slug}/requests/{request.number}/",
    )


def _tell_of_job(event: Recorded[Any], title: "StrOrPromise", worker_id: int) -> None:
    for request in _of_job(event):
        person = persons_named(event.community_id, [worker_id]).get(worker_id)
        words = format_lazy(title, name=person.name if person else "")
        _tell_reporters(event, request, title=words, body=request.category.name)


def _of_job(event: Recorded[Any]) -> list[Request]:
    """The requests that the job of the event was opened for."""
    ids = _request_ids_of_job(event.community_id, event.about_id)
    found = Request.objects.of(event.community_id).filter(id__in=ids)
    return list(found.select_related("place", "category", "reporter", "taken_by"))


def _request_ids_of_job(community_id: int, job_id: int) -> list[int]:
    found = RequestJob.objects.of(community_id).filter(job_id=job_id)
    return list(found.values_list("request_id", flat=True))
