"""Forms of the desk's catalogue pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.standards.choices import CalendarCode, HoldReason, Level
from anju.standards.queries import CategoryRow
from anju.standards.rules import Times
from anju.ui.forms import Form, TextField

CLOCKS = ("answer_minutes", "arrive_minutes", "safe_minutes", "finish_hours", "escalate_minutes")


def _number(label: Any, help_text: Any, *, required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1}),
        error_messages={"invalid": _("请写整数。")},
    )


def _time(label: Any, help_text: Any = "") -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=help_text,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("时间这样写：08:30。")},
    )


class CategoryForm(Form):
    """What the desk may change of a category. The action checks the numbers."""

    answer_minutes = _number(_("多少分钟内回应"), _("从收到时算起。"), required=True)
    arrive_minutes = _number(_("多少分钟内到场"), _("不用上门就空着。"))
    safe_minutes = _number(_("多少分钟内控制住险情"), _("先止住危险，再慢慢修好。不承诺就空着。"))
    finish_hours = _number(_("多少小时内办完"), _("不承诺就空着。"))
    escalate_minutes = _number(_("多少分钟没人接就上报"), _("不上报就空着。"))
    calendar = forms.ChoiceField(
        label=_("按什么时间算"),
        choices=[("", _("按级别：危险和紧急全天，其余按前台服务时间")), *CalendarCode.choices],
        required=False,
        help_text=_("回应总是按前台服务时间算；危险和紧急的总是全天算。"),
    )
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


WEEK = [
    (1, _("周一")),
    (2, _("周二")),
    (3, _("周三")),
    (4, _("周四")),
    (5, _("周五")),
    (6, _("周六")),
    (7, _("周日")),
]


class HoursForm(Form):
    """Other hours of a calendar from a day on."""

    code = forms.ChoiceField(
        label=_("哪个时间"),
        choices=[(one.value, one.label) for one in (CalendarCode.DESK, CalendarCode.OFFICE)],
        widget=forms.RadioSelect,
    )
    since = forms.DateField(
        label=_("从哪天起"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("日期这样写：2026-12-01。")},
    )
    opens = _time(_("几点开门"))
    closes = _time(_("几点关门"), _("写得比开门早，就是到第二天；和开门一样，就是全天。"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("一周里哪几天"), choices=WEEK, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    keeps_holidays = forms.BooleanField(label=_("法定节假日休息，调休日上班"), required=False)


class HolidaysForm(Form):
    """The list of a year as a file."""

    file = forms.FileField(
        label=_("放假安排"),
        help_text=_("一年一个文件：表格（CSV，列名 date、kind、name）或 JSON（year、days）。"),
    )


class HoldForm(Form):
    """Why the clock stands, who is waited for and until when. The action checks reason and end."""

    reason = forms.ChoiceField(
        label=_("在等什么"),
        choices=HoldReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("只有这几种情况可以暂停计时，请选一种。")},
    )
    party = TextField(
        label=_("在等谁"),
        max_length=60,
        required=False,
        help_text=_("比如哪家供应商、哪个单位；等住户就不用写。"),
    )
    until = forms.DateTimeField(
        label=_("预计什么时候恢复"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("到时自动接着计时。"),
        error_messages={
            "required": _("请写上预计什么时候恢复，到时会自动接着计时。"),
            "invalid": _("时间这样写：2026-12-01 09:00。"),
        },
    )
    said_by = TextField(
        label=_("住户哪位同意的"),
        max_length=60,
        required=False,
        help_text=_(
            "住户不在家或进不了门时，要住户同意才暂停。电话里说好了，写上是谁；没联系上就空着，会请住户在手机上确认，确认前照常计时。"
        ),
    )
    words = TextField(label=_("再说一句"), rows=2, max_length=200, required=False)


class DangerForm(Form):
    words = TextField(
        label=_("词"),
        rows=5,
        max_length=2000,
        required=False,
        help_text=_("用空格分开。用“+”连起来表示都要出现，比如 反锁+孩子。"),
    )


class LevelForm(Form):
    """Another service level, and why."""

    level = forms.TypedChoiceField(
        label=_("服务等级"), choices=Level.choices, coerce=int, widget=forms.RadioSelect
    )
    reason = TextField(label=_("为什么改"), rows=2, max_length=200)


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
