"""Quotes at the desk: giving one, writing down what the resident said on the phone, who pays, rework, charges."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anju.kernel.errors import Invalid, Refused
from anju.kernel.ids import id_in
from anju.ui.doors import Request, desk_page
from anju.ui.forms import say_beside
from anju.work.pages import paying
from anju.work.queries import job_for
from anju.work.quotes import actions, queries
from anju.work.quotes_forms import CallForm

ROWS = 50


def _job(request: Request, number: str) -> tuple[Any, str]:
    job = job_for(request.actor, request.standing.community_id, number)
    return job, reverse("desk_jobs:job", args=[request.standing.slug, number])


@desk_page("work.assign", "GET POST")
def quote(request: Request, number: str) -> HttpResponse:
    job, back = _job(request, number)
    return paying.quote_page(request, job, shell="ui/shells/desk.html", back=back)


@desk_page("work.assign", "GET POST")
def answer(request: Request, number: str) -> HttpResponse:
    """What the resident said on the phone: who, when, yes or no in their words."""
    job, back = _job(request, number)
    waiting = queries.paying_of(job).waiting
    if waiting is None:
        messages.warning(request, _("没有在等答复的报价。"))
        return redirect(back)
    form = CallForm(request.POST if request.method == "POST" else None, initial={"name": job.contact_name})
    if form.is_bound and form.is_valid():
        try:
            _written_down(request, waiting, form.cleaned_data)
        except (Invalid, Refused) as wrong:
            say_beside(form, wrong)
        else:
            messages.success(request, _("记下了，师傅会收到通知。"))
            return redirect(back)
    context = {
        "job": job,
        "back": back,
        "quote": waiting,
        "lines": queries.lines_of([waiting])[waiting.id],
        "form": form,
    }
    return render(request, "work/desk/answer.html", context, status=422 if form.errors else 200)


def _written_down(request: Request, waiting: Any, told: dict[str, Any]) -> None:
    who = {"actor": request.actor, "quote": waiting, "way": "call", "name": told["name"], "at": told["at"]}
    if told["answer"] == "yes":
        actions.accept_quote(**who)
    else:
        actions.refuse_quote(**who, words=told["words"])


@desk_page("work.assign", "POST")
def party(request: Request, number: str) -> HttpResponse:
    job, back = _job(request, number)
    return paying.decide(request, job, back)


@desk_page("work.assign", "POST")
def withdraw(request: Request, number: str) -> HttpResponse:
    job, back = _job(request, number)
    return paying.withdraw(request, job, back)


@desk_page("work.assign", "POST")
def deny_rework(request: Request, number: str) -> HttpResponse:
    job, back = _job(request, number)
    reason = request.POST.get("reason", "")[:200]
    return paying.acted(
        request,
        back,
        lambda: actions.deny_rework(actor=request.actor, job=job, reason=reason),
        _("记下了：不是返工。"),
    )


@desk_page("charges.manage")
def charges(request: Request) -> HttpResponse:
    """What finished jobs left to be paid, newest first by pages of their ids."""
    rows = queries.newest_charges(
        request.actor,
        request.standing.community_id,
        before=id_in(request.GET.get("after", "")),
        most=ROWS + 1,
    )
    context = {"rows": rows[:ROWS], "after": rows[ROWS - 1].id if len(rows) > ROWS else ""}
    return render(request, "work/desk/charges.html", context)


@desk_page("charges.manage", "POST")
def cancel_charge(request: Request, charge_id: int) -> HttpResponse:
    charge = queries.charge_for(request.actor, request.standing.community_id, charge_id)
    reason = request.POST.get("reason", "")[:200]
    return paying.acted(
        request,
        reverse("desk_jobs:charges", args=[request.standing.slug]),
        lambda: actions.cancel_charge(actor=request.actor, charge=charge, reason=reason),
        _("已冲销，原来的那笔还在账上看得到。"),
    )
