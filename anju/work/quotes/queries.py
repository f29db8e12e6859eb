"""Quotes, liability, rework and charges. Where no actor is named, the caller has checked that they see the job."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from anju.assets.queries import matching_parts, warranty_at
from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound, Words
from anju.kernel.files import files_of, seen_through
from anju.kernel.ids import MAX_ID
from anju.people.queries import today
from anju.work.choices import JobState, QuoteState
from anju.work.models import Charge, Job, LiabilityDecision, Quote, QuoteLine, Rework
from anju.work.queries import jobs_for
from anju.work.quotes import rules

if TYPE_CHECKING:
    from anju.assets.models import Part
    from anju.kernel.models import StoredFile

MOST_PARTS = 400


@dataclass(frozen=True)
class Liability:
    """Who bears the cost: as decided by a person, else as proposed with the reason."""

    party: str
    why: Words
    decision: LiabilityDecision | None = None

    @property
    def is_decided(self) -> bool:
        return self.decision is not None


@dataclass(frozen=True)
class Paying:
    """All that is to be known of the money of a job."""

    liability: Liability
    must_quote: bool
    waiting: Quote | None
    agreed: Quote | None
    quotes: list[Quote]
    rework: Rework | None
    charges: list[Charge]

    @property
    def shown(self) -> Quote | None:
        """The quote that counts now: what waits, else what is agreed, else the last one."""
        return self.waiting or self.agreed or (self.quotes[-1] if self.quotes else None)

    @property
    def may_start(self) -> bool:
        return not self.must_quote or self.agreed is not None


def liability_of(job: Job) -> Liability:
    decided = LiabilityDecision.objects.of(job.community_id).filter(job=job).select_related("person")
    decision = decided.order_by("-id").first()
    if decision is not None:
        return Liability(decision.party, decision.reason, decision)
    part_class = rules.PART_CLASSES.get(job.category.code)
    warranty = warranty_at(job.place, part_class) if part_class else None
    proposal = rules.propose(
        code=job.category.code,
        liable=job.category.liable_party,
        chargeable=job.category.chargeable,
        is_home=job.place.is_home,
        until=warranty.until if warranty else None,
        today=today(),
    )
    return Liability(proposal.party, proposal.why)


def must_quote(job: Job) -> bool:
    """Whether the job's paid work needs an agreed quote before it begins."""
    liability = liability_of(job)
    return rules.must_be_quoted(
        party=liability.party,
        is_decided=liability.is_decided,
        chargeable=job.category.chargeable,
        priority=job.priority,
        is_rework=rework_of(job) is not None,
    )


def paying_of(job: Job) -> Paying:
    liability, rework, quotes = liability_of(job), rework_of(job), quotes_of(job)
    by_state = {quote.state: quote for quote in quotes}
    return Paying(
        liability=liability,
        must_quote=rules.must_be_quoted(
            party=liability.party,
            is_decided=liability.is_decided,
            chargeable=job.category.chargeable,
            priority=job.priority,
            is_rework=rework is not None,
        ),
        waiting=by_state.get(QuoteState.WAITING),
        agreed=by_state.get(QuoteState.ACCEPTED),
        quotes=quotes,
        rework=rework,
        charges=charges_of(job.community_id, job_ids=[job.id]) if job.state == JobState.FINISHED else [],
    )


def quotes_of(job: Job) -> list[Quote]:
    """All versions, the oldest first."""
    found = Quote.objects.of(job.community_id).filter(job=job)
    return list(found.select_related("given_by", "written_by").order_by("version"))


def quote_of(job: Job, version: int) -> Quote:
    found = Quote.objects.of(job.community_id).filter(job=job, version=version).first()
    if found is None:
        raise NotFound()
    return found


def quote_named(community_id: int, quote_id: int) -> Quote:
    """A quote with its job, without a check: for the app that asked for the job, and for who holds its key."""
    found = Quote.objects.of(community_id).filter(id=min(quote_id, MAX_ID))
    quote = found.select_related("job__place", "job__category").first()
    if quote is None:
        raise NotFound()
    return quote


def lines_of(quotes: Collection[Quote]) -> dict[int, list[QuoteLine]]:
    """The lines of quotes of one community, by the quote's id."""
    found: dict[int, list[QuoteLine]] = {quote.id: [] for quote in quotes}
    if quotes:
        community_id = next(iter(quotes)).community_id
        for line in (
            QuoteLine.objects.of(community_id).filter(quote_id__in=found).order_by("quote_id", "number")
        ):
            found[line.quote_id].append(line)
    return found


def quotes_shown(community_id: int, job_ids: Any) -> list[Quote]:
    """Of each job the quote that counts for the resident: what waits or is agreed, else the one refused last.

    ``job_ids`` may be a query of ids: it is then asked in the same breath.
    """
    counted = [QuoteState.WAITING, QuoteState.ACCEPTED, QuoteState.REFUSED]
    found = Quote.objects.of(community_id).filter(job_id__in=job_ids, state__in=counted)
    best: dict[int, Quote] = {}
    order = {QuoteState.REFUSED: 0, QuoteState.ACCEPTED: 1, QuoteState.WAITING: 2}
    for quote in found.select_related("job__assignee", "given_by").order_by("version"):
        kept = best.get(quote.job_id)
        if kept is None or order[QuoteState(quote.state)] >= order[QuoteState(kept.state)]:
            best[quote.job_id] = quote
    return [best[job_id] for job_id in sorted(best)]


def waiting_quotes(community_id: int, job_ids: Collection[int]) -> dict[int, Quote]:
    """The quotes of the jobs that wait for the resident, by the job's id."""
    if not job_ids:
        return {}
    found = Quote.objects.of(community_id).filter(job_id__in=list(job_ids), state=QuoteState.WAITING)
    return {quote.job_id: quote for quote in found}


def signature_of(quote: Quote) -> "StoredFile | None":
    return next(iter(files_of(quote, "signature")), None)


@seen_through("work.quote")
def check_sees_signature(actor: Actor, community_id: int, quote_id: int) -> None:
    """The signature is seen by who sees the job."""
    quote = Quote.objects.of(community_id).filter(id=quote_id).first()
    if quote is None or not jobs_for(actor, community_id).filter(id=quote.job_id).exists():
        raise NotFound()


def rework_of(job: Job) -> Rework | None:
    """What the job repeats; None where it repeats nothing, or somebody said that it does not."""
    found = Rework.objects.of(job.community_id).filter(job=job, denied_at__isnull=True)
    return found.select_related("of_job__assignee").first()


def reworks_among(community_id: int, job_ids: Collection[int]) -> set[int]:
    """Those of the jobs that are rework."""
    found = Rework.objects.of(community_id).filter(job_id__in=list(job_ids), denied_at__isnull=True)
    return set(found.values_list("job_id", flat=True))


def job_before(job: Job) -> Job | None:
    """The last finished job at the same place and of the same group of categories that the job may repeat."""
    found = Job.objects.of(job.community_id).filter(
        place_id=job.place_id,
        category__code__startswith=job.category.code[:2],
        state=JobState.FINISHED,
        finished_at__gte=job.opened_at - rules.timedelta(days=rules.REWORK_DAYS),
        finished_at__lte=job.opened_at,
    )
    return found.exclude(id=job.id).order_by("-finished_at").first()


def rework_count(community_id: int, since: datetime) -> int:
    """How many jobs were opened since then to do again what had been done."""
    return Rework.objects.of(community_id).filter(at__gte=since, denied_at__isnull=True).count()


def charges_of(
    community_id: int,
    *,
    job_ids: Collection[int] | None = None,
    home_id: int | None = None,
    after: int = 0,
    most: int = 200,
) -> list[Charge]:
    """The charges and their counter-entries in the order they were written, from behind the id ``after``: what fees
    take over. The caller answers for who may see them."""
    found = _charges(community_id).filter(id__gt=after)
    if job_ids is not None:
        found = found.filter(job_id__in=list(job_ids))
    if home_id is not None:
        found = found.filter(home_id=home_id)
    return list(found.order_by("id")[:most])


def charges_for(actor: Actor, community_id: int, *, after: int = 0, most: int = 200) -> list[Charge]:
    """``charges_of`` the community, for who has ``charges.manage``."""
    actor.check("charges.manage", community_id)
    return charges_of(community_id, after=after, most=most)


def charge_for(actor: Actor, community_id: int, charge_id: int) -> Charge:
    actor.check("charges.manage", community_id)
    found = _charges(community_id).filter(id=min(charge_id, MAX_ID)).first()
    if found is None:
        raise NotFound()
    return found


def _charges(community_id: int) -> QuerySet[Charge]:
    return Charge.objects.of(community_id).select_related("job", "quote", "person", "home")


def owed(charges: Collection[Charge]) -> Decimal:
    """What is left of charges and counter-entries."""
    return sum((charge.amount for charge in charges), Decimal("0.00"))


def price_list(community_id: int) -> "list[Part]":
    """The parts that can be quoted, in the order of their codes."""
    return list(matching_parts(community_id, "")[:MOST_PARTS])


def part_meant(community_id: int, name: str) -> "Part | None":
    """The part of the price list that is called so, by its code or its whole name."""
    plain = name.strip()
    found = matching_parts(community_id, "").filter(Q(code=plain.upper()) | Q(name=plain))
    return found.first()


def newest_charges(
    actor: Actor, community_id: int, *, before: int | None = None, most: int = 50
) -> list[Charge]:
    """The charges of the community, newest first, for who has ``charges.manage``; each with its counter-entry's id as
    ``cancelled_by`` (None while it stands)."""
    actor.check("charges.manage", community_id)
    found = _charges(community_id)
    if before is not None:
        found = found.filter(id__lt=before)
    counter = Charge.objects.across([community_id]).filter(reverses_id=OuterRef("id"))
    rows = found.annotate(cancelled_by=Subquery(counter.values("id")[:1])).select_related(
        "job__place", "home", "person"
    )
    return list(rows.order_by("-id")[:most])
