"""What the desk gives: a file of past reports, what a label means."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.learning.reading.tables import MOST_BYTES
from anju.ui.forms import Form


class PastFileForm(forms.Form):
    file = forms.FileField(
        label=_("往年的记录"),
        max_length=200,
        error_messages={
            "required": _("请先选一个文件。"),
            "empty": _("这个文件是空的，请重新选择。"),
            "max_length": _("文件名太长了，请改短一点。"),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.xls,.ods"}),
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件太大了，不能超过 40 MB。请拆成几个文件。"))
        return file


class LabelForm(Form):
    """Which category of ours the label means; empty for none."""

    category = forms.ChoiceField(
        label=_("就是我们的哪一类"),
        required=False,
        error_messages={"invalid_choice": _("请选一个具体的类别。")},
    )

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", _("都不是，保留原来的叫法")), *groups]  # type: ignore[attr-defined]
