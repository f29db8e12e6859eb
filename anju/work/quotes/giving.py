"""A quote is given, changed, withdrawn."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.assets.queries import parts_named
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.kernel.text import clean_line
from anju.work import events
from anju.work.choices import PAYING, LineKind, QuoteState
from anju.work.models import Job, Quote, QuoteLine
from anju.work.quotes import rules
from anju.work.quotes.deciding import keep_decision
from anju.work.quotes.keeping import check_concerns, check_open, locked
from anju.work.quotes.queries import liability_of, rework_of


def give_quote(
    *, actor: Actor, job: Job, lines: Sequence[Mapping[str, Any]], words: str = "", seen: int | None = None
) -> Quote:
    """Say what it costs, by the assignee or the desk. A new version replaces what waits and must be accepted anew.

    A line is ``kind``, ``name``, ``unit``, ``quantity``, ``unit_price``; with ``part_id`` the price list says name,
    unit and price. ``seen`` is the last version the actor saw: ``Refused`` when a colleague has given another since.
    """
    words = clean_line(words, field="words", most=300)
    checked = rules.checked_lines(
        [_from_list(job.community_id, number, row) for number, row in enumerate(lines)]
    )
    with transaction.atomic():
        job = locked(job)
        check_concerns(actor, job)
        check_open(job)
        _check_is_paid(actor, job)
        before = Quote.objects.of(job.community_id).filter(job=job).order_by("-version").first()
        last = before.version if before else 0
        if seen is not None and seen != last:
            raise Refused(_("您看的时候，同事刚刚报过价。请先看一下，再决定要不要改。"))
        Quote.objects.of(job.community_id).filter(job=job, state=QuoteState.WAITING).update(
            state=QuoteState.REPLACED
        )
        quote: Quote = Quote.objects.of(job.community_id).create(
            job=job,
            version=last + 1,
            total=rules.total_of(checked),
            words=words,
            given_by_id=actor.person_in(job.community_id),
            given_at=clock.now(),
        )
        for number, line in enumerate(checked, start=1):
            QuoteLine.objects.of(job.community_id).create(quote=quote, number=number, **vars(line))
        fact = events.JobQuoted(quote_id=quote.id, version=quote.version, total=quote.total)
        record(fact, actor=actor, about=job)
    return quote


def withdraw_quote(*, actor: Actor, quote: Quote) -> Quote:
    """Take back what waits; an earlier version that was agreed stays in force."""
    with transaction.atomic():
        job = locked(quote.job)
        check_concerns(actor, job)
        quote = Quote.objects.of(quote.community_id).get(id=quote.id)
        if quote.state != QuoteState.WAITING:
            raise Refused(_("这份报价已经有答复，或换成新的了。"))
        _withdraw(actor, job, quote)
    return quote


def withdraw_waiting(actor: Actor, job: Job) -> None:
    """For a job that is called off: nobody need answer any more. Within the caller's transaction."""
    for quote in Quote.objects.of(job.community_id).filter(job=job, state=QuoteState.WAITING):
        _withdraw(actor, job, quote)


def _withdraw(actor: Actor, job: Job, quote: Quote) -> None:
    quote.state = QuoteState.WITHDRAWN
    quote.save(update_fields=["state"])
    record(events.JobQuoteWithdrawn(quote_id=quote.id), actor=actor, about=job)


def _from_list(community_id: int, number: int, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A line of a part as the price list has it, whatever else was typed: every household pays the same."""
    if row.get("part_id") is None:
        return row
    part = parts_named(community_id, [row["part_id"]]).get(row["part_id"])
    if part is None or not part.is_active or row.get("kind") != LineKind.PART:
        raise Invalid(fields={f"lines.{number}.name": _("价目表里没有这个配件，请从列表里选。")})
    return {**row, "name": part.name, "unit": part.unit, "unit_price": part.price}


def _check_is_paid(actor: Actor, job: Job) -> None:
    """Only what somebody pays for is quoted; who quotes what was only proposed has thereby decided."""
    if rework_of(job) is not None:
        raise Refused(_("30 天内的返工不再向住户收费。不是返工的话，请派单的同事先改。"))
    liability = liability_of(job)
    if liability.party not in PAYING:
        raise Refused(_("现在定的是不由住户付钱。要报价，请先改由谁承担。"))
    if not liability.is_decided:
        keep_decision(actor, job, liability.party, "")
