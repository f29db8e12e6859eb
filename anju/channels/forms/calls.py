"""A call that is noted without becoming a request."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.ui.forms import Form, TextField

TYPING_SECONDS = 60


class CallLogForm(Form):
    """Who called, when, about what. Person and place are found by the page from what is typed."""

    who = TextField(
        label=_("登记过的人"), max_length=40, required=False, help_text=_("姓名、电话尾号或房号，查到就选")
    )
    caller = TextField(max_length=20, required=False)
    caller_name = TextField(label=_("怎么称呼"), max_length=60, required=False)
    phone = TextField(
        label=_("回电号码"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    where = TextField(
        label=_("说的是哪里"), max_length=40, required=False, help_text=_("房号或公共区域的名称")
    )
    words = TextField(label=_("说了什么"), rows=3, max_length=1000)
    called_at = forms.DateTimeField(
        label=_("什么时候打来的"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("不写就是刚才"),
    )
    minutes = forms.IntegerField(label=_("通话几分钟"), required=False, min_value=0, max_value=600)
    number = TextField(
        label=_("说的是哪一件"), max_length=24, required=False, help_text=_("单号；没有就留空")
    )

    def clean_called_at(self) -> Any:
        """The minute that was typed; the present one is not to come."""
        typed, now = self.cleaned_data["called_at"], clock.now()
        if typed is None or timedelta(0) < typed - now < timedelta(seconds=TYPING_SECONDS):
            return now
        return typed
