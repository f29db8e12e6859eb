"""Tools at the desk: the list, one tool with who had it, lending and taking back, calibration, locking out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anju.assets import actions, forms, queries
from anju.assets.choices import CALIBRATED_EVERY, ToolKind, ToolState
from anju.assets.pages.shown import form_page, posted, workers
from anju.kernel.errors import Invalid, NotFound, Refused
from anju.kernel.ids import id_in
from anju.ui.doors import Request, desk_page
from anju.ui.forms import say_beside

ROWS = 50
LISTS = {
    "all": (gettext_lazy("全部"), "hammer"),
    "out": (gettext_lazy("在外面"), "user"),
    "late": (gettext_lazy("到时间没还"), "clock-exclamation"),
    "due": (gettext_lazy("校验过期"), "calendar-x"),
    "unsafe": (gettext_lazy("停用的"), "lock"),
}


@desk_page("stores.see")
def tools(request: Request) -> HttpResponse:
    wanted = request.GET.get("list", "all")
    looking = queries.ToolFilter(
        text=request.GET.get("q", "")[:60].replace("\x00", ""), wanted=wanted if wanted in LISTS else "all"
    )
    rows = queries.tool_rows(
        request.actor,
        request.standing.community_id,
        looking,
        after=request.GET.get("after", "")[:20].replace("\x00", ""),
        most=ROWS + 1,
    )
    context = {
        "looking": looking,
        "lists": [(key, word, icon, key == looking.wanted) for key, (word, icon) in LISTS.items()],
        "rows": rows[:ROWS],
        "after": rows[ROWS - 1].tool.code if len(rows) > ROWS else "",
        "may_manage": request.standing.may("stores.manage"),
    }
    return render(request, "assets/desk/tools.html", context)


@desk_page("stores.see")
def tool(request: Request, tool_id: int) -> HttpResponse:
    row = queries.tool_for(request.actor, request.standing.community_id, tool_id)
    context = {
        "row": row,
        "tool": row.tool,
        "help": queries.who_can_help(row.tool) if row.locked else "",
        "loans": queries.loans_of(row.tool),
        "may_manage": request.standing.may("stores.manage") and row.tool.state != ToolState.RETIRED,
        "is_calibrated": ToolKind(row.tool.kind) in CALIBRATED_EVERY,
    }
    return render(request, "assets/desk/tool.html", context)


@desk_page("stores.manage", "GET POST")
def add_tool(request: Request) -> HttpResponse:
    form = forms.ToolForm(posted(request), people=workers(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        keeper_id = id_in(given.pop("keeper"))
        try:
            made = actions.add_tool(
                actor=request.actor,
                community_id=request.standing.community_id,
                keeper_id=keeper_id,
                **given,
            )
        except Invalid as wrong:
            say_beside(form, wrong)
        else:
            messages.success(request, _("已登记“%(name)s”。") % {"name": made.name})
            return redirect("assets:tool", request.standing.slug, made.id)
    back = reverse("assets:tools", args=[request.standing.slug])
    return form_page(request, form, title=_("登记一件工具"), button=_("登记"), back=back)


@dataclass(frozen=True)
class ToolAct:
    """One thing that is done with a tool."""

    form: type[Any]
    title: str | Promise
    button: str | Promise
    said: str | Promise
    do: Callable[[Any, Any, dict[str, Any]], object]


def _lend(actor: Any, tool: Any, given: dict[str, Any]) -> object:
    return actions.lend_tool(
        actor=actor,
        tool=tool,
        person_id=int(given["person"]),
        back_by=given["back_by"],
        job_number=given["job"],
    )


ACTS: dict[str, ToolAct] = {
    "lend": ToolAct(
        forms.LendForm, gettext_lazy("领出"), gettext_lazy("领出"), gettext_lazy("已领出。"), _lend
    ),
    "return": ToolAct(
        forms.ReturnForm,
        gettext_lazy("归还"),
        gettext_lazy("收到了"),
        gettext_lazy("已归还。"),
        lambda actor, tool, given: actions.return_tool(actor=actor, tool=tool, **given),
    ),
    "calibrate": ToolAct(
        forms.CalibrateForm,
        gettext_lazy("登记校验"),
        gettext_lazy("记下"),
        gettext_lazy("校验已记下。"),
        lambda actor, tool, given: actions.calibrate_tool(actor=actor, tool=tool, **given),
    ),
    "lock": ToolAct(
        forms.WhyForm,
        gettext_lazy("停用"),
        gettext_lazy("停用"),
        gettext_lazy("已停用，谁也领不走。"),
        lambda actor, tool, given: actions.lock_tool(actor=actor, tool=tool, **given),
    ),
    "unlock": ToolAct(
        forms.NothingForm,
        gettext_lazy("恢复使用"),
        gettext_lazy("已修好，可以用"),
        gettext_lazy("可以用了。"),
        lambda actor, tool, given: actions.unlock_tool(actor=actor, tool=tool),
    ),
    "retire": ToolAct(
        forms.WhyForm,
        gettext_lazy("报废"),
        gettext_lazy("报废"),
        gettext_lazy("已报废。"),
        lambda actor, tool, given: actions.retire_tool(actor=actor, tool=tool, **given),
    ),
}


@desk_page("stores.manage", "GET POST")
def do(request: Request, tool_id: int, act: str) -> HttpResponse:
    """One of ``ACTS`` with the tool."""
    row, step = queries.tool_for(request.actor, request.standing.community_id, tool_id), ACTS.get(act)
    if step is None:
        raise NotFound()
    more = {"people": workers(request)} if act == "lend" else {}
    form = step.form(posted(request), **more)
    back = reverse("assets:tool", args=[request.standing.slug, row.tool.id])
    if form.is_bound and form.is_valid():
        try:
            step.do(request.actor, row.tool, form.cleaned_data)
        except Invalid as wrong:
            say_beside(form, wrong)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, str(step.said))
            return redirect(back)
    return form_page(
        request, form, title=f"{step.title}：{row.tool.name}", button=str(step.button), back=back
    )
