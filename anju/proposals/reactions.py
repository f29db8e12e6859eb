"""What follows: a proposal begins and ends with its request, everybody concerned is told, praise reaches the person."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.improvement.actions import note_asked
from anju.kernel import clock
from anju.kernel.actor import SYSTEM
from anju.kernel.errors import Words
from anju.kernel.events import Recorded, on
from anju.notices.actions import send
from anju.notices.choices import Topic
from anju.people.queries import persons_named, posts_of, staff_holding
from anju.people.rules import leads
from anju.places.queries import community_named
from anju.proposals import actions, events, queries
from anju.proposals.choices import Decision
from anju.requests.events import (
    RequestCancelled,
    RequestClassified,
    RequestFinished,
    RequestMerged,
    RequestReopened,
    RequestReported,
)
from anju.requests.queries import merged_into, messages_of, request_with_id
from anju.standards.choices import RequestKind
from anju.ui import humane

if TYPE_CHECKING:
    from anju.people.models import Person
    from anju.proposals.models import Proposal
    from anju.requests.models import Request


@on(RequestReported, RequestClassified)
def open_proposal(event: Recorded[Any]) -> None:
    actions.open_proposal(request=_request(event))


@on(RequestReported)
def count_asked_anyway(event: Recorded[RequestReported]) -> None:
    """Who read what was offered, and reported all the same."""
    if event.person_id is not None:
        note_asked(community_id=event.community_id, reader=f"person:{event.person_id}")


@on(RequestCancelled, RequestMerged)
def drop_proposal(event: Recorded[Any]) -> None:
    actions.drop_proposal(request=_request(event))


@on(RequestFinished)
def keep_answer(event: Recorded[RequestFinished]) -> None:
    """The desk answered a question with plain words, or the job it took is done."""
    request = _request(event)
    if request.kind != RequestKind.ENQUIRY:
        return
    said = [one for one in messages_of(request, with_internal=False) if one.id == event.fact.message_id]
    words = said[0].words if said else str(_("已经到现场办完了。"))
    actions.keep_answer(request=request, words=words, person_id=event.person_id)


@on(RequestReopened)
def reconsider(event: Recorded[RequestReopened]) -> None:
    actions.reconsider(request=_request(event))


@on(events.ProposalOpened)
def tell_of_opening(event: Recorded[events.ProposalOpened]) -> None:
    request, proposal = _both(event)
    by = _by(event, event.fact.answer_by)
    _tell_answerer(
        event,
        request,
        event.fact.answerer_id,
        format_lazy(_("请您答复，{by}：{what}"), by=by, what=_what(request)),
    )
    title = _("{name}会答复您，{by}") if proposal.answerer else _("正在安排人答复您，{by}")
    name = proposal.answerer.name if proposal.answerer else ""
    _tell_author(event, request, format_lazy(title, name=name, by=by), request.words)


@on(events.ProposalAnswererNamed)
def tell_of_another(event: Recorded[events.ProposalAnswererNamed]) -> None:
    request, proposal = _both(event)
    by = _by(event, proposal.answer_by.isoformat())
    _tell_answerer(
        event,
        request,
        event.fact.answerer_id,
        format_lazy(_("请您答复，{by}：{what}"), by=by, what=_what(request)),
    )
    name = proposal.answerer.name if proposal.answerer else ""
    _tell_author(event, request, format_lazy(_("现在由{name}答复您，{by}"), name=name, by=by), _said(event))


@on(events.ProposalPostponed)
def tell_of_studying(event: Recorded[events.ProposalPostponed]) -> None:
    request, _proposal = _both(event)
    title = format_lazy(_("您提的还要研究，{by}给您决定"), by=_by(event, event.fact.answer_by))
    _tell_author(event, request, title, _said(event))


@on(events.ProposalDecided)
def tell_of_deciding(event: Recorded[events.ProposalDecided]) -> None:
    request, proposal = _both(event)
    decision = Decision(event.fact.decision)
    title = (
        _("您问的事有答复了")
        if decision == Decision.ANSWERED
        else format_lazy(_("您的建议有了决定：{decision}"), decision=decision.label)
    )
    _tell_author(event, request, title, _said(event))
    _tell_supporters(
        event, proposal, format_lazy(_("您附议的建议有了决定：{decision}"), decision=decision.label)
    )


@on(events.ProposalReconsidered)
def tell_of_reconsidering(event: Recorded[events.ProposalReconsidered]) -> None:
    request, proposal = _both(event)
    by = _by(event, event.fact.answer_by)
    title = format_lazy(_("提的人觉得没有说清楚，请再答复，{by}"), by=by)
    _tell_answerer(event, request, proposal.answerer_id, title)
    _tell_author(event, request, format_lazy(_("会再看一次，{by}答复您"), by=by), request.words)


@on(events.ProposalResultTold)
def tell_of_result(event: Recorded[events.ProposalResultTold]) -> None:
    request, proposal = _both(event)
    _tell_author(event, request, _("您的建议有了结果"), _said(event))
    _tell_supporters(event, proposal, _("您附议的建议有了结果"))


@on(events.ProposalClimbed)
def tell_of_climbing(event: Recorded[events.ProposalClimbed]) -> None:
    request, proposal = _both(event)
    title = format_lazy(_("{number} 说好答复的时间过了，还没有决定"), number=request.number)
    to = {one.id: one for one in staff_holding(event.community_id, [event.fact.post])}
    if proposal.answerer is not None:
        to[proposal.answerer.id] = proposal.answerer
    _send(event, list(to.values()), Topic.LATE, title, request.words, _desk(event, request))


@on(events.PraiseNamed)
def bring_praise(event: Recorded[events.PraiseNamed]) -> None:
    """Tell the person, and whoever leads them; then it has arrived."""
    praise = queries.praises_named(event.community_id, event.fact.praise_id)
    slug = community_named(event.community_id).slug
    thanks = (
        format_lazy(_("{author}表扬了您"), author=praise.author) if praise.author else _("有住户表扬了您")
    )
    _send(event, [praise.person], Topic.DIALOGUE, thanks, praise.words, f"/crew/{slug}/praise/")
    title = format_lazy(_("您带的{name}受到表扬"), name=praise.person.name)
    _send(
        event, _leaders_of(praise.person), Topic.DIALOGUE, title, praise.words, _desk(event, praise.request)
    )
    actions.note_reached(community_id=event.community_id, praise_id=praise.id)


@on(events.PraiseReached)
def thank_author(event: Recorded[events.PraiseReached]) -> None:
    request = _request(event)
    person = persons_named(event.community_id, [event.fact.praised_id])[event.fact.praised_id]
    title = format_lazy(_("您的话已经转给{name}，谢谢您"), name=person.name)
    _tell_author(event, request, title, request.words)


def _request(event: Recorded[Any]) -> "Request":
    return request_with_id(SYSTEM, event.community_id, event.about_id)


def _both(event: Recorded[Any]) -> "tuple[Request, Proposal]":
    request = _request(event)
    proposal = queries.proposal_of(request, also_other_kinds=True)
    assert proposal is not None
    return request, proposal


def _what(request: "Request") -> Words:
    return RequestKind(request.kind).label


def _by(event: Recorded[Any], moment: str) -> Words:
    zone = ZoneInfo(community_named(event.community_id).zone)
    words: Words = lazy(humane.by, str)(datetime.fromisoformat(moment), clock.now(), zone)
    return words


def _said(event: Recorded[Any]) -> str:
    return queries.words_by_event(event.community_id, [event]).get(event.id, "")


def _desk(event: Recorded[Any], request: "Request") -> str:
    return f"/desk/{community_named(event.community_id).slug}/requests/{request.number}/"


def _leaders_of(person: "Person") -> "list[Person]":
    posts = posts_of(person.community_id, [person.id]).get(person.id, [])
    above = {leads(post) for post in posts} - set(posts)
    return [one for one in staff_holding(person.community_id, sorted(above - {""})) if one.id != person.id]


def _send(
    event: Recorded[Any],
    to: "list[Person]",
    topic: Topic,
    title: Words,
    body: str,
    link: str,
    key: str = "proposal",
) -> None:
    with transaction.atomic():
        send(
            community_id=event.community_id,
            to=to,
            topic=topic,
            key=f"{key}-{event.id}",
            title=title,
            body=body,
            link=link,
        )


def _tell_answerer(event: Recorded[Any], request: "Request", person_id: int | None, title: Words) -> None:
    found = persons_named(event.community_id, [person_id])
    to = [one for one in found.values() if one.id != event.person_id]
    _send(event, to, Topic.DESK, title, request.words, _desk(event, request))


def _tell_author(event: Recorded[Any], request: "Request", title: Words, body: str) -> None:
    """Tell who reported it, and those whose duplicates are handled with it. Who has no account reads it by the link."""
    slug = community_named(event.community_id).slug
    for one in [request, *merged_into(SYSTEM, request)]:
        if one.reporter is not None and one.reporter_id != event.person_id:
            link = f"/home/{slug}/requests/{one.number}/"
            _send(event, [one.reporter], Topic.PROGRESS, title, body, link, key=f"author-{one.id}")


def _tell_supporters(event: Recorded[Any], proposal: "Proposal", title: Words) -> None:
    slug = community_named(event.community_id).slug
    link = f"/home/{slug}/ideas/"
    _send(event, queries.supporters_of(proposal), Topic.PROGRESS, title, _said(event), link, key="supporter")
