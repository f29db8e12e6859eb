"""What people type when they sign in, and on their own page."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from anju.kernel import limits
from anju.kernel.errors import Invalid, TooOften
from anju.people import actions
from anju.people.rules import clean_phone

QUARTER = 15 * 60
DAY = 24 * 60 * 60


class PhoneField(forms.CharField):
    """A phone number, cleaned to how it is kept (``rules.clean_phone``)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("手机号"))
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "username"})
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return clean_phone(typed)
        except Invalid as wrong:
            raise ValidationError(wrong.words) from None


def take_turn(door: str, who: str, *, most: int, seconds: int) -> None:
    """Count one try; a ``ValidationError`` with the code ``too-often`` when there were too many."""
    try:
        limits.take(door, who, most=most, seconds=seconds)
    except TooOften as wait:
        minutes = -(-wait.retry_after // 60)
        raise ValidationError(
            _("试的次数太多了，请过 %(minutes)d 分钟再试。") % {"minutes": minutes}, code="too-often"
        ) from None


class SignInForm(LoginForm):
    """Phone and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("密码")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)

    def _clean_with_password(self, credentials: dict[str, Any]) -> dict[str, Any]:
        take_turn("sign-in.phone", credentials["phone"], most=10, seconds=QUARTER)
        take_turn("sign-in.ip", get_adapter().get_client_ip(self.request), most=100, seconds=QUARTER)
        checked: dict[str, Any] = super()._clean_with_password(credentials)
        return checked


class AskCodeForm(RequestLoginCodeForm):
    """The phone to which a one-time code goes. An unknown number is counted and answered in the same way."""

    def clean_phone(self) -> str:
        phone: str = super().clean_phone()
        take_turn("sign-in.code.phone", phone, most=5, seconds=QUARTER)
        take_turn("sign-in.code.day", phone, most=15, seconds=DAY)
        adapter = get_adapter()
        take_turn("sign-in.code.ip", adapter.get_client_ip(adapter.request), most=40, seconds=QUARTER)
        return phone


class GiveCodeForm(ConfirmLoginCodeForm):
    """The six digits from the text message."""

    def __init__(self, *args: Any, phone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phone = phone
        field = self.fields["code"]
        field.label = _("6 位验证码")
        field.widget.attrs = {
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
            "maxlength": 12,
            "autofocus": True,
        }

    def clean_code(self) -> str:
        # Whoever asks for many codes to one number still has only so many guesses.
        take_turn("sign-in.code.guess", self.phone, most=20, seconds=QUARTER)
        code: str = super().clean_code()
        return code


class PasswordForm(forms.Form):
    """A new password. It is shown on demand, so it is typed once."""

    password = forms.CharField(
        label=_("新密码"),
        max_length=128,
        strip=False,
        help_text=_("至少 8 位，不要只用数字，也不要用太常见的。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        try:
            actions.check_password(account=self.account, password=self.cleaned_data["password"])
        except Invalid as weak:
            raise ValidationError(weak.words) from None
        return str(self.cleaned_data["password"])

    def save(self) -> None:
        actions.change_password(account=self.account, password=self.cleaned_data["password"])
