"""What proposals and praise show on the pages of a request."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.places.queries import community_named
from anju.proposals import queries
from anju.proposals.acts import ACTS, seen_proposal
from anju.proposals.choices import Decision, ProposalState
from anju.requests.choices import RequestState
from anju.standards.choices import RequestKind
from anju.ui import humane

Shown = Mapping[str, Any] | None
LOOKS = {
    Decision.ANSWERED: ("run", "message-check"),
    Decision.TAKEN: ("run", "check"),
    Decision.PARTLY: ("run", "circle-half-2"),
    Decision.NOT_TAKEN: ("off", "x"),
    Decision.OWNERS: ("wait", "users"),
}
ON_PANEL = ("decide", "answerer", "result", "article")
ENDED = (RequestState.CANCELLED, RequestState.MERGED)


def standing_of(proposal: Any) -> tuple[str, str, str]:
    """How it stands in a word, with its tone and icon; for lists."""
    if proposal.state == ProposalState.OPEN:
        if proposal.answer_by < clock.now():
            return _("过了说好的时间"), "late", "alert-circle"
        if proposal.postponed:
            return _("还在研究"), "wait", "hourglass"
        return _("等决定"), "run", "progress"
    if proposal.state == ProposalState.DROPPED:
        return str(ProposalState.DROPPED.label), "off", "circle-off"
    if proposal.result_on:
        return _("有了结果"), "run", "flag-check"
    decision = Decision(proposal.decision)
    return str(decision.label), *LOOKS[decision]


def desk_panel(actor: Actor, found: Any) -> Shown:
    proposal = seen_proposal(found)
    if proposal is None:
        return None
    knowledge = ""
    if proposal.article_id:
        slug = community_named(found.community_id).slug
        knowledge = reverse("knowledge:article", args=[slug, proposal.article_id])
    standing = actor.at(found.community_id)
    return {
        "proposal": proposal,
        "state": standing_of(proposal),
        "article": knowledge,
        "acts": [
            (step, act.title, act.icon)
            for step, act in ACTS.items()
            if step in ON_PANEL and act.stands(standing, found)
        ],
    }


def resident_panel(actor: Actor, found: Any) -> Shown:
    """The same for the author, in sentences. Nothing for one that is no longer to be decided."""
    proposal = seen_proposal(found)
    if proposal is None or proposal.state == ProposalState.DROPPED:
        return None
    is_suggestion = found.kind == RequestKind.SUGGESTION
    return {
        "proposal": proposal,
        "title": _("您的建议") if is_suggestion else _("您问的事"),
        "sentence": sentence_of(proposal),
        "decision": Decision(proposal.decision).label if proposal.decision else "",
        "may_share": is_suggestion and queries.is_author(actor, found),
    }


def sentence_of(proposal: Any) -> str:
    """How it stands, said to the author."""
    by = humane.by(proposal.answer_by, clock.now(), timezone.get_current_timezone())
    name = proposal.answerer.name if proposal.answerer else _("我们")
    if proposal.state == ProposalState.OPEN:
        if proposal.answer_by < clock.now():
            return _("说好%(by)s给您决定，我们没做到。%(name)s负责，已经告诉上级。") % {
                "by": by,
                "name": name,
            }
        if proposal.postponed:
            return _("还要研究，%(name)s%(by)s给您决定，不会再往后推。") % {"name": name, "by": by}
        return _("%(name)s会答复您，%(by)s。") % {"name": name, "by": by}
    decided = proposal.decided_by.name if proposal.decided_by else name
    if proposal.decision == Decision.ANSWERED:
        return _("%(name)s答复了您：") % {"name": decided}
    label = Decision(proposal.decision).label
    return _("%(name)s给了您决定：%(decision)s。") % {"name": decided, "decision": label}


def desk_praise(actor: Actor, found: Any) -> Shown:
    if found.kind != RequestKind.PRAISE:
        return None
    praises = queries.praise_of_request(found)
    return {
        "praises": praises,
        "signed": queries.is_signed(found),
        "likely": [] if praises else queries.candidates_for(found, only_known=True),
        "may": ACTS["praise"].stands(actor.at(found.community_id), found),
    }


def resident_praise(actor: Actor, found: Any) -> Shown:
    """Whom it reached; before that, whom it may be for, each a tap away."""
    if found.kind != RequestKind.PRAISE or found.state in ENDED:
        return None
    praises = queries.praise_of_request(found)
    return {
        "praises": praises,
        "signed": queries.is_signed(found),
        "likely": [] if praises else queries.candidates_for(found, only_known=True),
        "may": queries.is_author(actor, found),
    }
