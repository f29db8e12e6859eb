"""An overdue proposal climbs: to the leader of the desk, a day later to the project manager, each once."""

from django.db import transaction

from anju.kernel import clock
from anju.kernel.actor import SYSTEM
from anju.kernel.events import record
from anju.proposals import events, rules
from anju.proposals.actions.keeping import locked
from anju.proposals.choices import ProposalState
from anju.proposals.models import Proposal


def climb(*, community_id: int, proposal_id: int) -> bool:
    """Take the next step that is due, if there is one; whether there was. What was decided meanwhile stays quiet."""
    with transaction.atomic():
        proposal = locked(Proposal(community_id=community_id, id=proposal_id))
        post = rules.next_climb(proposal, clock.now())
        if proposal.state != ProposalState.OPEN or not post:
            return False
        proposal.climbed, proposal.climbed_at = proposal.climbed + 1, clock.now()
        proposal.save(update_fields=["climbed", "climbed_at"])
        fact = events.ProposalClimbed(post=post, step=proposal.climbed)
        record(fact, actor=SYSTEM, about=proposal.request)
    return True
