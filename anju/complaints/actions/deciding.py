"""The outcome with its reason, and the one appeal to somebody who had no part."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.complaints import queries, rules
from anju.complaints.actions.keeping import case_locked, check_holds, give_to_somebody, take_part
from anju.complaints.choices import Outcome, Side
from anju.complaints.events import ComplaintAppealed, ComplaintDecided
from anju.complaints.models import Complaint, Decision, Statement
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.kernel.text import clean
from anju.requests.actions import conclude_request, judge_request, reopen_request
from anju.requests.actions.keeping import check_reported
from anju.requests.choices import RequestState, Verdict
from anju.standards.queries import service_hours


def decide_complaint(*, actor: Actor, request: Any, outcome: str, reason: str) -> Decision:
    """Say upheld, partly or not, with the reason, to who complained; they have the last word whether it is settled.

    ``Refused`` while a named person was not asked: both sides are heard. After an appeal this is its end.
    """
    if outcome not in Outcome.values:
        raise Invalid(fields={"outcome": _("请选一个结论。")})
    reason = clean(reason, field="reason", most=900, least=5)
    with transaction.atomic():
        case = case_locked(request)
        check_holds(actor, case)
        rules.check_open(case)
        unheard = queries.unheard(case)
        if unheard:
            names = "、".join(one.name for one in unheard)
            raise Refused(_("还没有问过%(names)s。两边都听过，才能下结论。") % {"names": names})
        decision = Decision.objects.of(case.community_id).create(
            complaint=case,
            outcome=outcome,
            reason=reason,
            person_id=actor.person_in(case.community_id),
            on_appeal=case.appealed_at is not None,
            at=clock.now(),
        )
        take_part(case, actor.person_in(case.community_id))
        _end(case, outcome)
        record(
            ComplaintDecided(decision_id=decision.id, outcome=outcome, on_appeal=decision.on_appeal),
            actor=actor,
            about=case.request,
        )
        said = f"{_ending(decision)}\n{reason}"
        conclude_request(actor=actor, request=case.request, words=said)
    return decision


def _ending(decision: Decision) -> str:
    label = Outcome(decision.outcome).label
    words = _("复核结论：%(outcome)s。") if decision.on_appeal else _("处理结论：%(outcome)s。")
    return str(words % {"outcome": label})


def _end(case: Complaint, outcome: str) -> None:
    now = clock.now()
    case.outcome, case.decided_at, case.ended_at, case.due_at = outcome, now, now, None
    case.replied_at = case.replied_at or now
    case.save()


def appeal_complaint(*, actor: Actor, request: Any, words: str) -> Complaint:
    """Who complained appeals, once: it goes to somebody who had no part, with a clock of its own.

    ``Refused`` the second time, and after thirty days, in words that say where else to go.
    """
    words = clean(words, field="words", most=1000, least=5)
    with transaction.atomic():
        case = case_locked(request)
        now = clock.now()
        check_reported(actor, case.request)
        rules.check_may_appeal(case, queries.last_decided(case), now)
        if case.request.state not in _APPEALS_FROM:
            raise Refused(_("这件事已经撤销或并到另一件，不能申诉。"))
        statement = Statement.objects.of(case.community_id).create(
            complaint=case, side=Side.COMPLAINANT, words=words, appeal=True, at=now
        )
        take_part(case, case.holder_id)
        case.appealed_at = now
        case.decide_by = rules.after_days(now, rules.APPEAL_DAYS, service_hours(case.community_id))
        case.decided_at = case.ended_at = None
        case.due_at = rules.next_due(case)
        record(ComplaintAppealed(statement_id=statement.id), actor=actor, about=case.request)
        give_to_somebody(actor, case)
        _open_request_again(actor, case)
    return case


_APPEALS_FROM = {RequestState.NEW, RequestState.OPEN, RequestState.DONE, RequestState.CLOSED}


def _open_request_again(actor: Actor, case: Complaint) -> None:
    """An appeal says that it is not settled."""
    if case.request.state == RequestState.DONE:
        judge_request(actor=actor, request=case.request, verdict=Verdict.NOT)
    elif case.request.state == RequestState.CLOSED:
        reopen_request(actor=actor, request=case.request)
