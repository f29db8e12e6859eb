"""A call that is taken: who, where, what, by when it suits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Invalid
from anju.people.rules import clean_phone
from anju.requests.choices import Channel, Subject
from anju.ui.forms import Form, PhotosField, TextField

MOST_WORDS = 1000


class CallForm(Form):
    """What the desk writes down for somebody. Person, place and category are resolved by the page.

    ``other`` is a category chosen from the whole list; it goes before ``category``, one of those guessed.
    """

    who = TextField(label=_("谁打来的"), max_length=40, required=False)
    reporter = TextField(max_length=20, required=False)
    guest_name = TextField(label=_("怎么称呼"), max_length=60, required=False)
    guest_phone = TextField(
        label=_("回电号码"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    where = TextField(label=_("在哪里"), max_length=40, required=False)
    place = TextField(
        max_length=20, error_messages={"required": _("请选一下在哪里：查房号或公共区域，点一个。")}
    )
    words = TextField(
        label=_("什么事"),
        rows=3,
        max_length=MOST_WORDS,
        min_length=2,
        error_messages={"required": _("请记下是什么事。"), "min_length": _("写得太短了，请再多写几个字。")},
    )
    category = TextField(max_length=10, required=False)
    other = TextField(label=_("别的类别"), max_length=10, required=False)
    wish = TextField(label=_("什么时候方便"), max_length=80, required=False)
    photos = PhotosField(label=_("照片"), required=False)
    subject = forms.ChoiceField(choices=[("", ""), *Subject.choices], required=False)
    sealed = forms.BooleanField(required=False)
    channel = forms.ChoiceField(
        label=_("怎么来的"),
        choices=[(Channel.PHONE, Channel.PHONE.label), (Channel.DESK, Channel.DESK.label)],
        initial=Channel.PHONE,
        widget=forms.RadioSelect,
    )

    def clean_guest_phone(self) -> str:
        typed: str = self.cleaned_data["guest_phone"]
        try:
            return clean_phone(typed) if typed else ""
        except Invalid as wrong:
            raise forms.ValidationError(str(wrong.words)) from None

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("reporter") and not given.get("guest_phone") and "guest_phone" not in self.errors:
            self.add_error("who", _("请选一下是谁；没有登记的，请记下称呼和回电号码。"))
        return given
