"""An answer becomes an article, so that the next one need not ask."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.improvement.actions import write_article
from anju.kernel.actor import Actor
from anju.kernel.errors import Refused
from anju.proposals.actions.keeping import locked
from anju.proposals.choices import ProposalState
from anju.proposals.models import Proposal

if TYPE_CHECKING:
    from anju.improvement.models import Article


def make_article(*, actor: Actor, proposal: Proposal, **words: Any) -> "Article":
    """Make an article of an answered question or a decided suggestion, with words that somebody has looked at (see
    ``queries.article_words``); once."""
    actor.check("knowledge.manage", proposal.community_id)
    with transaction.atomic():
        proposal = locked(proposal)
        if proposal.state != ProposalState.DECIDED:
            raise Refused(_("答复了以后才能存成常见问题。"))
        if proposal.article_id is not None:
            raise Refused(_("已经存成常见问题了，要改请到知识库里改。"))
        article = write_article(
            actor=actor, community_id=proposal.community_id, source=proposal.request, **words
        )
        proposal.article = article
        proposal.save(update_fields=["article"])
    return article
