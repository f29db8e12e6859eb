"""The forms of mass incidents."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.ui.forms import Form, TextField

Choices = Sequence[tuple[Any, Any]]
WRONG_TIME = {"invalid": _("时间这样写：2026-12-01 09:00。")}


def _moment(label: Any, help_text: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages=WRONG_TIME,
    )


class IncidentForm(Form):
    title = TextField(label=_("出了什么事"), max_length=60, help_text=_("比如：3栋停水、全小区停电检修。"))
    categories = forms.MultipleChoiceField(
        label=_("住户会报成哪几类"),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("这几类的新报事会自己并进来。按住 Ctrl 可以多选。"),
    )
    places = forms.MultipleChoiceField(
        label=_("哪些地方受影响"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("都不选就是全小区。"),
    )
    words = TextField(
        label=_("告诉大家的话"),
        rows=3,
        max_length=500,
        help_text=_("每个报事的人马上会收到这段话；住在受影响地方的人也会收到。"),
    )
    party = TextField(
        label=_("在等哪个外部单位"),
        max_length=60,
        required=False,
        help_text=_("比如自来水公司。写上后，相关报事的计时先停着，到预计恢复时自动接着算。"),
    )
    starts = _moment(_("什么时候开始"), _("空着就是现在；写以后的时间就是计划内的。"))
    expected_end = _moment(_("预计什么时候恢复"), _("不知道就空着。"))

    def __init__(self, *args: Any, categories: Choices, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categories"].choices = categories  # type: ignore[attr-defined]
        self.fields["places"].choices = places  # type: ignore[attr-defined]


class UpdateForm(Form):
    words = TextField(
        label=_("最新情况"), rows=3, max_length=500, help_text=_("会发给每个报过的人和受影响的住户。")
    )
    expected_end = _moment(_("预计什么时候恢复"), _("不知道就空着。"))


class EndForm(Form):
    words = TextField(
        label=_("告诉大家的话"),
        rows=3,
        max_length=500,
        help_text=_("会发给每个报过的人；其中抽出的几位会请他们说说恢复得怎么样。"),
    )


class JoinForm(Form):
    """Which of the running incidents a request belongs to."""

    number = forms.ChoiceField(label=_("算在哪一件里"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, running: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].choices = running  # type: ignore[attr-defined]
