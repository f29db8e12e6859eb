"""The first reply, and the facts of both sides: asked, given, written down; own words stay as they were said."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.complaints import queries, rules
from anju.complaints.actions.keeping import case_locked, check_holds, take_part
from anju.complaints.choices import Side
from anju.complaints.events import ComplaintReplied, FactsAdded, FactsAsked, FactsGiven
from anju.complaints.models import Complaint, Question, Statement
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, NotFound, Refused
from anju.kernel.events import record
from anju.kernel.text import clean
from anju.people.rules import post_title
from anju.places.queries import community_named
from anju.requests.actions import answer_request
from anju.requests.actions.keeping import check_reported
from anju.ui import humane

MOST_WORDS = 1000


def reply_complaint(*, actor: Actor, request: Any, words: str, next_by: datetime) -> Complaint:
    """The holding reply: what happens next, who does it, until when. The first one keeps the promise."""
    words = clean(words, field="words", most=800, least=2)
    check_ahead(next_by, "next_by")
    with transaction.atomic():
        case = case_locked(request)
        check_holds(actor, case)
        rules.check_open(case)
        told = f"{words}\n{_who_and_when(case, actor, next_by)}"
        message = answer_request(actor=actor, request=case.request, words=told)
        take_part(case, actor.person_in(case.community_id))
        case.replied_at = case.replied_at or clock.now()
        case.due_at = rules.next_due(case)
        case.save()
        record(
            ComplaintReplied(message_id=message.id, next_by=next_by.isoformat()),
            actor=actor,
            about=case.request,
        )
    return case


def _who_and_when(case: Complaint, actor: Actor, next_by: datetime) -> str:
    person = queries.colleagues_named(case.community_id, [actor.person_in(case.community_id)])
    zone = ZoneInfo(community_named(case.community_id).zone)
    by = humane.exact(next_by, zone)
    who = f"{person[0].name}（{post_title(person[0].posts[0])}）" if person and person[0].posts else _("我们")
    return str(_("由%(who)s负责，%(by)s 前给您答复。") % {"who": who, "by": by})


def check_ahead(moment: datetime, field: str) -> None:
    """``Invalid`` for a moment that has passed or lies too far ahead to be a promise."""
    now = clock.now()
    if moment <= now:
        raise Invalid(fields={field: _("这个时间已经过去了，请选以后的时间。")})
    if moment > now + rules.MOST_AHEAD:
        raise Invalid(fields={field: _("太久了，请答应 90 天以内的时间。")})


def ask_facts(*, actor: Actor, request: Any, side: str, words: str, person_id: int | None = None) -> Question:
    """Ask one side what happened: who complained by a message, one of the staff on their phone page."""
    words = clean(words, field="words", most=MOST_WORDS, least=2)
    if side not in Side.values:
        raise Invalid(fields={"side": _("请选一下问谁。")})
    with transaction.atomic():
        case = case_locked(request)
        check_holds(actor, case, joined=True)
        rules.check_open(case)
        _check_person(case, side, person_id)
        question = Question.objects.of(case.community_id).create(
            complaint=case,
            side=side,
            person_id=person_id,
            words=words,
            asked_by_id=actor.person_in(case.community_id),
            at=clock.now(),
        )
        take_part(case, actor.person_in(case.community_id))
        if side == Side.COMPLAINANT:
            answer_request(actor=actor, request=case.request, words=words)
        record(FactsAsked(question_id=question.id, side=side), actor=actor, about=case.request)
    return question


def _check_person(case: Complaint, side: str, person_id: int | None) -> None:
    """Who complained is no person of the staff; whom it is about is one of those named; a witness is any other."""
    named = {one.id for one in queries.named_in(case.community_id, case.request_id)}
    if side == Side.COMPLAINANT:
        if person_id is not None:
            raise Invalid(fields={"person": _("问投诉人时不用选同事。")})
        return
    if person_id is None or person_id not in {one.id for one in queries.staff_of(case.community_id)} | named:
        raise Invalid(fields={"person": _("请选一位同事。")})
    if (side == Side.CONCERNED) != (person_id in named):
        words = (
            _("请先写明投诉的是他。") if side == Side.CONCERNED else _("投诉说的就是他，请按被投诉的人来问。")
        )
        raise Invalid(fields={"person": words})


def give_facts(*, actor: Actor, question: Question, words: str) -> Statement:
    """Who was asked answers, or adds to what they said. It goes to who holds the case, as it was written."""
    words = clean(words, field="words", most=MOST_WORDS, least=1)
    person_id = actor.person_in(question.community_id)
    if person_id is None or person_id != question.person_id:
        raise NotFound()
    with transaction.atomic():
        case = case_locked(question.complaint.request)
        statement = _keep(case, question.side, words, person_id=person_id, question=question)
        take_part(case, person_id)
        record(FactsGiven(statement_id=statement.id, side=question.side), actor=actor, about=case.request)
    return statement


def add_facts(*, actor: Actor, request: Any, words: str) -> Statement:
    """Who complained says more of what happened; also by the secret link."""
    words = clean(words, field="words", most=MOST_WORDS, least=1)
    with transaction.atomic():
        case = case_locked(request)
        check_reported(actor, case.request)
        if case.ended_at is not None:
            raise Refused(_("已经有结论了。不同意的话可以申诉，或说还没解决。"))
        statement = _keep(case, Side.COMPLAINANT, words)
        record(FactsAdded(statement_id=statement.id), actor=actor, about=case.request)
    return statement


def write_facts(
    *, actor: Actor, request: Any, side: str, words: str, person_id: int | None = None
) -> Statement:
    """Write down what somebody said by phone or face to face, in their words; who wrote it stands beside."""
    words = clean(words, field="words", most=MOST_WORDS, least=1)
    if side not in Side.values:
        raise Invalid(fields={"side": _("请选一下是谁说的。")})
    with transaction.atomic():
        case = case_locked(request)
        check_holds(actor, case, joined=True)
        rules.check_open(case)
        _check_person(case, side, person_id)
        writer = actor.person_in(case.community_id)
        statement = _keep(case, side, words, person_id=person_id, written_by_id=writer)
        take_part(case, writer)
        fact: FactsAdded | FactsGiven = FactsGiven(statement_id=statement.id, side=side)
        if side == Side.COMPLAINANT:
            fact = FactsAdded(statement_id=statement.id)
        record(fact, actor=actor, about=case.request)
    return statement


def _keep(case: Complaint, side: str, words: str, **more: Any) -> Statement:
    rows = Statement.objects.of(case.community_id)
    statement: Statement = rows.create(complaint=case, side=side, words=words, at=clock.now(), **more)
    return statement
