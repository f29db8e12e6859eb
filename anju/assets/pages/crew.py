"""The crew's tools: what I have on my hands, what I can take."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anju.assets import actions, queries
from anju.kernel.errors import Invalid, NotFound, Refused
from anju.ui.doors import Request, crew_page

FOUND = 12


@crew_page("work.do")
def own_tools(request: Request) -> HttpResponse:
    text = request.GET.get("q", "")[:60].replace("\x00", "")
    standing = request.standing
    context = {
        "text": text,
        "mine": queries.tools_with(standing.community_id, standing.person_id),
        "found": queries.tools_to_take(standing.community_id, text, FOUND),
        "job": request.GET.get("job", "")[:24],
    }
    return render(request, "assets/crew/tools.html", context)


@crew_page("work.do", "POST")
def do(request: Request, tool_id: int, act: str) -> HttpResponse:
    """Take it, give it back, or say that it is unsafe."""
    tool = queries.tool_for(request.actor, request.standing.community_id, tool_id).tool
    words = request.POST.get("words", "")[:200]
    try:
        if act == "take":
            actions.lend_tool(
                actor=request.actor,
                tool=tool,
                person_id=request.standing.person_id or 0,
                job_number=request.POST.get("job", "")[:24],
            )
            messages.success(request, _("%(tool)s 归您用了，用完记得还。") % {"tool": tool.name})
        elif act == "return":
            unsafe = bool(request.POST.get("unsafe"))
            actions.return_tool(actor=request.actor, tool=tool, unsafe=unsafe, words=words)
            messages.success(request, _("已归还，谢谢。"))
        elif act == "unsafe":
            actions.lock_tool(actor=request.actor, tool=tool, why=words)
            messages.success(request, _("已停用，管库的人会来看。"))
        else:
            raise NotFound()
    except (Refused, Invalid) as wrong:
        messages.warning(request, str(wrong.words))
    return redirect("assets:own_tools", request.standing.slug)
