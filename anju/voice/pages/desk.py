"""Return visits at the desk: the list with its figures, one call, the share that is drawn."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anju.kernel import clock
from anju.kernel.errors import Invalid, Refused
from anju.kernel.ids import id_in
from anju.requests.actions import show_phone
from anju.ui.doors import Request, desk_page
from anju.ui.forms import say_beside
from anju.voice import actions, queries, rules
from anju.voice.choices import Outcome, VisitAnswer, VisitState
from anju.voice.forms import CallForm, ShareForm
from anju.voice.shown import shown

NAMES = {
    "due": (gettext_lazy("待回访"), "phone-call"),
    "mine": (gettext_lazy("分给我的"), "user"),
    "done": (gettext_lazy("问到了"), "message-check"),
    "unreached": (gettext_lazy("未联系上"), "phone-off"),
    "spared": (gettext_lazy("没抽中"), "dice"),
}


@desk_page("voice.visit")
def visits(request: Request) -> HttpResponse:
    """``list`` and ``before`` (the last id of the page before) are in the address."""
    return _show_list(request)


@desk_page("settings.manage", "POST")
def share(request: Request) -> HttpResponse:
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _show_list(request, form)
    percent = form.cleaned_data["percent"]
    actions.set_share(actor=request.actor, community_id=request.standing.community_id, percent=percent)
    messages.success(request, _("已改好，从下一件结束的事开始用。"))
    return redirect("voice:visits", request.standing.slug)


@desk_page("voice.visit", "GET POST")
def visit(request: Request, visit: int) -> HttpResponse:
    """One visit with what was said before; a try is written down (POST)."""
    found = queries.visit_for(request.actor, request.standing.community_id, visit)
    form = CallForm(request.POST or None, initial={"tries_seen": found.tries})
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.note_try(actor=request.actor, visit=found, **form.cleaned_data)
            messages.success(request, _said(done))
            return redirect("voice:visits", request.standing.slug)
        except Refused as refusal:
            return _show(request, visit, form, refused=str(refusal.words))
        except Invalid as wrong:
            say_beside(form, wrong)
    return _show(request, visit, form)


@desk_page("voice.visit", "POST")
def take(request: Request, visit: int) -> HttpResponse:
    found = queries.visit_for(request.actor, request.standing.community_id, visit)
    try:
        actions.take_visit(actor=request.actor, visit=found)
    except Refused as refusal:
        return _show(request, visit, CallForm(), refused=str(refusal.words))
    messages.success(request, _("这次回访归您了。"))
    return redirect("voice:visit", request.standing.slug, visit)


@desk_page("people.see_phone", "POST")
def phone(request: Request, visit: int) -> HttpResponse:
    """The whole number to call; that it was seen is kept."""
    found = queries.visit_for(request.actor, request.standing.community_id, visit)
    whole = show_phone(actor=request.actor, request=found.request)
    return _show(request, visit, CallForm(initial={"tries_seen": found.tries}), whole=whole)


def _said(visit: Any) -> str:
    if visit.state == VisitState.UNREACHED:
        return _("三次没联系上，记作“未联系上”。")
    if visit.state == VisitState.DUE:
        return _("已记下，晚点再联系。")
    if visit.answer in actions.REOPENING:
        return _("已照原话记下，诉求重新打开，原来的期限不变。")
    return _("已照原话记下。")


def _show_list(request: Request, form: ShareForm | None = None) -> HttpResponse:
    community_id = request.standing.community_id
    wanted = request.GET.get("list", "due")
    wanted = wanted if wanted in queries.LISTS else "due"
    found = queries.list_visits(
        request.actor,
        community_id,
        wanted,
        before=id_in(request.GET.get("before", "")),
        most=queries.ROWS + 1,
    )
    paged = wanted not in ("due", "mine")
    rows = found[: queries.ROWS] if paged else found
    percent = queries.base_percent(community_id)
    context = {
        "lists": [(key, word, icon, key == wanted) for key, (word, icon) in NAMES.items()],
        "wanted": wanted,
        "rows": [shown(row) for row in rows],
        "before": rows[-1].id if paged and len(found) > queries.ROWS else "",
        "figures": queries.statistics_for(request.actor, community_id),
        "days": queries.DAYS,
        "least": rules.LEAST_SAMPLE,
        "percent": percent,
        "promised": rules.PROMISED,
        "form": form or ShareForm(initial={"percent": percent}),
        "may_set": request.standing.may("settings.manage"),
        "now": clock.now(),
    }
    return render(request, "voice/desk/visits.html", context, status=422 if form else 200)


def _show(
    request: Request, visit: int, form: CallForm, *, refused: str = "", whole: str = ""
) -> HttpResponse:
    found = queries.visit_for(request.actor, request.standing.community_id, visit)
    due = found.state == VisitState.DUE
    context = {
        "visit": found,
        "row": shown(found),
        "tries": queries.tries_of(found),
        "left": rules.MOST_TRIES - found.tries,
        "form": form,
        "outcomes": Outcome.choices,
        "answers": VisitAnswer.choices,
        "may_call": due and queries.may_visit(found, request.standing.person_id),
        "is_due": due,
        "mine": found.visitor_id == request.standing.person_id,
        "refused": refused,
        "whole": whole,
        "may_phone": request.standing.may("people.see_phone"),
    }
    status = 409 if refused else 422 if form.is_bound and form.errors else 200
    return render(request, "voice/desk/visit.html", context, status=status)
