"""What is filled in for a complaint: at the desk, on the crew's phone, by who complained."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.complaints.choices import Outcome, RemedyKind
from anju.requests.choices import Subject
from anju.ui.forms import Form, TextField

Choices = Sequence[tuple[str, Any]]
MOMENT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A day and a time where the community is."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
        super().__init__(widget=widget, input_formats=[MOMENT], **kwargs)
        self.error_messages["invalid"] = _("这个时间看不懂，请写成 2026-11-25 18:00 这样。")

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.strip().replace(" ", "T") if isinstance(value, str) else value)


class PeopleForm(Form):
    """A form that chooses among colleagues: ``people`` are (id, name and post)."""

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "whom", "add"):
            if name in self.fields:
                self.fields[name].choices = [("", _("请选")), *people]  # type: ignore[attr-defined]


class AboutForm(PeopleForm):
    subject = forms.ChoiceField(
        label=_("投诉的是什么"), choices=Subject.choices, widget=forms.RadioSelect, required=False
    )
    add = forms.ChoiceField(label=_("投诉的是谁"), required=False)
    drop = forms.ChoiceField(label=_("不是他，去掉"), required=False)
    sealed = forms.BooleanField(
        label=_("不让被投诉的人看到"),
        required=False,
        help_text=_("只有客服主管、项目经理和公司能看到，被投诉的人哪里都看不到。"),
    )

    def __init__(self, *args: Any, named: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["drop"].choices = [("", _("不去掉")), *named]  # type: ignore[attr-defined]
        if not named:
            del self.fields["drop"]


class PersonForm(PeopleForm):
    person = forms.ChoiceField(label=_("哪位同事"))


class AskForm(PeopleForm):
    whom = forms.ChoiceField(label=_("问谁"))
    words = TextField(
        label=_("想问的"),
        rows=3,
        max_length=1000,
        help_text=_("只发这几句话，不带投诉原文；要保密时，请不要写出是谁投诉的。"),
    )


class HeardForm(PeopleForm):
    whom = forms.ChoiceField(label=_("谁说的"))
    words = TextField(
        label=_("原话"), rows=4, max_length=1000, help_text=_("照原话写，记下后不能改，只能再补。")
    )


class ReplyForm(Form):
    words = TextField(
        label=_("接下来怎么做"),
        rows=4,
        max_length=800,
        help_text=_("发给投诉人，末尾会带上谁负责、几时前答复。"),
    )
    next_by = MomentField(label=_("几时前答复"))


class DecideForm(Form):
    outcome = forms.ChoiceField(label=_("结论"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = TextField(
        label=_("写给投诉人的理由"),
        rows=6,
        max_length=900,
        min_length=5,
        help_text=_("查到了什么、为什么这样认定、接下来会怎样。照着投诉人的问题一条一条答。"),
        error_messages={"min_length": _("理由写得太短了，请再多说几句。")},
    )


class RemedyForm(PeopleForm):
    kind = forms.ChoiceField(label=_("怎么补救"), choices=RemedyKind.choices, widget=forms.RadioSelect)
    person = forms.ChoiceField(label=_("谁去做"))
    by = MomentField(label=_("几时前做完"))
    words = TextField(label=_("做什么"), max_length=300, required=False)
    amount = forms.DecimalField(
        label=_("金额（元）"),
        required=False,
        max_digits=14,
        decimal_places=2,
        error_messages={"invalid": _("金额请写成数字，比如 120.50。")},
    )


class DoneForm(Form):
    remedy = forms.ChoiceField(label=_("哪一项"))
    words = TextField(label=_("做得怎么样"), rows=2, max_length=300, required=False)

    def __init__(self, *args: Any, remedies: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remedy"].choices = remedies  # type: ignore[attr-defined]


class FactsForm(Form):
    words = TextField(
        label=_("经过"),
        rows=4,
        max_length=1000,
        error_messages={"required": _("这里还没有写内容。")},
    )


class AppealForm(Form):
    words = TextField(
        label=_("为什么不同意"),
        rows=4,
        max_length=1000,
        min_length=5,
        error_messages={
            "required": _("请写一下为什么不同意。"),
            "min_length": _("写得太短了，请再多说几个字。"),
        },
    )


class MendedForm(Form):
    words = TextField(label=_("做得怎么样"), rows=2, max_length=300, required=False)
