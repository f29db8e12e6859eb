"""大家的建议: the suggestions whose authors let their neighbours read them, without names and homes."""

from dataclasses import dataclass

from django.db.models import QuerySet

from anju.improvement.queries import words_masked
from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.proposals.choices import ProposalState
from anju.proposals.models import Proposal, Support
from anju.proposals.rules import WITH_RESULT

ROWS = 20


@dataclass(frozen=True)
class Idea:
    """A shared suggestion as a neighbour reads it. ``own``: the reader's; ``supported``: by the reader."""

    proposal: Proposal
    words: str
    reason: str
    result: str
    own: bool
    supported: bool


def ideas_for(
    actor: Actor, community_id: int, *, show: str = "", after: int | None = None, most: int = ROWS
) -> list[Idea]:
    """The newest first. ``show``: open, taken (also in part, and what the owners decide), done, or all."""
    standing = actor.at(community_id)
    found = _shared(community_id)
    if show == "open":
        found = found.filter(state=ProposalState.OPEN)
    elif show == "taken":
        found = found.filter(state=ProposalState.DECIDED, decision__in=WITH_RESULT)
    elif show == "done":
        found = found.filter(result_on__isnull=False)
    if after is not None:
        found = found.filter(id__lt=after)
    rows = list(found.select_related("request", "answerer").order_by("-id")[:most])
    mine = Support.objects.of(community_id).filter(
        person_id=standing.person_id or 0, proposal_id__in=[row.id for row in rows]
    )
    supported = set(mine.values_list("proposal_id", flat=True)) if rows else set()
    said = [text for row in rows for text in (row.request.words, row.reason, row.result)]
    texts = iter(words_masked(community_id, *said))
    return [
        Idea(
            proposal=row,
            words=next(texts),
            reason=next(texts),
            result=next(texts),
            own=row.request.reporter_id is not None and row.request.reporter_id == standing.person_id,
            supported=row.id in supported,
        )
        for row in rows
    ]


def shared_for(actor: Actor, community_id: int, proposal_id: int) -> Proposal:
    """One that is shared, for whoever is known in the community."""
    actor.at(community_id)
    found = _shared(community_id).filter(id=proposal_id).select_related("request").first()
    if found is None:
        raise NotFound()
    return found


def _shared(community_id: int) -> QuerySet[Proposal]:
    return Proposal.objects.of(community_id).filter(shared=True).exclude(state=ProposalState.DROPPED)
