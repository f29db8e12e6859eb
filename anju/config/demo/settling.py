"""How the demo's desk ends a suggestion or a praise."""

from random import Random
from typing import Any

from anju.kernel.actor import Actor
from anju.proposals import actions as proposals
from anju.proposals.queries import proposal_of


def pass_on_praise(request: Any, agent: Actor, crew: dict[str, list[Actor]], dice: Random) -> None:
    """To one of the crew, whom the desk has found out."""
    praised = dice.choice(crew[dice.choice(sorted(crew))])
    person_id = praised.person_in(request.community_id) or 0
    proposals.name_praised(actor=agent, request=request, person_ids=[person_id])


def decide_plainly(request: Any, reporter: Actor, agent: Actor, words: str, dice: Random) -> None:
    """With the words as the reason; every other author lets the neighbours read it."""
    proposal = the_proposal(request)
    if dice.random() < 0.5 and not proposal.shared:
        proposals.share_proposal(actor=reporter, proposal=proposal, shared=True)
    decision = "taken" if words.startswith("采纳") else "partly"
    proposals.decide(actor=agent, proposal=proposal, decision=decision, reason=words)


def the_proposal(request: Any) -> Any:
    found = proposal_of(request)
    if found is None:
        raise RuntimeError(f"the demo's {request.number} has no proposal")
    found.request = request
    return found
