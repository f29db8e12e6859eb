"""What follows: a complaint's case opens and rests with its request, and everybody concerned is told."""

from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.complaints import actions, queries
from anju.complaints.choices import RemedyKind, Side
from anju.complaints.events import (
    ComplaintAppealed,
    ComplaintAssigned,
    ComplaintJoined,
    FactsAdded,
    FactsAsked,
    FactsGiven,
    RemedyAgreed,
)
from anju.kernel.actor import SYSTEM
from anju.kernel.errors import Words
from anju.kernel.events import Recorded, on
from anju.notices.actions import send
from anju.notices.choices import Topic
from anju.people.queries import persons_named
from anju.places.queries import community_named
from anju.requests.events import (
    RequestCancelled,
    RequestClassified,
    RequestClosed,
    RequestDispatched,
    RequestFinished,
    RequestMerged,
    RequestReopened,
    RequestReported,
)
from anju.requests.queries import concerned_in, messages_of, request_with_id
from anju.standards.choices import RequestKind
from anju.work.queries import job_with_id, notes_of


@on(RequestReported)
def open_case(event: Recorded[RequestReported]) -> None:
    if event.fact.request_kind == RequestKind.COMPLAINT:
        actions.open_complaint(
            community_id=event.community_id, request_id=event.about_id, subject=event.fact.subject
        )


@on(RequestClassified)
def follow_category(event: Recorded[RequestClassified]) -> None:
    actions.open_complaint(community_id=event.community_id, request_id=event.about_id)
    actions.end_complaint(community_id=event.community_id, request_id=event.about_id)


@on(RequestDispatched)
def note_dispatch(event: Recorded[RequestDispatched]) -> None:
    actions.note_dispatch(community_id=event.community_id, request_id=event.about_id, at=event.at)


@on(RequestFinished)
def end_by_work(event: Recorded[RequestFinished]) -> None:
    """What was said or done at the end is the reason."""
    request = request_with_id(SYSTEM, event.community_id, event.about_id)
    if request.kind != RequestKind.COMPLAINT:
        return
    words, person_id = "", event.person_id
    if event.fact.message_id is not None:
        words = next(
            (
                one.words
                for one in messages_of(request, with_internal=False)
                if one.id == event.fact.message_id
            ),
            "",
        )
    elif event.fact.job_id is not None:
        job: Any = job_with_id(SYSTEM, event.community_id, event.fact.job_id)
        notes, person_id = notes_of(job), job.assignee_id
        words = notes[-1].words if notes else job.title
    actions.end_by_work(
        community_id=event.community_id, request_id=event.about_id, words=words, person_id=person_id
    )


@on(RequestCancelled, RequestMerged, RequestClosed)
def end_case(event: Recorded[Any]) -> None:
    actions.end_complaint(community_id=event.community_id, request_id=event.about_id)


@on(RequestReopened)
def reopen_case(event: Recorded[RequestReopened]) -> None:
    actions.reopen_complaint(community_id=event.community_id, request_id=event.about_id)


@on(ComplaintAssigned)
def tell_holder(event: Recorded[ComplaintAssigned]) -> None:
    """Who holds it is told; of what work can end only the desk is told, as of any report."""
    request = request_with_id(SYSTEM, event.community_id, event.about_id)
    if event.fact.holder_id is None or not request.by_outcome:
        return
    title = _("申诉请您复核：{number}") if event.fact.on_appeal else _("投诉请您负责：{number}")
    _tell(
        event,
        [event.fact.holder_id],
        title=format_lazy(title, number=request.number),
        body=request.words,
        topic=Topic.DESK,
        link=f"/desk/{_slug(event)}/requests/{request.number}/",
    )


@on(ComplaintJoined)
def tell_joined(event: Recorded[ComplaintJoined]) -> None:
    request = request_with_id(SYSTEM, event.community_id, event.about_id)
    _tell(
        event,
        [event.fact.joined_id],
        title=format_lazy(_("请您参与处理投诉：{number}"), number=request.number),
        body=request.words,
        topic=Topic.DESK,
        link=f"/desk/{_slug(event)}/requests/{request.number}/",
    )


@on(FactsAsked)
def tell_asked(event: Recorded[FactsAsked]) -> None:
    """The question goes to one of the staff alone, without a word of the complaint."""
    if event.fact.side == Side.COMPLAINANT:
        return  # who complained has got it as a message
    question = queries.questions_named(event.community_id, [event.fact.question_id])[event.fact.question_id]
    _tell(
        event,
        [question.person_id],
        title=_("请您说一下一件事的经过"),
        body=question.words,
        topic=Topic.WORK,
        link=f"/crew/{_slug(event)}/complaints/",
    )


@on(FactsGiven, FactsAdded)
def tell_holder_of_words(event: Recorded[Any]) -> None:
    request = request_with_id(SYSTEM, event.community_id, event.about_id)
    case = queries.case_of(request)
    statement_id = event.fact.statement_id
    if case is None or case.holder_id is None or case.holder_id == event.person_id:
        return
    _tell(
        event,
        [case.holder_id],
        title=format_lazy(_("{number} 有人说了经过"), number=request.number),
        body=queries.words_of_statements(event.community_id, [statement_id]).get(statement_id, ""),
        topic=Topic.DIALOGUE,
        link=f"/desk/{_slug(event)}/requests/{request.number}/",
    )


@on(ComplaintAppealed)
def tell_who_appealed(event: Recorded[ComplaintAppealed]) -> None:
    """Who appealed is told who looks at it now; by the link alone where nobody is known."""
    request = request_with_id(SYSTEM, event.community_id, event.about_id)
    case = queries.case_of(request)
    if case is None or request.reporter_id is None:
        return
    title = _("您的申诉已收到")
    if case.holder is not None:
        title = format_lazy(_("您的申诉由{name}复核，他没有参与过原来的处理"), name=case.holder.name)
    _tell(
        event,
        [request.reporter_id],
        title=title,
        body=request.words,
        topic=Topic.PROGRESS,
        link=f"/home/{_slug(event)}/requests/{request.number}/",
    )


@on(RemedyAgreed)
def tell_who_mends(event: Recorded[RemedyAgreed]) -> None:
    remedy = queries.remedies_named(event.community_id, [event.fact.remedy_id])[event.fact.remedy_id]
    _tell(
        event,
        [remedy.person_id],
        title=format_lazy(_("请您去做：{what}"), what=RemedyKind(remedy.kind).label),
        body=remedy.words,
        topic=Topic.WORK,
        link=f"/crew/{_slug(event)}/complaints/",
    )


def _slug(event: Recorded[Any]) -> str:
    return community_named(event.community_id).slug


def _tell(
    event: Recorded[Any], to: list[int | None], *, title: Words, body: str, topic: Topic, link: str
) -> None:
    """Tell these persons, but not who did it; of the complaint itself never whom it is about."""
    never = {event.person_id}
    if link.startswith("/desk/"):
        never |= concerned_in(event.community_id, event.about_id)
    people = persons_named(event.community_id, [one for one in to if one not in never])
    with transaction.atomic():
        send(
            community_id=event.community_id,
            to=people.values(),
            topic=topic,
            key=f"complaint-{event.id}",
            title=title,
            body=body,
            link=link,
        )
