"""A proposal begins with its request and follows it: opened, answered by a plain word, dropped, taken up again."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from anju.kernel import clock
from anju.kernel.actor import SYSTEM
from anju.kernel.events import record
from anju.proposals import events, queries, rules
from anju.proposals.actions.keeping import keep_words, locked_of
from anju.proposals.choices import Decision, ProposalState
from anju.proposals.models import Proposal
from anju.standards.queries import service_hours

if TYPE_CHECKING:
    from anju.requests.models import Request


def open_proposal(*, request: "Request") -> None:
    """Name who answers a suggestion or an enquiry and until when. A request that is of another kind now lets its
    proposal drop; one that comes back takes it up again. Safe to run twice."""
    if request.kind not in rules.PROPOSED:
        drop_proposal(request=request)
        return
    with transaction.atomic():
        found = locked_of(request)
        if found is not None and found.kind == request.kind and found.state != ProposalState.DROPPED:
            return
        proposal = found or Proposal(
            community_id=request.community_id, request=request, opened_at=clock.now()
        )
        proposal.kind, proposal.state = request.kind, ProposalState.OPEN
        proposal.decision = proposal.reason = ""
        proposal.answerer = queries.usual_answerer(request)
        proposal.answer_by = proposal.first_answer_by = rules.answer_date(
            request.kind, request.finish_by, request.opened_at, service_hours(request.community_id)
        )
        try:
            with transaction.atomic():
                proposal.save()
        except IntegrityError:  # the same reaction in another worker, this very moment
            return
        fact = events.ProposalOpened(
            answerer_id=proposal.answerer_id, answer_by=proposal.answer_by.isoformat()
        )
        record(fact, actor=SYSTEM, about=request)


def drop_proposal(*, request: "Request") -> None:
    """Nothing is to be decided any more. Safe to run twice."""
    with transaction.atomic():
        proposal = locked_of(request)
        if proposal is None or proposal.state != ProposalState.OPEN:
            return
        proposal.state = ProposalState.DROPPED
        proposal.save(update_fields=["state"])
        record(events.ProposalDropped(), actor=SYSTEM, about=request)


def keep_answer(*, request: "Request", words: str, person_id: int | None) -> None:
    """The desk has finished an enquiry with plain words: they are its answer. Safe to run twice."""
    with transaction.atomic():
        proposal = locked_of(request)
        if proposal is None or proposal.state != ProposalState.OPEN:
            return
        proposal.state, proposal.decision, proposal.reason = ProposalState.DECIDED, Decision.ANSWERED, words
        proposal.decided_by_id, proposal.decided_at = person_id, clock.now()
        proposal.save()
        kept = keep_words(SYSTEM, proposal, words)
        record(
            events.ProposalDecided(decision=Decision.ANSWERED, words_id=kept.id), actor=SYSTEM, about=request
        )


def reconsider(*, request: "Request") -> None:
    """The author was not content: the decision is open again, with a date of its own. Safe to run twice."""
    with transaction.atomic():
        proposal = locked_of(request)
        if proposal is None or proposal.state != ProposalState.DECIDED:
            return
        hours = service_hours(request.community_id)
        proposal.state, proposal.climbed, proposal.climbed_at = ProposalState.OPEN, 0, None
        proposal.answer_by = rules.answer_date(proposal.kind, request.finish_by, clock.now(), hours)
        proposal.save()
        fact = events.ProposalReconsidered(answer_by=proposal.answer_by.isoformat())
        record(fact, actor=SYSTEM, about=request)
