"""What people type about proposals and praise."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.improvement.choices import Audience
from anju.kernel.ids import id_in
from anju.ui.forms import Form, TextField

Choices = list[tuple[Any, Any]]


def _day(label: Any, help_text: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("请写成 2026-12-31 这样的日期。")},
    )


class AnswererForm(Form):
    answerer = forms.TypedChoiceField(
        label=_("由谁答复"), coerce=int, error_messages={"invalid_choice": _("请选一位能答复的同事。")}
    )
    why = TextField(label=_("为什么换"), rows=2, max_length=300, help_text=_("提的人看得到，写短一点。"))

    def __init__(self, *args: Any, able: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answerer"].choices = able  # type: ignore[attr-defined]


class DecisionForm(Form):
    decision = forms.ChoiceField(
        label=_("决定"), widget=forms.RadioSelect, error_messages={"invalid_choice": _("请选一个决定。")}
    )
    reason = TextField(
        label=_("理由或答复"),
        rows=4,
        max_length=1000,
        help_text=_("会发给提的人。不采纳的，说清楚为什么，还能怎么办。"),
    )
    until = _day(_("研究到哪一天"), _("只有“还要研究”才填，只能延这一次。"))

    def __init__(self, *args: Any, decisions: Choices, may_study: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = decisions  # type: ignore[attr-defined]
        if not may_study:
            del self.fields["until"]


class ResultForm(Form):
    words = TextField(
        label=_("做成了什么"), rows=3, max_length=1000, help_text=_("会发给提的人和附议的邻居。")
    )
    done_on = _day(_("哪一天做好的"), _("不填就是今天。"))


class MadeArticleForm(Form):
    """The answer as an article: names, numbers and homes are out already, somebody looks once more."""

    title = TextField(label=_("标题"), max_length=60, help_text=_("短一点，一眼看得出讲什么。"))
    question = TextField(label=_("住户会怎么问"), max_length=200)
    words = TextField(
        label=_("怎么回答"),
        rows=6,
        max_length=3000,
        help_text=_("姓名、电话、门牌已经替成“某某”“某户”，请再看一遍。"),
    )
    keywords = TextField(label=_("还会这样说"), max_length=300, required=False, help_text=_("用空格分开。"))
    audience = forms.ChoiceField(
        label=_("给谁看"), choices=Audience.choices, initial=Audience.BOTH, widget=forms.RadioSelect
    )
    publish = forms.BooleanField(
        label=_("我看过了，没有谁的姓名、电话和门牌，马上公布"),
        required=False,
        help_text=_("不勾就先存成草稿。"),
    )


class ShareForm(Form):
    shared = forms.ChoiceField(choices=[("1", "1"), ("0", "0")])


class PersonsForm(Form):
    """Whom the praise is for. What is not a number of somebody is left to the action, which says so."""

    persons = forms.MultipleChoiceField(
        label=_("要表扬谁"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("请选一下要表扬的是哪位同事。")},
    )

    def __init__(self, *args: Any, candidates: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persons"].choices = candidates  # type: ignore[attr-defined]


class PraiseWayForm(Form):
    """The same by the author: ids that were tapped, and whether they are named."""

    persons = TextField(max_length=20, error_messages={"required": _("请选一下要表扬的是哪位同事。")})
    signed = forms.BooleanField(required=False)

    def clean_persons(self) -> list[int]:
        told = self.data.getlist("persons") if hasattr(self.data, "getlist") else []
        return [found for found in map(id_in, told) if found is not None][:20]


class SignForm(Form):
    signed = forms.ChoiceField(choices=[("1", "1"), ("0", "0")])
