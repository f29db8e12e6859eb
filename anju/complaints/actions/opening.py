"""How a case begins, rests and begins again with its request. All are reactions' work and safe to run twice."""

from datetime import datetime

from django.db import transaction

from anju.complaints import rules
from anju.complaints.actions.keeping import case_locked, give_to_somebody
from anju.complaints.choices import Outcome
from anju.complaints.events import ComplaintDecided, ComplaintOpened
from anju.complaints.models import Complaint, Decision
from anju.kernel import clock
from anju.kernel.actor import SYSTEM
from anju.kernel.errors import NotFound
from anju.kernel.events import record
from anju.requests.actions import set_concerned
from anju.requests.actions.keeping import locked
from anju.requests.choices import OPEN_STATES
from anju.requests.queries import concerned_in, request_with_id
from anju.standards.choices import RequestKind
from anju.standards.queries import service_hours


def open_complaint(*, community_id: int, request_id: int, subject: str = "") -> None:
    """Open the case of a complaint, give it to somebody, and set what ends it. One that is there stays as it is."""
    with transaction.atomic():
        request = locked(request_with_id(SYSTEM, community_id, request_id))
        known = Complaint.objects.of(community_id).filter(request_id=request_id).first()
        if request.kind != RequestKind.COMPLAINT or known is not None:
            return
        hours, opened = service_hours(community_id), request.opened_at
        case = Complaint(
            community_id=community_id,
            request=request,
            subject=subject,
            opened_at=opened,
            reply_by=rules.after_days(opened, rules.REPLY_DAYS, hours),
            decide_by=rules.after_days(opened, rules.OUTCOME_DAYS[request.priority], hours),
            ended_at=None if request.state in OPEN_STATES else clock.now(),
        )
        case.due_at = rules.next_due(case)
        case.save()
        record(ComplaintOpened(complaint_id=case.id, subject=subject), actor=SYSTEM, about=request)
        named = concerned_in(community_id, request_id)
        if rules.needs_outcome(subject, request.category.code, named=bool(named), sealed=request.sealed):
            case.request = set_concerned(
                actor=SYSTEM, request=request, person_ids=named, sealed=request.sealed, by_outcome=True
            )
        give_to_somebody(SYSTEM, case)


def note_dispatch(*, community_id: int, request_id: int, at: datetime) -> None:
    """Somebody was sent for what work can end: who reported sees who comes and when, which is the first reply."""
    with transaction.atomic():
        case = _case(community_id, request_id)
        if case is None or case.request.by_outcome or case.replied_at is not None:
            return
        case.replied_at = at
        case.due_at = rules.next_due(case)
        case.save()


def end_by_work(*, community_id: int, request_id: int, words: str, person_id: int | None) -> None:
    """What was complained of was put right on the spot: upheld, and the reason is what was done."""
    with transaction.atomic():
        case = _case(community_id, request_id)
        if case is None or case.request.by_outcome or case.ended_at is not None:
            return
        now = clock.now()
        decision = Decision.objects.of(community_id).create(
            complaint=case, outcome=Outcome.UPHELD, reason=words, person_id=person_id, at=now
        )
        case.outcome, case.decided_at, case.ended_at, case.due_at = Outcome.UPHELD, now, now, None
        case.replied_at = case.replied_at or now
        case.save()
        record(
            ComplaintDecided(decision_id=decision.id, outcome=Outcome.UPHELD),
            actor=SYSTEM,
            about=case.request,
        )


def end_complaint(*, community_id: int, request_id: int) -> None:
    """The request ended otherwise (cancelled, merged, no complaint any more): nothing is to be decided."""
    with transaction.atomic():
        case = _case(community_id, request_id)
        if case is None or case.ended_at is not None:
            return
        if case.request.state in OPEN_STATES and case.request.kind == RequestKind.COMPLAINT:
            return
        case.ended_at, case.due_at = clock.now(), None
        case.save()


def reopen_complaint(*, community_id: int, request_id: int) -> None:
    """Who complained says that it is not settled: the outcome is to be given anew, by a clock of its own."""
    with transaction.atomic():
        case = _case(community_id, request_id)
        if case is None or case.ended_at is None or case.request.state not in OPEN_STATES:
            return
        days = rules.OUTCOME_DAYS[case.request.priority]
        case.decide_by = rules.after_days(clock.now(), days, service_hours(community_id))
        case.decided_at = case.ended_at = None
        case.due_at = rules.next_due(case)
        case.save()


def _case(community_id: int, request_id: int) -> Complaint | None:
    try:
        return case_locked(request_with_id(SYSTEM, community_id, request_id))
    except NotFound:
        return None
