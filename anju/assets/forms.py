"""What is filled in at the stores. Numbers are typed as text: the action says what is wrong with one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.assets.choices import PartClass, StoreKind, ToolKind
from anju.ui.forms import Form, TextField

Choices = Sequence[tuple[Any, Any]]
NOBODY = ("", _("大家都可以用"))


class NumberField(TextField):
    """A number as it was typed, with a phone's number keys."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_length=30, **kwargs)


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(error_messages={"invalid": _("请选一个日期，比如 2026-11-25。")}, **kwargs)


class PartForm(Form):
    code = TextField(label=_("编号"), max_length=20)
    name = TextField(label=_("名称"), max_length=60)
    unit = TextField(label=_("单位"), max_length=10, initial=_("个"))
    price = NumberField(label=_("向住户收多少（元）"))
    cost = NumberField(label=_("成本（元）"), initial="0")


class StoreForm(Form):
    name = TextField(label=_("名称"), max_length=40)
    kind = forms.ChoiceField(label=_("哪一种"), choices=StoreKind.choices, widget=forms.RadioSelect)
    keeper = forms.ChoiceField(
        label=_("谁保管"), required=False, help_text=_("有人保管的，只有他自己能从里面领料。")
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeper"].choices = [NOBODY, *people]  # type: ignore[attr-defined]


class _AtStore(Form):
    store = forms.ChoiceField(label=_("哪个仓库"))

    def __init__(self, *args: Any, stores: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("store", "target"):
            if name in self.fields:
                self.fields[name].choices = stores  # type: ignore[attr-defined]


class TakeInForm(_AtStore):
    quantity = NumberField(label=_("进了多少"))
    reason = TextField(label=_("送货单号或备注"), max_length=200, required=False)


class MoveForm(_AtStore):
    target = forms.ChoiceField(label=_("调到哪里"))
    quantity = NumberField(label=_("调多少"))
    reason = TextField(label=_("备注"), max_length=200, required=False)


class CountForm(_AtStore):
    counted = NumberField(label=_("实际数到多少"))
    reason = TextField(label=_("差异的原因"), max_length=200, help_text=_("数目一致就写“盘点一致”。"))


class ScrapForm(_AtStore):
    quantity = NumberField(label=_("报废多少"))
    reason = TextField(label=_("为什么报废"), max_length=200)


class MinimumForm(_AtStore):
    minimum = NumberField(label=_("至少要有多少"), help_text=_("少于这个数会提醒补货；0 表示不提醒。"))


class ToolForm(Form):
    code = TextField(label=_("编号"), max_length=20)
    name = TextField(label=_("名称"), max_length=60)
    kind = forms.ChoiceField(label=_("哪一种"), choices=ToolKind.choices)
    calibrated_on = DayField(
        label=_("上次校验"), required=False, help_text=_("压力表和绝缘用具半年一次，仪表一年一次。")
    )
    keeper = forms.ChoiceField(label=_("谁保管"), required=False)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeper"].choices = [("", _("管库的人")), *people]  # type: ignore[attr-defined]


class LendForm(Form):
    person = forms.ChoiceField(label=_("谁来领"))
    back_by = forms.DateTimeField(
        label=_("什么时候还"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("不写就是今天这一班。"),
        error_messages={"invalid": _("请选一个时间。")},
    )
    job = TextField(label=_("为哪张工单"), max_length=24, required=False)

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class ReturnForm(Form):
    unsafe = forms.BooleanField(label=_("不安全或坏了，先停用"), required=False)
    words = TextField(label=_("怎么了"), max_length=200, required=False)


class CalibrateForm(Form):
    on = DayField(label=_("哪天校验的"))


class WhyForm(Form):
    why = TextField(label=_("为什么"), max_length=200)


class NothingForm(Form):
    """Nothing to fill in: the step itself is the answer."""


class DeliveredForm(Form):
    delivered_on = DayField(label=_("交付日期"))


class WarrantyForm(Form):
    part_class = forms.ChoiceField(label=_("哪一部分"), choices=PartClass.choices)
    until = DayField(label=_("保修到哪天"))


class SheetForm(Form):
    sheet = forms.FileField(label=_("Excel 文件"))
