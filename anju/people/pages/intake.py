"""The import at the desk: hand a file in, watch it being checked, read what is wrong, confirm it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anju.kernel.errors import Invalid
from anju.people.choices import INTAKES_LEFT_BEHIND, INTAKES_UNDER_WAY, IntakeState
from anju.people.intake import actions
from anju.people.intake.faults import from_dict
from anju.people.intake.forms import IntakeForm
from anju.people.intake.queries import intake_for, intakes_for
from anju.people.intake.template import faults_file, template_file
from anju.ui.doors import Request, desk_page
from anju.ui.spreadsheets import download

SHOWN_FAULTS = 100
SHOWN_INTAKES = 20

TONES = {
    IntakeState.CHECKING: "run",
    IntakeState.APPLYING: "run",
    IntakeState.READY: "wait",
    IntakeState.FAULTY: "wait",
    IntakeState.APPLIED: "kept",
    IntakeState.BROKEN: "late",
    IntakeState.DROPPED: "off",
}
STEPS = {
    "": gettext_lazy("排队中，马上开始"),
    "reading": gettext_lazy("正在一格一格地读"),
    "comparing": gettext_lazy("正在和已登记的内容比对"),
    "places": gettext_lazy("正在写入房屋和公共区域"),
    "persons": gettext_lazy("正在写入住户"),
    "roles": gettext_lazy("正在写入谁住哪里、车辆"),
    "search": gettext_lazy("正在让他们能被查到"),
}
COUNTED = {
    "buildings": gettext_lazy("楼栋"),
    "entrances": gettext_lazy("单元"),
    "homes": gettext_lazy("房屋"),
    "areas": gettext_lazy("公共区域"),
    "persons": gettext_lazy("住户"),
    "roles": gettext_lazy("谁住哪里"),
    "cars": gettext_lazy("车辆"),
}


@desk_page("places.manage", "GET POST")
def intakes(request: Request) -> HttpResponse:
    """Hand a file in; below, the files of before."""
    form = IntakeForm(request.POST, request.FILES) if request.method == "POST" else IntakeForm()
    found = list(intakes_for(request.actor, request.standing.community_id)[:SHOWN_INTAKES])
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            intake = actions.open_intake(
                actor=request.actor,
                community_id=request.standing.community_id,
                content=file.read(),
                file_name=file.name,
            )
            return redirect("intake:intake", request.standing.slug, intake.id)
        except Invalid as wrong:
            form.add_error("file", str(wrong.fields["file"]))
    context = {"form": form, "intakes": [(one, TONES[IntakeState(one.state)]) for one in found]}
    return render(request, "people/desk/intake_list.html", context, status=422 if form.errors else 200)


@desk_page("places.manage")
def template(request: Request) -> HttpResponse:
    """The workbook to fill in."""
    return download(template_file(), "安居导入模板.xlsx")


@desk_page("places.manage")
def intake(request: Request, intake_id: int) -> HttpResponse:
    """How far the file is, or what became of it. htmx asks for the inner part every second while it is under way."""
    found = _found(request, intake_id)
    inner = request.htmx.target == "intake"
    name = "people/desk/intake_now.html" if inner else "people/desk/intake.html"
    return render(request, name, _shown(found))


@desk_page("places.manage")
def faults(request: Request, intake_id: int) -> HttpResponse:
    """Everything that is wrong in the file, as a file."""
    found = _found(request, intake_id)
    content = faults_file(from_dict(kept) for kept in found.faults)
    return download(content, _("要改的地方 %(file)s.xlsx") % {"file": found.file_name.rpartition(".")[0]})


@desk_page("places.manage", "POST")
def confirm(request: Request, intake_id: int) -> HttpResponse:
    actions.confirm_intake(actor=request.actor, intake=_found(request, intake_id))
    return redirect("intake:intake", request.standing.slug, intake_id)


@desk_page("places.manage", "POST")
def recheck(request: Request, intake_id: int) -> HttpResponse:
    actions.recheck_intake(actor=request.actor, intake=_found(request, intake_id))
    return redirect("intake:intake", request.standing.slug, intake_id)


@desk_page("places.manage", "POST")
def drop(request: Request, intake_id: int) -> HttpResponse:
    actions.drop_intake(actor=request.actor, intake=_found(request, intake_id))
    messages.success(request, _("已放弃这份文件，里面的内容也删掉了。"))
    return redirect("intake:intakes", request.standing.slug)


def _found(request: Request, intake_id: int) -> Any:
    return intake_for(request.actor, request.standing.community_id, intake_id)


def _shown(found: Any) -> dict[str, Any]:
    state = IntakeState(found.state)
    counts = [(COUNTED[name], *found.counts[name]) for name in COUNTED if any(found.counts.get(name, ()))]
    return {
        "intake": found,
        "tone": TONES[state],
        "under_way": state in INTAKES_UNDER_WAY,
        "may_drop": state in INTAKES_LEFT_BEHIND,
        "step": STEPS.get(found.step, STEPS[""]),
        "counts": counts,
        "writes": any(new or changed for _name, new, changed, _same in counts),
        "faults": [from_dict(kept) for kept in found.faults[:SHOWN_FAULTS]],
        "fault_count": len(found.faults),
        "hidden_faults": max(len(found.faults) - SHOWN_FAULTS, 0),
        "form": IntakeForm(),
    }
