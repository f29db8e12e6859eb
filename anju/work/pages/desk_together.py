"""The desk and the people on a job: handing over, who lends a hand, time; and the way the community sends people."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anju.kernel.errors import Invalid, Refused
from anju.kernel.idempotency import create_once
from anju.kernel.ids import id_in
from anju.ui.doors import Request, desk_page
from anju.ui.forms import say_beside
from anju.work import actions, queries
from anju.work.forms import CorrectionForm, DispatchForm
from anju.work.pages.desk import labour_people, show_job


@desk_page("settings.manage", "GET POST")
def dispatch(request: Request) -> HttpResponse:
    """How jobs find their person here, and how long an answer may take."""
    community_id = request.standing.community_id
    form = DispatchForm(request.POST or None, initial=DispatchForm.values_of(community_id))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_dispatch(
                actor=request.actor,
                community_id=community_id,
                mode=form.cleaned_data["mode"],
                minutes=form.minutes(),
            )
            messages.success(request, _("已保存，从现在起这样派。"))
            return redirect("desk_jobs:dispatch", request.standing.slug)
        except Invalid as wrong:
            say_beside(form, wrong)
    return render(request, "work/desk/dispatch.html", {"form": form}, status=422 if form.errors else 200)


@desk_page("work.assign", "POST")
def hand_over(request: Request, number: str) -> HttpResponse:
    """Ask ``taker`` to carry on for who has it, or take that back (``withdraw``)."""
    found = queries.job_for(request.actor, request.standing.community_id, number)
    if request.POST.get("withdraw"):
        actions.withdraw_handover(actor=request.actor, job=found)
        return redirect("desk_jobs:job", request.standing.slug, number)
    try:
        actions.propose_handover(
            actor=request.actor,
            job=found,
            taker_id=_number(request.POST.get("taker", "")),
            words=request.POST.get("words", ""),
        )
    except (Refused, Invalid) as refusal:
        return _again(request, number, str(refusal.words))
    messages.success(request, _("已请他接手；他答应之前，这件还在原来的同事手上。"))
    return redirect("desk_jobs:job", request.standing.slug, number)


@desk_page("work.assign", "POST")
def mates(request: Request, number: str) -> HttpResponse:
    """Ask somebody to lend a hand (``add``), or let them go (``drop``)."""
    found = queries.job_for(request.actor, request.standing.community_id, number)
    try:
        if request.POST.get("drop"):
            actions.remove_mate(
                actor=request.actor, job=found, person_id=_number(request.POST.get("drop", ""))
            )
        else:
            actions.add_mate(actor=request.actor, job=found, person_id=_number(request.POST.get("add", "")))
    except Refused as refusal:
        return _again(request, number, str(refusal.words))
    return redirect("desk_jobs:job", request.standing.slug, number)


@desk_page("work.assign", "POST")
def labour(request: Request, number: str) -> HttpResponse:
    """Add to somebody's time or take from it, with the reason; once, though it may be sent twice."""
    found = queries.job_for(request.actor, request.standing.community_id, number)
    form = CorrectionForm(request.POST, people=labour_people(found))
    if form.is_valid():
        given = {"person_id": form.cleaned_data["person"], "minutes": form.cleaned_data["minutes"]}
        given["words"] = form.cleaned_data["words"]
        try:
            _correct_once(request, found, given)
            messages.success(request, _("工时已更正，原来的记录和原因都留着。"))
            return redirect("desk_jobs:job", request.standing.slug, number)
        except (Invalid, Refused) as refusal:
            wrong = refusal.fields if isinstance(refusal, Invalid) else {}
            for name, words in (wrong or {"": refusal.words}).items():
                form.add_error(name if name in form.fields else None, str(words))
    return show_job(request, found, correction_form=form)


def _correct_once(request: Request, found: Any, given: dict[str, Any]) -> None:
    create_once(
        owner=f"person:{request.standing.person_id}",
        door="desk.labour",
        key=request.POST.get("key", "")[:60],
        content={"job": found.id, **given},
        create=lambda: actions.correct_labour(actor=request.actor, job=found, **given),
        find=queries.correction_named,
    )


def _again(request: Request, number: str, refused: str) -> HttpResponse:
    found = queries.job_for(request.actor, request.standing.community_id, number)
    return show_job(request, found, refused=refused)


def _number(text: str) -> int:
    """The id in a form's field; without one ``Refused`` with a word to choose."""
    found = id_in(text)
    if found is None:
        raise Refused(_("请选一位同事。"))
    return found
