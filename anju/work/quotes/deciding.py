"""Who bears the cost, and whether a job is rework: decided by a person, changeable with a reason."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.kernel.text import clean_line
from anju.work import events
from anju.work.choices import PAYING, Party, QuoteState
from anju.work.models import Charge, Job, LiabilityDecision, Quote, Rework
from anju.work.quotes.keeping import check_concerns, locked
from anju.work.quotes.queries import job_before, liability_of


def decide_party(*, actor: Actor, job: Job, party: str, reason: str = "") -> LiabilityDecision:
    """Say who bears the cost: the first time by one tap, later with the reason for the change.

    When the resident no longer pays, what was quoted is taken back. ``Refused`` once a charge stands.
    """
    if party not in Party.values:
        raise Invalid(fields={"party": _("请选一下由谁承担。")})
    reason = clean_line(reason, field="reason", most=200)
    with transaction.atomic():
        job = locked(job)
        check_concerns(actor, job)
        now = liability_of(job)
        if now.decision is not None and now.party == party:
            return now.decision
        if now.is_decided and len(reason) < 2:
            raise Invalid(fields={"reason": _("改由别人承担，请写一句为什么。")})
        if Charge.objects.of(job.community_id).filter(job=job).exists():
            raise Refused(_("这件已经记了收费，请先撤销那笔收费。"))
        decision = keep_decision(actor, job, party, reason, before=now.party if now.is_decided else "")
        if party not in PAYING:
            _take_back(actor, job)
    return decision


def keep_decision(actor: Actor, job: Job, party: str, reason: str, before: str = "") -> LiabilityDecision:
    """Write a decision down, within the caller's transaction."""
    decision: LiabilityDecision = LiabilityDecision.objects.of(job.community_id).create(
        job=job,
        party=party,
        reason=reason,
        person_id=actor.person_in(job.community_id),
        at=clock.now(),
    )
    record(events.JobPartyDecided(party=party, before=before), actor=actor, about=job)
    return decision


def find_rework(actor: Actor, job: Job) -> Rework | None:
    """Link a new job to what it repeats: the same place and group within thirty days. In the caller's transaction."""
    before = job_before(job)
    if before is None or before.finished_at is None:
        return None
    row: Rework = Rework.objects.of(job.community_id).create(job=job, of_job=before, at=job.opened_at)
    days = (job.opened_at - before.finished_at).days
    fact = events.JobReworkFound(of_job_id=before.id, of_job_number=before.number, days=days)
    record(fact, actor=actor, about=job)
    return row


def deny_rework(*, actor: Actor, job: Job, reason: str) -> Rework:
    """Who sends people out says, with the reason, that it is something else; from then on it may be charged."""
    actor.check("work.assign", job.community_id)
    reason = clean_line(reason, field="reason", most=200, least=2)
    with transaction.atomic():
        job = locked(job)
        row = Rework.objects.of(job.community_id).filter(job=job).first()
        if row is None:
            raise Refused(_("这件没有标成返工。"))
        if row.denied_at is None:
            row.denied_words, row.denied_at = reason, clock.now()
            row.denied_by_id = actor.person_in(job.community_id)
            row.save(update_fields=["denied_words", "denied_at", "denied_by"])
            record(events.JobReworkDenied(of_job_id=row.of_job_id), actor=actor, about=job)
    return row


def _take_back(actor: Actor, job: Job) -> None:
    open_states: list[Any] = [QuoteState.WAITING, QuoteState.ACCEPTED]
    for quote in Quote.objects.of(job.community_id).filter(job=job, state__in=open_states):
        quote.state = QuoteState.WITHDRAWN
        quote.save(update_fields=["state"])
        record(events.JobQuoteWithdrawn(quote_id=quote.id), actor=actor, about=job)
