"""One proposal: whose it is, who answers it, what is overdue."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.kernel.events import Recorded
from anju.people.queries import persons_named, staff_holding, staff_with_grant
from anju.proposals import rules
from anju.proposals.choices import ProposalState
from anju.proposals.models import Proposal, ProposalNote, Support
from anju.requests.queries import is_reported_by, request_for

if TYPE_CHECKING:
    from anju.people.models import Person
    from anju.requests.models import Request

GRANT = "proposals.answer"
MOST_COUNTED = 100


def proposal_of(request: "Request", *, also_other_kinds: bool = False) -> Proposal | None:
    """The proposal of a request that the caller may see; None where it has none, or where the request is of another
    kind by now."""
    if request.kind not in rules.PROPOSED and not also_other_kinds:
        return None
    found = Proposal.objects.of(request.community_id).filter(request_id=request.id)
    return found.select_related("answerer", "decided_by", "article").first()


def proposal_for(actor: Actor, community_id: int, number: str) -> Proposal:
    """The proposal of the request with this number, for who may see the request."""
    request = request_for(actor, community_id, number)
    found = proposal_of(request)
    if found is None:
        raise NotFound()
    found.request = request
    return found


def is_author(actor: Actor, request: "Request") -> bool:
    return is_reported_by(actor, request)


def able_to_answer(community_id: int) -> "list[Person]":
    """Who may be named as the one who answers."""
    return staff_with_grant(community_id, GRANT)


def usual_answerer(request: "Request") -> "Person | None":
    """Of those who hold the post that the category names, the one with the fewest undecided; else of the desk's
    leaders, else of all who may answer. Nobody answers their own."""
    able = {one.id: one for one in able_to_answer(request.community_id) if one.id != request.reporter_id}
    for posts in ([request.category.responder_post], ["CS_LEADER"]):
        holding = [one for one in staff_holding(request.community_id, posts) if one.id in able]
        if holding:
            return _least_loaded(request.community_id, holding)
    return _least_loaded(request.community_id, list(able.values())) if able else None


def words_by_event(community_id: int, told: Sequence[Recorded[Any]]) -> Mapping[int, str]:
    """What was said with the events, by event id."""
    wanted = {event.facts["words_id"]: event.id for event in told if event.facts.get("words_id")}
    notes = ProposalNote.objects.of(community_id).filter(id__in=wanted)
    return {wanted[note.id]: note.words for note in notes}


def answerers_by_event(community_id: int, told: Sequence[Recorded[Any]]) -> Mapping[int, str]:
    """Who was named to answer by the events, by event id."""
    named = persons_named(community_id, [event.facts["answerer_id"] for event in told])
    return {
        event.id: named[event.facts["answerer_id"]].name
        for event in told
        if event.facts["answerer_id"] in named
    }


def supporters_of(proposal: Proposal) -> "list[Person]":
    ids = (
        Support.objects.of(proposal.community_id)
        .filter(proposal=proposal)
        .values_list("person_id", flat=True)
    )
    return list(persons_named(proposal.community_id, list(ids)).values())


def overdue() -> list[Proposal]:
    """What is late and has not climbed as far as it can, in all communities, the longest late first."""
    late = Proposal.objects.across().filter(
        state=ProposalState.OPEN, answer_by__lte=clock.now(), climbed__lt=len(rules.CLIMBS)
    )
    return [one for one in late.order_by("answer_by", "id")[:1000] if rules.next_climb(one, clock.now())]


def overdue_count(community_id: int) -> int:
    """How many are late; from a hundred on it is not counted further."""
    late = Proposal.objects.of(community_id).filter(state=ProposalState.OPEN, answer_by__lt=clock.now())
    return len(late.values_list("id")[:MOST_COUNTED])


def _least_loaded(community_id: int, persons: "list[Person]") -> "Person":
    load = Counter(
        Proposal.objects.of(community_id)
        .filter(Q(state=ProposalState.OPEN), answerer_id__in=[one.id for one in persons])
        .values_list("answerer_id", flat=True)
    )
    return min(persons, key=lambda one: (load[one.id], one.id))
