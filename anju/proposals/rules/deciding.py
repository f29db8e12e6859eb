"""Which decision fits which kind, and when one may be taken."""

from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Invalid, Refused
from anju.proposals.choices import Decision, ProposalState
from anju.proposals.models import Proposal
from anju.standards.choices import RequestKind

PROPOSED = frozenset({RequestKind.SUGGESTION, RequestKind.ENQUIRY})
DECISIONS = {
    RequestKind.SUGGESTION: (
        Decision.TAKEN,
        Decision.PARTLY,
        Decision.NOT_TAKEN,
        Decision.OWNERS,
        Decision.STUDY,
    ),
    RequestKind.ENQUIRY: (Decision.ANSWERED, Decision.STUDY),
}
# After which a result can come.
WITH_RESULT = frozenset({Decision.TAKEN, Decision.PARTLY, Decision.OWNERS})

_WHY_NOT = {
    ProposalState.DECIDED: _("已经有决定了。"),
    ProposalState.DROPPED: _("这一件已经撤销、合并或改了类别，不用再决定。"),
}


def decisions_for(proposal: Proposal) -> list[Decision]:
    """What can be decided now: studying once more is not among it after the one new date."""
    fitting = DECISIONS[RequestKind(proposal.kind)]
    return [one for one in fitting if one != Decision.STUDY or not proposal.postponed]


def check_is_open(proposal: Proposal) -> None:
    if proposal.state != ProposalState.OPEN:
        raise Refused(_WHY_NOT[ProposalState(proposal.state)])


def check_decision(proposal: Proposal, decision: str) -> Decision:
    """``Invalid`` for one that does not fit the kind, ``Refused`` for a second new date."""
    if decision not in DECISIONS[RequestKind(proposal.kind)]:
        raise Invalid(fields={"decision": _("请选一个决定。")})
    if decision == Decision.STUDY and proposal.postponed:
        raise Refused(_("已经延过一次了，这次要给出决定。"))
    return Decision(decision)


def has_result(proposal: Proposal) -> bool:
    """Whether something came of it that can be told."""
    return proposal.state == ProposalState.DECIDED and proposal.decision in WITH_RESULT
