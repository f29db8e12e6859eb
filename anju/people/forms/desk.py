"""What the desk types about people. The actions check it; a form only gathers it and shows what they say."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anju.people.queries import ROLES
from anju.people.rules import POSTS
from anju.ui.forms import TakenByAction

GENDERS = [("", _("不填")), ("f", _("女")), ("m", _("男"))]


class PersonForm(TakenByAction, forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(
        label=_("手机号"),
        max_length=30,
        required=False,
        help_text=_("登录和短信都用这个号码。"),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.CharField(
        label=_("邮箱"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "off"}),
    )
    gender = forms.ChoiceField(label=_("性别"), choices=GENDERS, required=False, widget=forms.RadioSelect)
    care_note = forms.CharField(
        label=_("关怀说明"),
        max_length=200,
        required=False,
        help_text=_("上门和接电话的同事需要知道的，例如：独居，听力不好，请敲门久一点。"),
    )


class HomeRoleForm(TakenByAction, forms.Form):
    """Which home, as people write it: its code, its label, or a part that fits one home only."""

    home = forms.CharField(
        label=_("房屋"),
        max_length=60,
        help_text=_("写编号或房号，例如 3-2-1001、3栋2单元1001。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("身份"), choices=ROLES, widget=forms.RadioSelect)
    since = forms.DateField(
        label=_("从哪天起"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, optional: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if optional:
            self.fields["home"].required = self.fields["role"].required = False

    @property
    def since_day(self) -> date | None:
        return self.cleaned_data.get("since")


class PostForm(TakenByAction, forms.Form):
    post = forms.ChoiceField(label=_("岗位"))
    since = forms.DateField(
        label=_("从哪天起"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, grants: frozenset[str], **kwargs: Any) -> None:
        """Only posts that may do no more than ``grants``: others would be refused."""
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [  # type: ignore[attr-defined]
            (code, post.title) for code, post in POSTS.items() if post.grants <= grants
        ]


class PlateForm(TakenByAction, forms.Form):
    plate = forms.CharField(
        label=_("车牌"), max_length=12, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
