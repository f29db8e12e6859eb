"""大家的建议: what neighbours proposed, what was decided and what came of it; one tap supports one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anju.kernel.errors import Refused
from anju.kernel.ids import id_in
from anju.proposals import actions, queries
from anju.proposals.choices import ProposalState
from anju.proposals.panels import standing_of
from anju.ui.doors import Request, resident_page

SHOWN = [
    ("open", gettext_lazy("等决定")),
    ("taken", gettext_lazy("采纳的")),
    ("done", gettext_lazy("做成的")),
]
MOST = 20


@resident_page()
def ideas(request: Request) -> HttpResponse:
    found = queries.ideas_for(
        request.actor,
        request.standing.community_id,
        show=request.GET.get("show", ""),
        after=id_in(request.GET.get("after", "")),
        most=MOST + 1,
    )
    rows = found[:MOST]
    context = {
        "rows": [
            (idea, standing_of(idea.proposal), idea.proposal.state == ProposalState.OPEN) for idea in rows
        ],
        "shown": SHOWN,
        "after": rows[-1].proposal.id if len(found) > MOST else "",
    }
    return render(request, "proposals/resident/ideas.html", context)


@resident_page("POST")
def support(request: Request, proposal_id: int) -> HttpResponse:
    found = queries.shared_for(request.actor, request.standing.community_id, proposal_id)
    try:
        actions.support_proposal(actor=request.actor, proposal=found)
    except Refused as refusal:
        messages.warning(request, str(refusal.words))
    else:
        messages.success(request, _("已附议，有了决定会告诉您。"))
    return redirect("proposals:ideas", request.standing.slug)
