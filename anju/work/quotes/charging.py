"""What a finished job leaves to be paid: exactly one charge, equal to the agreed quote; a counter-entry cancels it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Refused
from anju.kernel.events import record
from anju.kernel.text import clean_line
from anju.work import events
from anju.work.choices import QuoteState
from anju.work.models import Charge, Job, Quote
from anju.work.quotes.keeping import locked
from anju.work.quotes.queries import liability_of


def charge_for_job(actor: Actor, job: Job) -> Charge | None:
    """Write the charge of a job that has just been finished, in the caller's transaction. Again writes nothing."""
    agreed = Quote.objects.of(job.community_id).filter(job=job, state=QuoteState.ACCEPTED).first()
    if agreed is None or Charge.objects.of(job.community_id).filter(job=job).exists():
        return None
    payer = liability_of(job).party
    charge: Charge = Charge.objects.of(job.community_id).create(
        job=job,
        quote=agreed,
        payer=payer,
        person_id=agreed.person_id,
        home=job.place if job.place.is_home else None,
        amount=agreed.total,
        written_by_id=actor.person_in(job.community_id),
        at=clock.now(),
    )
    fact = events.JobCharged(charge_id=charge.id, amount=charge.amount, payer=payer)
    record(fact, actor=actor, about=job)
    return charge


def cancel_charge(*, actor: Actor, charge: Charge, reason: str) -> Charge:
    """The counter-entry of the same amount, with the reason. Again answers the one that is there."""
    actor.check("charges.manage", charge.community_id)
    reason = clean_line(reason, field="reason", most=200, least=2)
    with transaction.atomic():
        job = locked(Job(community_id=charge.community_id, id=charge.job_id))
        if charge.reverses_id is not None:
            raise Refused(_("这是一笔冲销，不能再撤。"))
        before = Charge.objects.of(charge.community_id).filter(reverses=charge).first()
        if before is not None:
            return before
        counter: Charge = Charge.objects.of(charge.community_id).create(
            job=job,
            quote_id=charge.quote_id,
            payer=charge.payer,
            person_id=charge.person_id,
            home_id=charge.home_id,
            amount=-charge.amount,
            reverses=charge,
            reason=reason,
            written_by_id=actor.person_in(charge.community_id),
            at=clock.now(),
        )
        fact = events.JobChargeCancelled(charge_id=counter.id, amount=counter.amount)
        record(fact, actor=actor, about=job)
    return counter
