"""The quotes of a request's jobs: the reporter reads them and says yes or no; the desk sees how it stands."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Actor
from anju.requests import rules
from anju.requests.actions import accept_quote, refuse_quote
from anju.requests.beside import RequestPanel, Way
from anju.requests.quote_queries import quotes_seen
from anju.ui.forms import Form, TextField
from anju.work.choices import QUOTE_LOOKS, QuoteState


class AcceptForm(Form):
    quote = forms.IntegerField(
        min_value=1, max_value=2**63 - 1, error_messages={"required": _("请再打开一次。")}
    )


class RefuseForm(AcceptForm):
    words = TextField(
        label=_("为什么不同意"),
        max_length=300,
        error_messages={"required": _("请写一句为什么，师傅好知道怎么办。")},
    )


def _shown(actor: Actor, request: Any) -> Mapping[str, Any] | None:
    rows = [
        (quote, lines, QUOTE_LOOKS[QuoteState(quote.state)]) for quote, lines in quotes_seen(actor, request)
    ]
    if not rows:
        return None
    mine = actor.kind == "guest" or request.reporter_id == actor.person_in(request.community_id)
    return {"rows": rows, "may_answer": mine and rules.may("comment", request)}


def _accept(actor: Actor, request: Any, told: Mapping[str, Any]) -> object:
    return accept_quote(actor=actor, request=request, quote_id=told["quote"])


def _refuse(actor: Actor, request: Any, told: Mapping[str, Any]) -> object:
    return refuse_quote(actor=actor, request=request, quote_id=told["quote"], words=told["words"])


PANELS = [
    RequestPanel("resident", "requests/resident/quotes.html", _shown),
    RequestPanel("desk", "requests/desk/request/quotes.html", _shown),
]
WAYS = {
    "accept-quote": Way(AcceptForm, _accept, _("您同意了报价，师傅这就动工。")),
    "refuse-quote": Way(RefuseForm, _refuse, _("知道了，不做不收钱。我们会再跟您联系。")),
}
