"""What a worker fills in on the phone, and who leads at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.standards.choices import Priority
from anju.ui.forms import Form, PhotosField, TextField
from anju.work.choices import DispatchMode, Opinion
from anju.work.queries import dispatch_rules

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


class HandoverForm(Form):
    """Whom to ask, and how things stand."""

    taker = forms.TypedChoiceField(label=_("交给谁"), coerce=int, widget=forms.RadioSelect)
    words = TextField(
        label=_("现场情况"),
        rows=3,
        max_length=300,
        error_messages={"required": _("请写一句做到哪一步了，接手的同事才好接着做。")},
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].choices = people  # type: ignore[attr-defined]


class DeclineForm(Form):
    words = TextField(label=_("为什么不能接手"), rows=2, max_length=300, min_length=2)


class CorrectionForm(Form):
    """Minutes to add to somebody's time or take from it, and why."""

    person = forms.TypedChoiceField(label=_("谁的"), coerce=int)
    minutes = forms.IntegerField(
        label=_("加减多少分钟"),
        help_text=_("减就写负数，例如 -15。"),
        error_messages={"invalid": _("请写整数，例如 20 或 -15。")},
    )
    words = TextField(label=_("原因"), max_length=200, min_length=2)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


def _minutes(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": 1440}),
        error_messages={"invalid": _("请写 1 到 1440 之间的分钟数。")},
    )


class DispatchForm(Form):
    """How jobs find their person, and how long an answer may take."""

    mode = forms.ChoiceField(label=_("怎么派"), choices=DispatchMode.choices, widget=forms.RadioSelect)
    p1 = _minutes(_("危险（P1）"))
    p2 = _minutes(_("紧急（P2）"))
    p3 = _minutes(_("一般（P3）"))
    p4 = _minutes(_("可预约（P4）"))

    @staticmethod
    def values_of(community_id: int) -> dict[str, Any]:
        """The rules in force, to begin with."""
        order = dispatch_rules(community_id)
        minutes = {one.lower(): order.minutes_for(one) for one in Priority.values}
        return {"mode": order.mode, **minutes}

    def minutes(self) -> dict[str, int]:
        return {one: self.cleaned_data[one.lower()] for one in Priority.values}


class SignForm(Form):
    """What the resident says and signs. ``signature`` is the drawing; ``paper`` a photo of a signed sheet, where the
    screen cannot be drawn on."""

    opinion = forms.ChoiceField(
        label=_("现在怎么样？"),
        choices=Opinion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请住户选一个最接近的。")},
    )
    words = TextField(label=_("想说的话"), rows=2, max_length=500, required=False)
    name = TextField(
        label=_("签字的人"), max_length=60, error_messages={"required": _("请写下签字的人怎么称呼。")}
    )
    signature = forms.CharField(required=False, strip=True, widget=forms.HiddenInput)
    paper = PhotosField(label=_("或者拍下签了字的纸"), required=False)
