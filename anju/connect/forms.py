"""What is asked for when a token or a webhook is made."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.errors import Invalid, Refused
from anju.ui.forms import Form, TextField, say_beside

EXPIRY = [("30", _("30 天")), ("90", _("90 天")), ("365", _("一年")), ("never", _("一直有效"))]


class DoneOrTold(Form):
    """A form whose action's refusals stand beside its fields."""

    def do(self, action: Callable[[], Any]) -> Any:
        """What the action made, None when it was refused."""
        try:
            return action()
        except (Invalid, Refused) as wrong:
            say_beside(self, wrong)
        return None


class TokenForm(DoneOrTold):
    """``person`` is chosen from the rows beside the form, so it is only a number here."""

    person = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        error_messages={"required": _("请选一个人。"), "invalid": _("请从下面选一个人。")},
    )
    name = TextField(
        label=_("给哪个系统用"), max_length=60, help_text=_("写对方系统的名字，以后一看就知道该不该停。")
    )
    access = forms.ChoiceField(
        label=_("能做什么"),
        choices=[("read", _("只能看")), ("write", _("能看，也能办事"))],
        widget=forms.RadioSelect,
        initial="read",
    )
    expiry = forms.ChoiceField(
        label=_("用到什么时候"), choices=EXPIRY, widget=forms.RadioSelect, initial="90"
    )

    @property
    def expires_at(self) -> datetime | None:
        days = self.cleaned_data["expiry"]
        return None if days == "never" else clock.now() + timedelta(days=int(days))


class WebhookForm(DoneOrTold):
    name = TextField(label=_("名称"), max_length=60, help_text=_("对方系统的名字。"))
    url = TextField(
        label=_("推送到哪个地址"),
        max_length=300,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("以 https:// 开头，由对方系统提供。"),
    )
    which = forms.ChoiceField(
        label=_("推送哪些事"),
        choices=[("all", _("全部")), ("some", _("只要选中的"))],
        widget=forms.RadioSelect,
        initial="all",
    )
    kinds = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, kinds: list[str], **given: Any) -> None:
        super().__init__(*args, **given)
        choice = self.fields["kinds"]
        assert isinstance(choice, forms.MultipleChoiceField)
        choice.choices = [(kind, kind) for kind in kinds]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("which") == "some" and not given.get("kinds"):
            self.add_error("kinds", _("请至少选一种，或者改选“全部”。"))
        return given

    @property
    def chosen(self) -> list[str]:
        return self.cleaned_data["kinds"] if self.cleaned_data["which"] == "some" else []
