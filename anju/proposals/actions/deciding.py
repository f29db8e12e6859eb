"""What the staff does with a proposal: name who answers, decide with a reason, tell what came of it."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.kernel.text import clean
from anju.proposals import events, queries, rules
from anju.proposals.actions.keeping import keep_words, locked
from anju.proposals.choices import Decision, ProposalState
from anju.proposals.models import Proposal
from anju.requests.actions import agree_finish, finish_request
from anju.standards.queries import service_hours


def name_answerer(*, actor: Actor, proposal: Proposal, person_id: int, why: str) -> Proposal:
    """Somebody else answers from now on; the author sees the name and the reason. The date stays."""
    actor.check("proposals.answer", proposal.community_id)
    if person_id not in {one.id for one in queries.able_to_answer(proposal.community_id)}:
        raise Invalid(fields={"answerer": _("请选一位能答复的同事。")})
    why = clean(why, field="why", most=300, least=2)
    with transaction.atomic():
        proposal = locked(proposal)
        rules.check_is_open(proposal)
        if proposal.answerer_id == person_id:
            raise Refused(_("现在就是这位同事负责答复。"))
        if proposal.request.reporter_id == person_id:
            raise Invalid(fields={"answerer": _("提出来的人不能自己答复自己。")})
        before, proposal.answerer_id = proposal.answerer_id, person_id
        proposal.save(update_fields=["answerer"])
        fact = events.ProposalAnswererNamed(
            answerer_id=person_id, before_id=before, words_id=keep_words(actor, proposal, why).id
        )
        record(fact, actor=actor, about=proposal.request)
    return proposal


def decide(
    *, actor: Actor, proposal: Proposal, decision: str, reason: str, until: date | None = None
) -> Proposal:
    """Decide with a reason. ``study`` names a new date (``until``), once; everything else ends it, and the author is
    asked whether that is clear."""
    actor.check("proposals.answer", proposal.community_id)
    reason = clean(reason, field="reason", most=1000, least=5)
    with transaction.atomic():
        proposal = locked(proposal)
        rules.check_is_open(proposal)
        if rules.check_decision(proposal, decision) == Decision.STUDY:
            return _postpone(actor, proposal, reason, until)
        proposal.state, proposal.decision, proposal.reason = ProposalState.DECIDED, decision, reason
        proposal.decided_by_id = actor.person_in(proposal.community_id)
        proposal.decided_at = clock.now()
        proposal.save()
        kept = keep_words(actor, proposal, reason)
        record(
            events.ProposalDecided(decision=decision, words_id=kept.id), actor=actor, about=proposal.request
        )
        finish_request(
            actor=actor,
            request=proposal.request,
            words=_ending(Decision(decision), reason),
            grant="proposals.answer",
        )
    return proposal


def tell_result(*, actor: Actor, proposal: Proposal, words: str, done_on: date | None = None) -> Proposal:
    """What came of it, once it was taken or the owners decided; ``done_on`` today if None. It can be told anew."""
    actor.check("proposals.answer", proposal.community_id)
    words = clean(words, field="words", most=1000, least=5)
    today = clock.now().astimezone(ZoneInfo(service_hours(proposal.community_id).zone)).date()
    done_on = done_on or today
    if done_on > today:
        raise Invalid(fields={"done_on": _("这一天还没有到，做完了再写。")})
    with transaction.atomic():
        proposal = locked(proposal)
        if not rules.has_result(proposal):
            raise Refused(_("采纳了的建议才有结果可写。"))
        if (
            done_on
            < proposal.opened_at.astimezone(ZoneInfo(service_hours(proposal.community_id).zone)).date()
        ):
            raise Invalid(fields={"done_on": _("这一天还没有人提出来，请再看一下。")})
        proposal.result, proposal.result_on = words, done_on
        proposal.save(update_fields=["result", "result_on"])
        fact = events.ProposalResultTold(
            done_on=done_on.isoformat(), words_id=keep_words(actor, proposal, words).id
        )
        record(fact, actor=actor, about=proposal.request)
    return proposal


def _postpone(actor: Actor, proposal: Proposal, reason: str, until: date | None) -> Proposal:
    moment = rules.check_new_date(until, clock.now(), service_hours(proposal.community_id))
    if moment <= proposal.answer_by:
        raise Invalid(fields={"until": _("要比现在说好的日期晚。")})
    proposal.answer_by, proposal.postponed = moment, True
    proposal.climbed, proposal.climbed_at = 0, None
    proposal.save()
    agree_finish(request=proposal.request, until=moment)
    fact = events.ProposalPostponed(
        answer_by=moment.isoformat(), words_id=keep_words(actor, proposal, reason).id
    )
    record(fact, actor=actor, about=proposal.request)
    return proposal


def _ending(decision: Decision, reason: str) -> str:
    return reason if decision == Decision.ANSWERED else f"{decision.label}：{reason}"
