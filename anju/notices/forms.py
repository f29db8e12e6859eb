"""How a person wants to be told."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.notices.choices import Topic
from anju.notices.queries import Choice
from anju.ui.forms import Form


class ChannelsForm(Form):
    """For each topic two boxes: e-mail and text message. ``rows`` are the topics with their two bound fields."""

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = [choice.topic for choice in choices]
        for choice in choices:
            for channel, on in (("email", choice.email), ("sms", choice.sms)):
                self.fields[f"{channel}-{choice.topic}"] = forms.BooleanField(
                    required=False,
                    initial=on,
                    widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
                )

    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "label": topic.label,
                "boxes": [(self[f"email-{topic}"], _("邮件")), (self[f"sms-{topic}"], _("短信"))],
            }
            for topic in self.topics
        ]

    def chosen(self) -> dict[Topic, tuple[bool, bool]]:
        given = self.cleaned_data
        return {topic: (given[f"email-{topic}"], given[f"sms-{topic}"]) for topic in self.topics}


class QuietForm(Form):
    quiet = forms.BooleanField(label=_("晚上不要发邮件和短信给我"), required=False)
    starts = forms.TimeField(label=_("从"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=_("到"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("quiet"):
            given["starts"] = given["ends"] = time(0)
            return given
        for name in ("starts", "ends"):
            if given.get(name) is None and name not in self.errors:
                self.add_error(name, _("请写上几点。"))
        if given.get("starts") is not None and given.get("starts") == given.get("ends"):
            self.add_error("ends", _("开始和结束是同一时刻，请改一个。"))
        return given
