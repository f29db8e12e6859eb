"""What a worker is asked about a complaint, and what they have to make good, on their phone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anju.complaints import actions, queries
from anju.complaints.forms import FactsForm, MendedForm
from anju.complaints.shown import remedy_words
from anju.kernel.errors import Invalid, Refused
from anju.ui.doors import Request, crew_page


@crew_page()
def asked(request: Request) -> HttpResponse:
    return _show(request)


def _show(request: Request, wrong: tuple[int, FactsForm] | None = None) -> HttpResponse:
    community_id = request.standing.community_id
    questions = queries.questions_to(request.actor, community_id)
    told = queries.answers_to(community_id, questions)
    bad_id, bad_form = wrong or (0, None)
    context = {
        "questions": [
            (one, told.get(one.id, []), bad_form if one.id == bad_id else FactsForm(auto_id=f"q{one.id}_%s"))
            for one in questions
        ],
        "remedies": [(one, remedy_words(one)) for one in queries.remedies_by(request.actor, community_id)],
    }
    return render(request, "complaints/crew/asked.html", context, status=422 if wrong else 200)


@crew_page("", "POST")
def answer(request: Request, question: int) -> HttpResponse:
    """Say what happened, in one's own words; more can be added, nothing is taken back."""
    found = queries.question_to(request.actor, request.standing.community_id, question)
    form = FactsForm(request.POST, auto_id=f"q{found.id}_%s")
    if form.is_valid():
        try:
            actions.give_facts(actor=request.actor, question=found, words=form.cleaned_data["words"])
        except Invalid as invalid:
            for words in invalid.fields.values():
                form.add_error("words", str(words))
        else:
            messages.success(request, _("已照您的原话记下，只有处理的人看得到。"))
            return redirect("complaints:asked", request.standing.slug)
    return _show(request, (found.id, form))


@crew_page("", "POST")
def mended(request: Request, remedy: int) -> HttpResponse:
    """Say that it is done."""
    found = queries.remedy_to_do(request.actor, request.standing.community_id, remedy)
    form = MendedForm(request.POST)
    try:
        words = form.cleaned_data["words"] if form.is_valid() else request.POST.get("words", "")
        actions.finish_remedy(actor=request.actor, remedy=found, words=words)
        messages.success(request, _("记下了，谢谢。"))
    except Refused as refused:
        messages.warning(request, str(refused.words))
    except Invalid as invalid:
        messages.error(request, str(invalid.words))
    return redirect("complaints:asked", request.standing.slug)
