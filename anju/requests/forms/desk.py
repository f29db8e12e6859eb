"""The forms of the steps that the desk takes with a request."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.requests.choices import Verdict
from anju.standards.choices import Priority
from anju.ui.forms import Form, PhotosField, TextField

Choices = Sequence[tuple[Any, Any]]


class TakeForm(Form):
    """Nothing to fill in: the step itself is the answer."""


class AnswerForm(Form):
    words = TextField(label=_("给报事人的话"), rows=4, max_length=1000)
    photos = PhotosField(label=_("照片"), required=False)


class NoteForm(Form):
    words = TextField(label=_("备注"), rows=3, max_length=1000, help_text=_("只有同事看得到，报事人看不到。"))


class FinishForm(Form):
    words = TextField(
        label=_("怎么处理的，为什么不用派人"),
        rows=3,
        max_length=1000,
        help_text=_("会发给报事人，由他确认是不是解决了。"),
    )


class ReopenForm(Form):
    words = TextField(
        label=_("报事人怎么说"), rows=3, max_length=500, required=False, help_text=_("尽量照原话写。")
    )


class VerdictForm(Form):
    verdict = forms.ChoiceField(
        label=_("报事人的原意"),
        choices=[
            (Verdict.SOLVED, _("已解决")),
            (Verdict.MESSY, _("解决了，但没收拾好")),
            (Verdict.HALF, _("只解决了一部分")),
            (Verdict.NOT, _("没有解决")),
        ],
        widget=forms.RadioSelect,
    )
    words = TextField(
        label=_("报事人怎么说"), rows=3, max_length=500, required=False, help_text=_("尽量照原话写。")
    )


class ClassifyForm(Form):
    category = forms.ChoiceField(label=_("类别"))
    priority = forms.ChoiceField(label=_("级别"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, categories: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = categories  # type: ignore[attr-defined]
        self.fields["priority"].choices = [  # type: ignore[attr-defined]
            (value, f"{value} {word}") for value, word in Priority.choices
        ]


class MergeForm(Form):
    """One of the likely ones, or a number that was typed."""

    into = forms.ChoiceField(label=_("可能是同一件"), widget=forms.RadioSelect, required=False)
    number = TextField(label=_("或者写单号"), max_length=24, required=False)

    def __init__(self, *args: Any, likely: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = likely  # type: ignore[attr-defined]
        if not likely:
            del self.fields["into"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["number"] = (given.get("number") or given.get("into") or "").upper()
        if not given["number"]:
            self.add_error("number", _("请选一件，或写上要并入的单号。"))
        return given
