"""The worker and the others: taking from the pool, handing over, lending a hand, one's own time."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anju.kernel.errors import Invalid, NotFound, Refused
from anju.kernel.ids import id_in
from anju.ui.doors import Request, crew_page
from anju.work import actions, queries, rules
from anju.work.forms import DeclineForm, HandoverForm
from anju.work.pages.shown import job_context, job_url

if TYPE_CHECKING:
    from anju.work.models import Job

LABOUR = {"pause": actions.pause_labour, "resume": actions.resume_labour}


def _job(request: Request, number: str) -> "Job":
    return queries.job_for(request.actor, request.standing.community_id, number)


@crew_page("work.do", "POST")
def grab(request: Request, number: str) -> HttpResponse:
    job = queries.job_to_grab(request.actor, request.standing.community_id, number)
    job = actions.grab_job(actor=request.actor, job=job)
    messages.success(request, _("抢到了：%(place)s") % {"place": job.place.label})
    return redirect("crew:today", request.standing.slug)


@crew_page(methods="GET POST")
def hand_over(request: Request, number: str) -> HttpResponse:
    """Whom to ask to carry on, with a note."""
    job = _job(request, number)
    rules.check_is_mine(job, request.standing.person_id)
    rules.check_may("hand_over", job)
    people = [one for one in queries.candidates_for_job(job) if one.person_id != job.assignee_id]
    able = [one for one in people if one.may_go and not one.lacks_skills]
    form = HandoverForm(request.POST or None, people=[(one.person_id, one.name) for one in able])
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose_handover(
                actor=request.actor,
                job=job,
                taker_id=form.cleaned_data["taker"],
                words=form.cleaned_data["words"],
            )
            messages.success(request, _("已请他接手。他答应之前，这件还在您手上。"))
            return redirect(job_url(job, request.standing))
        except (Refused, Invalid) as refusal:
            form.add_error(None, str(refusal.words))
    context = job_context(request, job) | {"form": form, "people": able}
    return render(request, "work/crew/hand_over.html", context, status=422 if form.errors else 200)


@crew_page(methods="POST")
def answer_handover(request: Request, number: str, answer: str) -> HttpResponse:
    """``accept`` or ``decline`` by who is asked, ``withdraw`` by who asked."""
    job = _job(request, number)
    if answer == "accept":
        actions.accept_handover(actor=request.actor, job=job)
        messages.success(request, _("接手了。报事人会看到是您来。"))
        return redirect(job_url(job, request.standing))
    if answer == "withdraw":
        actions.withdraw_handover(actor=request.actor, job=job)
        return redirect(job_url(job, request.standing))
    if answer != "decline":
        raise NotFound()
    form = DeclineForm(request.POST)
    if not form.is_valid():
        context = job_context(request, job) | {"decline_form": form}
        return render(request, "work/crew/job.html", context, status=422)
    actions.decline_handover(actor=request.actor, job=job, words=form.cleaned_data["words"])
    messages.success(request, _("已告诉对方您不能接手。"))
    return redirect("crew:today", request.standing.slug)


@crew_page(methods="POST")
def mates(request: Request, number: str) -> HttpResponse:
    """Ask somebody to lend a hand (``add``), or let them go (``drop``); one may leave by oneself."""
    job = _job(request, number)
    add, drop = (id_in(request.POST.get(name, "")) for name in ("add", "drop"))
    if add is not None:
        actions.add_mate(actor=request.actor, job=job, person_id=add)
    elif drop is not None:
        actions.remove_mate(actor=request.actor, job=job, person_id=drop)
    else:
        raise Refused(_("请选一位同事。"))
    if drop == request.standing.person_id:
        return redirect("crew:today", request.standing.slug)
    return redirect(f"{job_url(job, request.standing)}#together")


@crew_page(methods="POST")
def labour(request: Request, number: str, step: str) -> HttpResponse:
    if step not in LABOUR:
        raise NotFound()
    job = _job(request, number)
    LABOUR[step](actor=request.actor, job=job)
    return redirect(f"{job_url(job, request.standing)}#together")
