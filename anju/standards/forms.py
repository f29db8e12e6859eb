"""Forms of the desk's catalogue pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.standards.queries import CategoryRow
from anju.standards.rules import Times
from anju.ui.forms import Form, TextField

CLOCKS = ("answer_minutes", "arrive_minutes", "finish_hours", "escalate_minutes")


def _number(label: Any, help_text: Any, *, required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1}),
        error_messages={"invalid": _("请写整数。")},
    )


class CategoryForm(Form):
    """What the desk may change of a category. The action checks the numbers."""

    answer_minutes = _number(_("多少分钟内回应"), _("从收到时算起。"), required=True)
    arrive_minutes = _number(_("多少分钟内到场"), _("不用上门就空着。"))
    finish_hours = _number(_("多少小时内办完"), _("不承诺就空着。"))
    escalate_minutes = _number(_("多少分钟没人接就上报"), _("不上报就空着。"))
    advice = TextField(
        label=_("给住户的话"),
        rows=3,
        max_length=200,
        required=False,
        help_text=_("报完马上看到：先做什么能少受损失，接下来会怎样。"),
    )
    keywords = TextField(
        label=_("住户常用的词"),
        rows=4,
        max_length=300,
        required=False,
        help_text=_("用空格分开。住户写到这些词，就会先看到这一类。用“+”连起来表示都要出现，比如 狗+咬。"),
    )
    is_active = forms.BooleanField(label=_("住户可以选这一类"), required=False)

    @staticmethod
    def values_of(category: CategoryRow) -> dict[str, Any]:
        """The category as it stands, to begin with."""
        return {name: getattr(category, name) for name in CategoryForm.base_fields}

    def changes(self) -> dict[str, Any]:
        """The arguments of ``change_category`` that the form fills."""
        given = self.cleaned_data
        times = Times(**{name: given[name] for name in CLOCKS})
        return {"times": times, **{name: value for name, value in given.items() if name not in CLOCKS}}


class SampleForm(Form):
    percent = forms.IntegerField(
        label=_("没有风险的步骤，每百件抽几件留照片"),
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": 100}),
        error_messages={
            "invalid": _("请写 0 到 100 之间的整数。"),
            "min_value": _("请写 0 到 100 之间的整数。"),
            "max_value": _("请写 0 到 100 之间的整数。"),
        },
    )
