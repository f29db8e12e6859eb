"""What the pages of both faces show of a job's money: who pays, the quote, rework, the charge."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anju.kernel.errors import Invalid, Refused
from anju.standards.choices import Chargeable
from anju.ui.doors import Request
from anju.work.choices import OPEN_STATES, QUOTE_LOOKS, LineKind, Party, QuoteState
from anju.work.quotes import actions, queries
from anju.work.quotes_forms import LineRow, LineTable, PartyForm, QuoteWordsForm

FREE = (Chargeable.NO, "")


def paying_context(job: Any, *, may_act: bool) -> dict[str, Any]:
    """For ``work/paying.html``; ``paying`` is None where there is nothing to say about money."""
    paying = queries.paying_of(job)
    told = paying.liability.is_decided or paying.quotes or paying.rework or paying.charges
    if job.category.chargeable in FREE and not told:
        return {"paying": None}
    shown = paying.shown
    return {
        "paying": paying,
        "quote": shown,
        "quote_lines": queries.lines_of([shown])[shown.id] if shown else [],
        "quote_look": QUOTE_LOOKS[QuoteState(shown.state)] if shown else ("calm", ""),
        "party_word": Party(paying.liability.party).label,
        "party_form": PartyForm(initial={"party": paying.liability.party}),
        "charged": queries.owed(paying.charges) if paying.charges else None,
        "may_act": may_act and job.state in OPEN_STATES,
    }


def quote_page(request: Request, job: Any, *, shell: str, back: str) -> HttpResponse:
    """The table of a quote (GET), more rows of it, or the quote as it is given (POST)."""
    paying = queries.paying_of(job)
    last = paying.quotes[-1].version if paying.quotes else 0
    form = QuoteWordsForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        table = LineTable(_rows_of(paying)).filled()
    elif "more" in request.POST:
        table = LineTable.of_post(request.POST).filled(3)
        form = QuoteWordsForm(initial={"words": request.POST.get("words", "")[:300]})
    else:
        table = LineTable.of_post(request.POST)
        if form.is_valid() and _given(request, job, table, form.cleaned_data["words"]):
            messages.success(request, _("报价发出去了，住户同意以后会告诉您。"))
            return redirect(back)
        table.filled(1)
    context = {
        "job": job,
        "shell": shell,
        "back": back,
        "table": table,
        "form": form,
        "seen": request.POST.get("seen", "") or last,
        "parts": queries.price_list(job.community_id),
        "kinds": [(kind.value, kind.label) for kind in LineKind],
        "paying": paying,
        "party_word": Party(paying.liability.party).label,
    }
    wrong = table.wrong or any(row.errors for row in table.rows) or form.errors
    return render(request, "work/quote_form.html", context, status=422 if wrong else 200)


def _given(request: Request, job: Any, table: LineTable, words: str) -> bool:
    seen = request.POST.get("seen", "")
    try:
        actions.give_quote(
            actor=request.actor,
            job=job,
            lines=table.lines(job.community_id),
            words=words,
            seen=int(seen) if seen.isdecimal() and len(seen) < 5 else None,
        )
    except Invalid as wrong:
        table.say(wrong)
    except Refused as refusal:
        table.wrong = str(refusal.words)
    else:
        return True
    return False


def _rows_of(paying: queries.Paying) -> list[LineRow]:
    """The lines of the quote that counts now, to be changed."""
    shown = paying.waiting or paying.agreed
    if shown is None:
        return []
    return [
        LineRow(line.kind, line.name, line.unit, f"{line.quantity.normalize():f}", str(line.unit_price))
        for line in queries.lines_of([shown])[shown.id]
    ]


def acted(request: Request, back: str, act: Callable[[], object], said: str) -> HttpResponse:
    """Do it and go back, with what it says or why it was refused."""
    try:
        act()
    except (Invalid, Refused) as wrong:
        messages.warning(request, str(wrong.words))
    else:
        messages.success(request, said)
    return redirect(back)


def decide(request: Request, job: Any, back: str) -> HttpResponse:
    """Who bears the cost: the button of the proposal, or another one with the reason."""
    return acted(
        request,
        back,
        lambda: actions.decide_party(
            actor=request.actor,
            job=job,
            party=request.POST.get("party", ""),
            reason=request.POST.get("reason", "")[:200],
        ),
        _("记下了。"),
    )


def withdraw(request: Request, job: Any, back: str) -> HttpResponse:
    def act() -> object:
        waiting = queries.paying_of(job).waiting
        if waiting is None:
            raise Refused(_("没有在等答复的报价。"))
        return actions.withdraw_quote(actor=request.actor, quote=waiting)

    return acted(request, back, act, _("报价撤回了。"))
