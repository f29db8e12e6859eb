"""What is made good: agreed with who does it and until when, and done."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.complaints import queries
from anju.complaints.actions.hearing import check_ahead
from anju.complaints.actions.keeping import case_locked, check_holds
from anju.complaints.choices import RemedyKind
from anju.complaints.events import RemedyAgreed, RemedyDone
from anju.complaints.models import Complaint, Remedy
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.kernel.text import clean
from anju.requests.queries import concerned_in

MOST_MONEY = Decimal("1000000")
CENT = Decimal("0.01")


def agree_remedy(
    *,
    actor: Actor,
    request: Any,
    kind: str,
    person_id: int,
    by: datetime,
    words: str = "",
    amount: Decimal | None = None,
) -> Remedy:
    """Agree on something that is made good. Also after the outcome: what was agreed is kept until it is done."""
    if kind not in RemedyKind.values:
        raise Invalid(fields={"kind": _("请选一下怎么补救。")})
    words = clean(words, field="words", most=300)
    check_ahead(by, "by")
    amount = _money(kind, amount)
    with transaction.atomic():
        case = case_locked(request)
        check_holds(actor, case)
        _check_doer(case, person_id)
        remedy = Remedy.objects.of(case.community_id).create(
            complaint=case, kind=kind, words=words, amount=amount, person_id=person_id, by=by
        )
        record(RemedyAgreed(remedy_id=remedy.id, remedy_kind=kind), actor=actor, about=case.request)
    return remedy


def _money(kind: str, amount: Decimal | None) -> Decimal | None:
    if kind != RemedyKind.MONEY:
        if amount is not None:
            raise Invalid(fields={"amount": _("只有退费或补偿才写金额。")})
        return None
    if amount is None or not amount.is_finite() or amount <= 0:
        raise Invalid(fields={"amount": _("请写上金额，要大于零。")})
    if amount > MOST_MONEY:
        raise Invalid(fields={"amount": _("金额太大了，请再看一下。")})
    rounded = amount.quantize(CENT, ROUND_HALF_UP)
    if rounded != amount:
        raise Invalid(fields={"amount": _("金额最多到分，两位小数。")})
    return rounded


def _check_doer(case: Complaint, person_id: int) -> None:
    if person_id not in {one.id for one in queries.staff_of(case.community_id)}:
        raise Invalid(fields={"person": _("请从在岗的同事里选。")})
    if case.request.sealed and person_id in concerned_in(case.community_id, case.request_id):
        raise Refused(_("这件投诉不让被投诉的人看到，请换一位同事去做。"))


def finish_remedy(*, actor: Actor, remedy: Remedy, words: str = "") -> Remedy:
    """Say that it is done: who does it, or who holds the complaint."""
    words = clean(words, field="words", most=300)
    with transaction.atomic():
        case = case_locked(remedy.complaint.request)
        row = Remedy.objects.of(case.community_id).select_for_update().get(id=remedy.id)
        person_id = actor.person_in(case.community_id)
        if row.person_id != person_id:
            check_holds(actor, case)
        if row.done_at is not None:
            raise Refused(_("这一项已经记为做完了。"))
        row.done_at, row.done_by_id, row.done_words = clock.now(), person_id, words
        row.save()
        record(RemedyDone(remedy_id=row.id, remedy_kind=row.kind), actor=actor, about=case.request)
    return row
