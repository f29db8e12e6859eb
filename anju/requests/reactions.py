"""What follows from events: a request hears of its jobs, and everybody concerned is told."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Words
from anju.kernel.events import Recorded, on
from anju.notices.actions import send
from anju.notices.choices import Topic
from anju.people.queries import persons_named, staff_with_grant
from anju.places.queries import community_named
from anju.requests import actions
from anju.requests import quote_reactions as _of_quotes  # noqa: F401  (loaded with these)
from anju.requests.events import (
    RequestAnswered,
    RequestCancelled,
    RequestClosed,
    RequestCommented,
    RequestFinished,
    RequestMerged,
    RequestReopened,
    RequestReported,
    RequestTaken,
    RequestUrged,
)
from anju.requests.models import Message, Request, RequestJob
from anju.standards.choices import RequestKind
from anju.work.events import JobAccepted, JobArrived, JobFinished, JobSetout

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@on(JobArrived)
def note_arrival(event: Recorded[JobArrived]) -> None:
    actions.note_arrival(community_id=event.community_id, job_id=event.about_id, at=event.at)


@on(JobFinished)
def note_finished_job(event: Recorded[JobFinished]) -> None:
    actions.note_finished_job(community_id=event.community_id, job_id=event.about_id, at=event.at)


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
    _tell_of_job(event, _("{name}已接单，会按时过来"))


@on(JobSetout)
def tell_reporter_of_setting_out(event: Recorded[JobSetout]) -> None:
    _tell_of_job(event, _("{name}已经在路上"))


@on(RequestFinished)
def ask_reporter(event: Recorded[RequestFinished]) -> None:
    request = _request(event)
    _tell_reporters(event, request, title=_("处理完了，您看修好了吗？"), body=request.words)


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
    """Tell who takes it on: the one who has it, else all who may; never the one who did it."""
    if request.taken_by is not None and not danger:
        to = [request.taken_by]
    else:
        to = staff_with_grant(event.community_id, "requests.answer")
    slug = community_named(event.community_id).slug
    with transaction.atomic():
        send(
            community_id=event.community_id,
            to=[person for person in to if person.id != event.person_id],
            topic=topic,
            key=f"request-{event.id}",
            title=title,
            body=body,
            link=f"/desk/{slug}/requests/{request.number}/",
            danger=danger,
        )


def _tell_reporters(
    event: Recorded[Any], request: Request, *, title: Words, body: str, topic: Topic = Topic.PROGRESS
) -> None:
    """Tell the reporter, and those whose duplicates are handled with it."""
    with transaction.atomic():
        _tell_one(event, request, title=title, body=body, topic=topic)
        _tell_merged(event, request, title=title, body=body if topic == Topic.PROGRESS else "")


def _tell_merged(event: Recorded[Any], request: Request, *, title: Words, body: str) -> None:
    for merged in (
        Request.objects.of(request.community_id).filter(merged_into=request).select_related("reporter")
    ):
        _tell_one(event, merged, title=title, body=body, topic=Topic.PROGRESS)


def _tell_one(event: Recorded[Any], request: Request, *, title: Words, body: str, topic: Topic) -> None:
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


def _tell_of_job(event: Recorded[Any], title: "StrOrPromise") -> None:
    from_job = Request.objects.of(event.community_id).filter(
        id__in=_request_ids_of_job(event.community_id, event.about_id)
    )
    for request in from_job.select_related("place", "category", "reporter", "taken_by"):
        assignee_id = event.fact.assignee_id
        person = persons_named(event.community_id, [assignee_id]).get(assignee_id)
        words = format_lazy(title, name=person.name if person else "")
        _tell_reporters(event, request, title=words, body=request.category.name)


def _request_ids_of_job(community_id: int, job_id: int) -> list[int]:
    found = RequestJob.objects.of(community_id).filter(job_id=job_id)
    return list(found.values_list("request_id", flat=True))
