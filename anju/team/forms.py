"""What leaders type about the team. The actions check it; a form gathers it and shows what they say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.team.queries import language_names, qualification_names, skill_names
from anju.ui.forms import ActionForm, TextField


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    wrong = {"invalid": _("请按 2026-11-25 这样写日期。")}
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=widget, error_messages=wrong
    )


def _clock_time(label: Any, *, help_text: Any = "") -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    wrong = {"invalid": _("请按 08:30 这样写时间。")}
    return forms.TimeField(label=label, help_text=help_text, widget=widget, error_messages=wrong)


class DutyForm(ActionForm):
    person = forms.TypedChoiceField(label=_("谁"), coerce=int)
    day = forms.TypedChoiceField(label=_("哪天"), coerce=str)
    starts = _clock_time(_("上班"))
    ends = _clock_time(_("下班"), help_text=_("不晚于上班时间就算到第二天。"))

    def __init__(
        self, *args: Any, people: list[tuple[int, str]], days: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        self.fields["day"].choices = days  # type: ignore[attr-defined]


class _CodeForm(ActionForm):
    code = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = list(self.names().items())  # type: ignore[attr-defined]

    @staticmethod
    def names() -> dict[str, str]:
        raise NotImplementedError


class SkillForm(_CodeForm):
    code = forms.ChoiceField(label=_("会什么"))
    names = staticmethod(skill_names)


class TongueForm(_CodeForm):
    code = forms.ChoiceField(label=_("会说什么"))
    names = staticmethod(language_names)


class PaperForm(_CodeForm):
    code = forms.ChoiceField(label=_("什么证"))
    number = TextField(label=_("证号"), max_length=40, required=False)
    valid_from = _day(_("有效期从"))
    valid_until = _day(_("到"), required=False, help_text=_("证上写的最后一天；长期有效就空着。"))
    names = staticmethod(qualification_names)
    field_order = ("code", "number", "valid_from", "valid_until")
