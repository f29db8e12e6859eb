"""The file that is handed in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.people.intake.workbook import MOST_BYTES


class IntakeForm(forms.Form):
    file = forms.FileField(
        label=_("填好的表格"),
        max_length=200,
        error_messages={
            "required": _("请先选一个文件。"),
            "empty": _("这个文件是空的，请重新选择。"),
            "max_length": _("文件名太长了，请改短一点。"),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods"}),
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件太大了，不能超过 20 MB。请删掉图片，或拆成几个文件。"))
        return file
