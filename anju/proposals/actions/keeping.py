"""What all actions on a proposal share: its row lock and its words."""

from typing import TYPE_CHECKING

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.proposals.models import Proposal, ProposalNote

if TYPE_CHECKING:
    from anju.requests.models import Request


def locked(proposal: Proposal) -> Proposal:
    """The proposal as it stands now, locked until the transaction ends."""
    rows = Proposal.objects.of(proposal.community_id).select_for_update(of=("self",))
    return rows.select_related("request__category", "request__place", "request__reporter").get(id=proposal.id)


def locked_of(request: "Request") -> Proposal | None:
    """The same by its request; None where it has none."""
    rows = Proposal.objects.of(request.community_id).select_for_update(of=("self",))
    return rows.select_related("request").filter(request_id=request.id).first()


def keep_words(actor: Actor, proposal: Proposal, words: str) -> ProposalNote:
    return ProposalNote.objects.of(proposal.community_id).create(
        proposal=proposal, words=words, person_id=actor.person_in(proposal.community_id), at=clock.now()
    )
