"""Past reports at the desk: hand a file in, see what is in it, write it; and what has been learned from all of them."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anju.kernel import clock
from anju.kernel.errors import Invalid
from anju.learning import actions, queries
from anju.learning.choices import FILES_LEFT_BEHIND, FILES_UNDER_WAY, FileState
from anju.learning.forms import PastFileForm
from anju.learning.reading.faults import from_dict
from anju.ui.doors import Request, desk_page
from anju.ui.spreadsheets import download, table_file

SHOWN_FAULTS = 50
SHOWN_FILES = 20
LONGEST = timedelta(minutes=15)
TONES = {
    FileState.CHECKING: "run",
    FileState.APPLYING: "run",
    FileState.READY: "wait",
    FileState.FAULTY: "wait",
    FileState.APPLIED: "calm",
    FileState.BROKEN: "late",
    FileState.DROPPED: "off",
}
COUNTED = {
    "rows": gettext_lazy("能用的记录"),
    "new": gettext_lazy("其中新的"),
    "known": gettext_lazy("以前导入过的"),
    "labels": gettext_lazy("类别"),
    "new_labels": gettext_lazy("其中没见过的类别"),
    "left_out": gettext_lazy("用不了、略过的行"),
}

QUALITY = {
    "right": gettext_lazy("第一个就说对"),
    "right_in_three": gettext_lazy("前三个里有"),
    "sure": gettext_lazy("有把握的"),
    "right_when_sure": gettext_lazy("有把握时说对"),
}


@desk_page("settings.manage", "GET POST")
def files(request: Request) -> HttpResponse:
    """Hand a file in; what has been learned so far; the files of before."""
    community_id = request.standing.community_id
    form = PastFileForm(request.POST, request.FILES) if request.method == "POST" else PastFileForm()
    found = list(queries.files_for(request.actor, community_id)[:SHOWN_FILES])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            kept = actions.open_file(
                actor=request.actor, community_id=community_id, content=given.read(), file_name=given.name
            )
            return redirect("learning:file", request.standing.slug, kept.id)
        except Invalid as wrong:
            form.add_error("file", str(wrong.fields["file"]))
    context = {
        "form": form,
        "files": [(one, TONES[FileState(one.state)]) for one in found],
        "model": learned(community_id),
        "kept": queries.reports_kept(community_id),
        "least": queries.LEAST_REPORTS,
    }
    return render(request, "learning/desk/files.html", context, status=422 if form.errors else 200)


def learned(community_id: int) -> dict[str, Any] | None:
    """What the newest model can do, in whole percent."""
    model = queries.model_with_figures(community_id)
    if model is None:
        return None
    percent = {name: f"{100 * model.figures[name]:.0f}%" for name in QUALITY}
    return {
        "at": model.at,
        "rows": model.figures["rows"],
        "labels": model.labels,
        "seconds": model.seconds,
        "facts": [(words, percent[name]) for name, words in QUALITY.items()],
    }


@desk_page("settings.manage")
def file(request: Request, past_id: int) -> HttpResponse:
    """How far the file is, or what became of it. htmx asks for the inner part every second while it is under way."""
    found = queries.file_for(request.actor, request.standing.community_id, past_id)
    name = "learning/desk/file_now.html" if request.htmx.target == "file" else "learning/desk/file.html"
    return render(request, name, _shown(found))


@desk_page("settings.manage")
def left_out(request: Request, past_id: int) -> HttpResponse:
    """The rows that cannot be used, as a file."""
    found = queries.file_for(request.actor, request.standing.community_id, past_id)
    rows = [(fault.line, fault.why, fault.found) for fault in map(from_dict, found.faults)]
    content = table_file(_("略过的行"), [_("第几行"), _("为什么"), _("现在写的")], rows, [10, 40, 60])
    return download(content, _("略过的行 %(file)s.xlsx") % {"file": found.file_name.rpartition(".")[0]})


@desk_page("settings.manage", "POST")
def confirm(request: Request, past_id: int) -> HttpResponse:
    found = queries.file_for(request.actor, request.standing.community_id, past_id)
    actions.confirm_file(actor=request.actor, file=found)
    return redirect("learning:file", request.standing.slug, past_id)


@desk_page("settings.manage", "POST")
def drop(request: Request, past_id: int) -> HttpResponse:
    found = queries.file_for(request.actor, request.standing.community_id, past_id)
    actions.drop_file(actor=request.actor, file=found)
    messages.success(request, _("已放弃这份文件，里面的内容也删掉了。"))
    return redirect("learning:files", request.standing.slug)


def _is_learning(found: Any) -> bool:
    """Whether what came with the file is perhaps still being learned from."""
    return (
        found.state == FileState.APPLIED
        and bool(found.counts.get("new"))
        and found.ended_at > clock.now() - LONGEST
        and queries.reports_kept(found.community_id) >= queries.LEAST_REPORTS
    )


def _shown(found: Any) -> dict[str, Any]:
    state = FileState(found.state)
    model = queries.newest_model(found.community_id) if state == FileState.APPLIED else None
    has_learned = bool(model and found.ended_at and model.at >= found.ended_at)
    is_learning = not has_learned and _is_learning(found)
    return {
        "file": found,
        "tone": TONES[state],
        "under_way": state in FILES_UNDER_WAY or is_learning,
        "is_learning": is_learning,
        "model": learned(found.community_id) if has_learned else None,
        "may_drop": state in FILES_LEFT_BEHIND,
        "counts": [(COUNTED[name], found.counts[name]) for name in COUNTED if name in found.counts],
        "faults": [from_dict(kept) for kept in found.faults[:SHOWN_FAULTS]],
        "hidden_faults": max(found.counts.get("left_out", 0) - SHOWN_FAULTS, 0),
    }
