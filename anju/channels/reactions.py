"""What follows over the channels: letters to who has no account, a call that the desk filed stands in the log."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.channels import actions, letters
from anju.kernel.actor import SYSTEM
from anju.kernel.events import Recorded, on
from anju.people.queries import persons_named
from anju.requests.choices import Channel
from anju.requests.events import (
    RequestAnswered,
    RequestClosed,
    RequestFinished,
    RequestMerged,
    RequestReported,
    RequestTaken,
)
from anju.requests.queries import merged_into, messages_of, request_of_job, request_with_this_id
from anju.work.events import JobAccepted, JobSetout


@on(RequestReported)
def send_receipt(event: Recorded[RequestReported]) -> None:
    request = request_with_this_id(event.about_id)
    if request is not None and request.guest_email and request.channel != Channel.EMAIL:  # a mail got its own
        _write(event, request, letters.receipt_of(request))


@on(RequestReported)
def note_call(event: Recorded[RequestReported]) -> None:
    request = request_with_this_id(event.about_id)
    if request is not None and request.channel == Channel.PHONE:
        actions.note_call_of(request)


@on(RequestTaken)
def write_of_taking(event: Recorded[RequestTaken]) -> None:
    _tell(event, _("您报的事已经有人受理"))


@on(RequestAnswered)
def write_answer(event: Recorded[RequestAnswered]) -> None:
    request = request_with_this_id(event.about_id)
    if request is None:
        return
    words = next(
        (one.words for one in messages_of(request, with_internal=False) if one.id == event.fact.message_id),
        "",
    )
    _tell(event, _("您报的事有新回复"), words)


@on(JobAccepted, JobSetout)
def write_of_job(event: Recorded[Any]) -> None:
    request = request_of_job(event.community_id, event.about_id)
    if request is None:
        return
    person = persons_named(event.community_id, [event.fact.assignee_id]).get(event.fact.assignee_id)
    words = _("{name}已接单，会按时过来") if event.kind == JobAccepted.kind else _("{name}已经在路上")
    _tell(event, format_lazy(words, name=person.name if person else ""), about_id=request.id)


@on(RequestFinished)
def write_of_end(event: Recorded[RequestFinished]) -> None:
    _tell(event, _("处理完了，请您看一下，好没好由您说了算"))


@on(RequestMerged)
def write_of_merging(event: Recorded[RequestMerged]) -> None:
    _tell(event, _("您报的事和另一件一起处理，有进展会告诉您"))


@on(RequestClosed)
def write_to_merged(event: Recorded[RequestClosed]) -> None:
    request = request_with_this_id(event.about_id)
    for merged in merged_into(SYSTEM, request) if request is not None else []:
        _tell(event, _("您报的同一件事已经处理完"), about_id=merged.id)


def _tell(event: Recorded[Any], title: Promise, words: str = "", *, about_id: int | None = None) -> None:
    """A letter to a guest who left an address; who is known hears of it by notices."""
    request = request_with_this_id(about_id or event.about_id)
    if request is None or request.reporter_id is not None or not request.guest_email:
        return
    with translation.override(settings.LANGUAGE_CODE):
        _write(event, request, letters.news_of(request, str(title), words))


def _write(event: Recorded[Any], request: Any, letter: dict[str, str]) -> None:
    if not letter["address"]:
        return
    with transaction.atomic():
        actions.write_letter(
            community_id=request.community_id,
            key=f"{event.id}-{request.id}",
            request=request,
            **letter,
        )
