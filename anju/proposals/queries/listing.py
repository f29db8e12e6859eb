"""The desk's list of proposals."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.ids import MAX_ID
from anju.people.queries import persons_named
from anju.proposals import rules
from anju.proposals.choices import ProposalState
from anju.proposals.models import Proposal

if TYPE_CHECKING:
    from anju.people.models import Person

ROWS = 50
SOON = timedelta(hours=24)


@dataclass(frozen=True)
class Looking:
    """What the desk looks for. Empty means no limit. ``state`` is open (also the default), decided, waiting (taken, no
    result told yet) or all; ``due`` late or soon (within a day)."""

    state: str = "open"
    kind: str = ""
    answerer: int | None = None
    due: str = ""
    text: str = ""


def proposals_for(
    actor: Actor,
    community_id: int,
    looking: Looking,
    *,
    after: tuple[datetime | None, int] | None = None,
    most: int = ROWS,
) -> list[Proposal]:
    """For who sees all requests: undecided ones, the next due first; others newest first. ``after`` is the key of the
    last row of the page before (``key_of``)."""
    actor.check("requests.see", community_id)
    found = _filtered(Proposal.objects.of(community_id), looking)
    if looking.state == "open":
        if after is not None and after[0] is not None:
            found = found.filter(Q(answer_by__gt=after[0]) | Q(answer_by=after[0], id__gt=after[1]))
        found = found.order_by("answer_by", "id")
    else:
        found = (found if after is None else found.filter(id__lt=after[1])).order_by("-id")
    return list(found.select_related("request__place", "request__reporter", "answerer")[:most])


def answerers_of(community_id: int) -> "list[Person]":
    """Who has something undecided, to look for."""
    ids = (
        Proposal.objects.of(community_id)
        .filter(state=ProposalState.OPEN)
        .values_list("answerer_id", flat=True)
    )
    found = persons_named(community_id, sorted({one for one in ids.distinct() if one is not None}))
    return sorted(found.values(), key=lambda one: (one.pinyin, one.id))


def key_of(proposal: Proposal) -> str:
    return f"{proposal.answer_by.isoformat()}~{proposal.id}"


def key_in(text: str) -> tuple[datetime | None, int] | None:
    """The key inside an address's word; None when there is none or it is broken."""
    moment, _, row_id = text.rpartition("~")
    if not (row_id.isascii() and row_id.isdecimal()):
        return None
    try:
        due = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (due, min(int(row_id), MAX_ID)) if due.tzinfo else None


def _filtered(found: QuerySet[Proposal], looking: Looking) -> QuerySet[Proposal]:
    if looking.state in (ProposalState.OPEN, ProposalState.DECIDED):
        found = found.filter(state=looking.state)
    elif looking.state == "waiting":
        found = found.filter(
            state=ProposalState.DECIDED, decision__in=rules.WITH_RESULT, result_on__isnull=True
        )
    if looking.kind:
        found = found.filter(kind=looking.kind)
    if looking.answerer:
        found = found.filter(answerer_id=looking.answerer)
    if looking.due == "late":
        found = found.filter(state=ProposalState.OPEN, answer_by__lt=clock.now())
    elif looking.due == "soon":
        now = clock.now()
        found = found.filter(state=ProposalState.OPEN, answer_by__gte=now, answer_by__lt=now + SOON)
    if looking.text:
        found = found.filter(
            Q(request__number__icontains=looking.text)
            | Q(request__words__icontains=looking.text)
            | Q(reason__icontains=looking.text)
        )
    return found
