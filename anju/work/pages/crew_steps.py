"""What the worker does with a job: each post is one verb."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from anju.kernel.errors import Invalid, NotFound, Refused
from anju.kernel.idempotency import create_once
from anju.kernel.ids import id_in
from anju.standards.forms import HoldForm
from anju.ui.doors import Request, crew_page
from anju.ui.forms import say_beside
from anju.work import actions, queries, rules
from anju.work.choices import JobState
from anju.work.forms import FinishForm, PartForm, PhotosForm, RefusalForm
from anju.work.pages.shown import job_context, job_url
from anju.work.parts import chosen_part, take_part

if TYPE_CHECKING:
    from anju.work.models import Job

MOVES = {
    "accept": actions.accept_job,
    "set_out": actions.set_out,
    "arrive": actions.arrive,
    "secure": actions.secure_job,
    "resume": actions.resume_job,
}


def _job(request: Request, number: str) -> "Job":
    return queries.job_for(request.actor, request.standing.community_id, number)


@crew_page(methods="POST")
def move_on(request: Request, number: str, step: str) -> HttpResponse:
    """One of ``MOVES``. From the list one stays in the list, until one has arrived."""
    if step not in MOVES:
        raise NotFound()
    job = MOVES[step](actor=request.actor, job=_job(request, number))
    if step == "accept":
        messages.success(request, _("已接单：%(place)s") % {"place": job.place.label})
    if request.POST.get("from") == "today" and step != "arrive":
        return redirect("crew:today", request.standing.slug)
    return redirect(job_url(job, request.standing))


@crew_page(methods="GET POST")
def hold(request: Request, number: str) -> HttpResponse:
    """Let the job stand: for what, for whom, until when."""
    job = _job(request, number)
    rules.check_is_mine(job, request.standing.person_id)
    rules.check_may("hold", job)
    form = HoldForm(request.POST or None, initial={"reason": request.GET.get("reason", "")[:10]})
    if request.method == "POST" and form.is_valid():
        try:
            actions.hold_job(actor=request.actor, job=job, **form.cleaned_data)
            messages.success(request, _("已记下。报事人会收到原因和恢复的时间。"))
            return redirect(job_url(job, request.standing))
        except Invalid as wrong:
            say_beside(form, wrong)
    context = job_context(request, job) | {"form": form}
    return render(request, "work/crew/hold.html", context, status=422 if form.errors else 200)


@crew_page(methods="POST")
def refuse(request: Request, number: str) -> HttpResponse:
    job, form = _job(request, number), RefusalForm(request.POST)
    if form.is_valid():
        actions.refuse_job(actor=request.actor, job=job, words=form.said())
        messages.success(request, _("已退回，调度会另派人。"))
        today = reverse("crew:today", args=[request.standing.slug])
        return HttpResponseClientRedirect(today) if request.htmx else redirect(today)
    context = job_context(request, job) | {"refusal_form": form}
    return render(request, "work/crew/job.html", context, status=422)


@crew_page(methods="POST")
def tick(request: Request, number: str, step: int) -> HttpResponse:
    job = _job(request, number)
    if request.POST.get("undo"):
        actions.untick_step(actor=request.actor, job=job, number=step)
    else:
        actions.tick_step(actor=request.actor, job=job, number=step)
    return _part_of_job(request, job, "steps")


@crew_page(methods="POST")
def parts(request: Request, number: str) -> HttpResponse:
    """Note a part, or take back one that was noted by mistake (``drop`` holds its id)."""
    job, form = _job(request, number), PartForm(request.POST)
    if (dropped := id_in(request.POST.get("drop", ""))) is not None:
        actions.drop_part(actor=request.actor, job=job, part_id=dropped)
        form = PartForm()
    elif form.is_valid():
        try:
            _use_once(request, job, form.cleaned_data)
            form = PartForm()
        except Invalid as wrong:
            say_beside(form, wrong)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
    return _part_of_job(request, job, "parts", part_form=form)


def _use_once(request: Request, job: "Job", given: dict[str, Any]) -> None:
    """Note the part once, though a phone that lost its network may send it again.

    One that was chosen comes out of its store; one that was only written down moves nothing.
    """
    chosen = chosen_part(job.community_id, request.POST.get("choice", ""))
    create_once(
        owner=f"person:{request.standing.person_id}",
        door="crew.parts",
        key=request.POST.get("key", "")[:60],
        content={"job": job.id, "choice": request.POST.get("choice", ""), **given},
        create=lambda: (
            take_part(actor=request.actor, job=job, **chosen, quantity=given["quantity"])
            if chosen
            else actions.use_part(actor=request.actor, job=job, **given)
        ),
        find=queries.part_named,
    )


@crew_page(methods="POST")
def photos(request: Request, number: str, purpose: str) -> HttpResponse:
    job, ids = _job(request, number), f"{purpose}_%s"
    form = PhotosForm(request.POST, request.FILES, auto_id=ids)
    if form.is_valid():
        try:
            actions.add_job_photos(
                actor=request.actor, job=job, photos=form.cleaned_data["photos"], purpose=purpose
            )
            form = PhotosForm(auto_id=ids)
        except Invalid as wrong:
            say_beside(form, wrong)
    return _part_of_job(request, job, "photos", **{f"{purpose}_form": form})


@crew_page(methods="GET POST")
def finish(request: Request, number: str) -> HttpResponse:
    job = _job(request, number)
    if request.method != "POST" and job.state == JobState.FINISHED:
        return redirect(job_url(job, request.standing))  # one went back in the browser
    rules.check_is_mine(job, request.standing.person_id)
    rules.check_may("finish", job)
    form = FinishForm(request.POST, request.FILES) if request.method == "POST" else FinishForm()
    if form.is_bound and form.is_valid():
        try:
            actions.finish_job(actor=request.actor, job=job, **form.cleaned_data)
            messages.success(request, _("做完了。报事人会收到通知，请他看看好了没有。"))
            return redirect(job_url(job, request.standing))
        except Invalid as wrong:
            say_beside(form, wrong)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
    context = job_context(request, job) | {"form": form}
    return render(request, "work/crew/finish.html", context, status=422 if form.errors else 200)


def _part_of_job(request: Request, job: "Job", part: str, **more: Any) -> HttpResponse:
    """The part of the page that changed, for htmx; the page itself without script."""
    context = job_context(request, job) | more
    wrong = any(form.errors for form in more.values() if hasattr(form, "errors"))
    status = 422 if wrong else 200
    if request.htmx:
        return render(request, f"work/crew/{part}.html", context, status=status)
    if wrong:
        return render(request, "work/crew/job.html", context, status=status)
    return redirect(f"{job_url(job, request.standing)}#{part}")
