"""What is filled in on a call."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.ui.forms import Form, TextField
from anju.voice.choices import Outcome, VisitAnswer


class CallForm(Form):
    outcome = forms.ChoiceField(
        label=_("联系上了吗？"),
        choices=Outcome.choices,
        error_messages={"required": _("请选一个：问到了、没联系上，还是晚点再打。")},
    )
    answer = forms.ChoiceField(label=_("现在怎么样？"), choices=VisitAnswer.choices, required=False)
    words = TextField(label=_("住户原话"), rows=3, max_length=1000, required=False)
    tries_seen = forms.IntegerField(min_value=0, max_value=99, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (
            given.get("outcome") == Outcome.REACHED
            and not given.get("answer")
            and "answer" not in self.errors
        ):
            self.add_error("answer", _("请选一个最接近的；对方没有说，就选“没有说”。"))
        return given


class ShareForm(Form):
    percent = forms.IntegerField(
        label=_("平常抽查百分之几"),
        min_value=0,
        max_value=100,
        error_messages={
            "invalid": _("请写 0 到 100 之间的整数。"),
            "min_value": _("请写 0 到 100 之间的整数。"),
            "max_value": _("请写 0 到 100 之间的整数。"),
        },
    )
