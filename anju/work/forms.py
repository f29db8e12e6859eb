"""What a worker fills in on the phone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.ui.forms import Form, PhotosField, TextField

# Reasons that come up every week; "other" wants own words.
REFUSALS = [
    ("busy", _("手上的活走不开，赶不上时间")),
    ("skill", _("不会做，或没有证")),
    ("tools", _("缺工具或配件")),
    ("place", _("不是我负责的地方")),
    ("unwell", _("身体不舒服，或快下班了")),
    ("other", _("别的原因")),
]


class RefusalForm(Form):
    reason = forms.ChoiceField(
        label=_("为什么不能接"),
        choices=REFUSALS,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个原因，调度好知道该找谁。")},
    )
    words = TextField(label=_("再说一句"), rows=2, max_length=250, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("reason") == "other" and not given.get("words"):
            self.add_error("words", _("请写一句是什么原因。"))
        return given

    def said(self) -> str:
        """The reason as one sentence, for who has to find another."""
        reason = str(dict(REFUSALS)[self.cleaned_data["reason"]])
        words = self.cleaned_data["words"]
        if self.cleaned_data["reason"] == "other":
            return words
        return _("%(reason)s。%(words)s") % {"reason": reason, "words": words} if words else reason


class PartForm(Form):
    """What was used: one that is chosen from a store (``choice`` is the part's and the store's id), or written down."""

    choice = forms.CharField(required=False, max_length=45, widget=forms.HiddenInput)
    name = TextField(label=_("用了什么"), max_length=60, required=False)
    quantity = forms.DecimalField(
        label=_("多少"),
        max_digits=6,
        decimal_places=2,
        initial=1,
        error_messages={
            "invalid": _("请写一个数，比如 1 或 0.5。"),
            "max_decimal_places": _("最多写两位小数。"),
            "max_digits": _("数量不超过 9999。"),
            "max_whole_digits": _("数量不超过 9999。"),
        },
    )
    unit = TextField(label=_("单位"), max_length=10, required=False, initial=_("个"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.pop("choice", "") and not given.get("name") and "name" not in self.errors:
            self.add_error("name", _("请选一种，或写上用了什么。"))
        return given


class PhotosForm(Form):
    photos = PhotosField(label=_("照片"))


class FinishForm(Form):
    words = TextField(
        label=_("做了什么"),
        rows=3,
        max_length=500,
        error_messages={"required": _("请写一句做了什么，报事人和下一位师傅都看得到。")},
    )
    photos = PhotosField(label=_("做完的照片"), required=False)
