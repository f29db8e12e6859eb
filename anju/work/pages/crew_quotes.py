"""The worker's side of quotes: giving one, the resident signs on this phone, who pays; parts to choose from."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anju.assets.queries import at_hand
from anju.kernel.errors import Invalid, Refused
from anju.ui.doors import Request, crew_page
from anju.work import rules
from anju.work.pages import paying
from anju.work.pages.shown import job_url
from anju.work.queries import job_for
from anju.work.quotes import actions, queries
from anju.work.quotes_forms import SignForm


def _mine(request: Request, number: str) -> Any:
    job = job_for(request.actor, request.standing.community_id, number)
    rules.check_is_mine(job, request.standing.person_id)
    return job


@crew_page(methods="GET POST")
def quote(request: Request, number: str) -> HttpResponse:
    job = _mine(request, number)
    return paying.quote_page(
        request, job, shell="work/crew/base.html", back=f"{job_url(job, request.standing)}#paying"
    )


@crew_page(methods="GET POST")
def sign(request: Request, number: str) -> HttpResponse:
    """The resident reads the quote on this phone and signs (POST ``name``, ``signature``), or says no (``words``)."""
    job = _mine(request, number)
    waiting = queries.paying_of(job).waiting
    back = f"{job_url(job, request.standing)}#paying"
    if waiting is None:
        messages.warning(request, _("没有在等答复的报价。"))
        return redirect(back)
    form = SignForm(request.POST if request.method == "POST" else None, initial={"name": job.contact_name})
    wrong = ""
    if form.is_bound and form.is_valid():
        try:
            said = _answered(request, waiting, form.cleaned_data["name"])
        except (Invalid, Refused) as refusal:
            wrong = str(refusal.words)
        else:
            messages.success(request, said)
            return redirect(back)
    context = {
        "job": job,
        "back": back,
        "quote": waiting,
        "lines": queries.lines_of([waiting])[waiting.id],
        "form": form,
        "wrong": wrong,
        "words": request.POST.get("words", ""),
    }
    return render(request, "work/crew/quote_sign.html", context, status=422 if wrong or form.errors else 200)


def _answered(request: Request, waiting: Any, name: str) -> str:
    if "refuse" in request.POST:
        words = request.POST.get("words", "")
        actions.refuse_quote(actor=request.actor, quote=waiting, way="signed", name=name, words=words)
        return _("记下了，前台会跟住户再联系。")
    actions.accept_quote(
        actor=request.actor,
        quote=waiting,
        way="signed",
        name=name,
        signature=request.FILES.getlist("signature"),
    )
    return _("住户同意了，可以动工。")


@crew_page(methods="POST")
def party(request: Request, number: str) -> HttpResponse:
    job = _mine(request, number)
    return paying.decide(request, job, f"{job_url(job, request.standing)}#paying")


@crew_page(methods="POST")
def withdraw(request: Request, number: str) -> HttpResponse:
    job = _mine(request, number)
    return paying.withdraw(request, job, f"{job_url(job, request.standing)}#paying")


@crew_page()
def find_parts(request: Request, number: str) -> HttpResponse:
    """What can be taken for the job, for what is typed so far."""
    job = _mine(request, number)
    text = request.GET.get("name", "")[:60].replace("\x00", "")
    found = at_hand(request.actor, request.standing.community_id, text)
    return render(request, "work/crew/parts_found.html", {"job": job, "at_hand": found, "text": text})
