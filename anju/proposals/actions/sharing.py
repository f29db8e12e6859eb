"""What residents do with a suggestion: the author lets neighbours read it, neighbours support it."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound, Refused
from anju.kernel.events import record
from anju.proposals import events, queries
from anju.proposals.actions.keeping import locked
from anju.proposals.choices import ProposalState
from anju.proposals.models import Proposal, Support
from anju.standards.choices import RequestKind


def share_proposal(*, actor: Actor, proposal: Proposal, shared: bool) -> Proposal:
    """The author lets their neighbours read it, without their name, or takes that back. Off until they say so."""
    with transaction.atomic():
        proposal = locked(proposal)
        if not queries.is_author(actor, proposal.request):
            raise NotFound()
        if proposal.kind != RequestKind.SUGGESTION:
            raise Refused(_("只有建议可以给大家看。"))
        if proposal.state == ProposalState.DROPPED:
            raise Refused(_("这一件已经不办了。"))
        if proposal.shared != shared:
            proposal.shared = shared
            proposal.save(update_fields=["shared"])
            record(events.ProposalShared(shared=shared), actor=actor, about=proposal.request)
    return proposal


def support_proposal(*, actor: Actor, proposal: Proposal) -> Proposal:
    """A resident supports a neighbour's suggestion, once, as long as it is not decided."""
    person_id = actor.at(proposal.community_id).person_id
    if person_id is None or not actor.at(proposal.community_id).places:
        raise NotFound()
    with transaction.atomic():
        proposal = locked(proposal)
        if not proposal.shared or proposal.state == ProposalState.DROPPED:
            raise NotFound()
        if proposal.request.reporter_id == person_id:
            raise Refused(_("这是您自己提的，邻居可以来附议。"))
        if proposal.state != ProposalState.OPEN:
            raise Refused(_("已经有决定了，谢谢您。"))
        try:
            with transaction.atomic():
                Support.objects.of(proposal.community_id).create(
                    proposal=proposal, person_id=person_id, at=clock.now()
                )
        except IntegrityError:
            raise Refused(_("您已经附议过了。")) from None
        Proposal.objects.of(proposal.community_id).filter(id=proposal.id).update(supports=F("supports") + 1)
        proposal.supports += 1
        record(events.ProposalSupported(supports=proposal.supports), actor=actor, about=proposal.request)
    return proposal
