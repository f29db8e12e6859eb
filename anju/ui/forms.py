"""Forms that speak like a neighbour, and the fields that every app needs."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Invalid, Refused

# Control characters that no keyboard types; line breaks and tabs stay.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MOBILE = re.compile(r"1[3-9]\d{9}")


class Form(forms.Form):
    """A Django form whose missing fields are named: 请写上手机号, 请选一下在哪里.

    A field that brings its own message for ``required`` keeps it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") != forms.Field.default_error_messages["required"]:
                continue
            label = field.label or name
            chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField)
            words = _("请选一下{label}") if chosen else _("请写上{label}")
            field.error_messages["required"] = format_lazy(words, label=label)


def say_beside(form: forms.BaseForm, wrong: Invalid | Refused) -> None:
    """Put what an action said beside the fields that it is about; what is about none of them, above the form."""
    fields = wrong.fields if isinstance(wrong, Invalid) else {}
    for name, words in (fields or {"": wrong.words}).items():
        form.add_error(name if name in form.fields else None, str(words))


class TakenByAction(forms.BaseForm):
    """What a form has whose content an action takes: what the action refuses stands beside the field it names."""

    def do(self, act: Callable[[], Any]) -> bool:
        """Whether ``act`` went through; else the form says why."""
        try:
            act()
        except (Invalid, Refused) as wrong:
            say_beside(self, wrong)
            return False
        return True


class ActionForm(TakenByAction, Form):
    """A form for an action."""


class TextField(forms.CharField):
    """Text that a person types: trimmed, without control characters; ``rows`` makes it an area."""

    def __init__(self, *, rows: int = 0, max_length: int = 2000, **kwargs: Any) -> None:
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)
        self.error_messages["max_length"] = _(
            "写得太长了，最多 %(limit_value)d 个字，现在是 %(show_value)d 个。"
        )

    def to_python(self, value: Any) -> str:
        # Before Django's own check, which would answer a NUL with words of the system
        text: str = super().to_python(CONTROL.sub("", value) if isinstance(value, str) else value) or ""
        return text


class PhoneField(forms.CharField):
    """A Chinese mobile number as its 11 digits; spaces, hyphens and +86 may be typed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        digits = re.sub(r"[\s\-()（）]", "", super().clean(value)).removeprefix("+")
        if len(digits) == 13:
            digits = digits.removeprefix("86")
        if not digits or MOBILE.fullmatch(digits):
            return digits
        if digits.isdigit() and len(digits) != 11:
            raise forms.ValidationError(
                _("手机号是 11 位数字，您写了 %(count)d 位。"), params={"count": len(digits)}, code="length"
            )
        raise forms.ValidationError(_("这不像手机号，请再看一下。"), code="invalid")


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos at once, as a list of uploaded files; at most ``most``. Their content is checked on saving."""

    def __init__(self, *, most: int = 9, **kwargs: Any) -> None:
        self.most = most
        super().__init__(widget=PhotosInput(attrs={"accept": "image/*"}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            super().clean(None, initial)
            return []
        if len(given) > self.most:
            raise forms.ValidationError(
                _("最多放 %(most)d 张照片，您放了 %(count)d 张。"),
                params={"most": self.most, "count": len(given)},
                code="too-many",
            )
        return [super(PhotosField, self).clean(one, initial) for one in given]
