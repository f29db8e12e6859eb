"""What a resident or a passer-by types: the report, a message, what they think of the result."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.errors import Invalid, NotFound
from anju.learning.queries import suggest_categories
from anju.requests import wishes
from anju.requests.choices import Subject, Verdict
from anju.standards.choices import RequestKind
from anju.standards.queries import category_for, leaf_categories
from anju.ui.forms import Form, PhotosField, TextField, say_beside

if TYPE_CHECKING:
    from anju.standards.models import Category

# What a person chooses from; something sudden (突发) is reported like a repair.
KINDS = [kind for kind in RequestKind if kind != RequestKind.INCIDENT]
MOST_WORDS = 1000
MOST_LIKELY = 3
# An example in the empty field, so that one sees how little is needed.
HINTS = {
    RequestKind.REPAIR: _("比如：厨房水槽下面在滴水，地上已经湿了"),
    RequestKind.COMPLAINT: _("比如：楼道里的垃圾三天没有清"),
    RequestKind.ENQUIRY: _("比如：这个月的公摊电费是怎么算的"),
    RequestKind.SUGGESTION: _("比如：单元门口可以装一盏感应灯"),
    RequestKind.PRAISE: _("比如：昨晚值班的师傅帮老人提了东西"),
    RequestKind.SERVICE: _("比如：要给租客办一张门禁卡"),
}


def kinds_of(kind: str) -> list[str]:
    """The kinds of category that a chosen kind means."""
    if kind == RequestKind.REPAIR:
        return [RequestKind.REPAIR, RequestKind.INCIDENT]
    return [kind]


def likely_categories(community_id: int, words: str, kind: str) -> "list[Category]":
    """The categories that the words probably mean, best first. Those of a chosen kind come before the others; a kind
    that has one category only means that one."""
    if not words.strip():
        return []
    found = suggest_categories(community_id, words)
    if kind not in RequestKind.values:
        return found
    chosen = suggest_categories(community_id, words, kinds=kinds_of(kind))
    if not chosen:
        only = leaf_categories(community_id, kinds_of(kind))
        chosen = only if len(only) == 1 else []
    known = {one.id for one in chosen}
    other = [one for one in found if one.id not in known][:1]
    return [*chosen[: MOST_LIKELY - len(other)], *other]


class ReportForm(Form):
    """What, where and when it suits. After ``is_valid`` the data hold ``category`` as a row and ``wish`` in words.

    The place is resolved by the page: which one may be named depends on who stands before it.
    """

    kind = forms.ChoiceField(
        label=_("哪一类"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        required=False,
        widget=forms.RadioSelect,
    )
    words = TextField(
        label=_("什么事"),
        rows=4,
        max_length=MOST_WORDS,
        min_length=2,
        error_messages={"required": _("请说一下是什么事。"), "min_length": _("写得太短了，请再多说几个字。")},
    )
    category = TextField(label=_("类别"), required=False)
    photos = PhotosField(label=_("照片"), required=False)
    place = TextField(label=_("在哪里"), max_length=60, error_messages={"required": _("请选一下在哪里。")})
    wish = TextField(label=_("什么时候方便"), max_length=20, required=False)
    wish_own = TextField(label=_("您方便的时间"), max_length=60, required=False)
    subject = forms.ChoiceField(choices=[("", ""), *Subject.choices], required=False)
    sealed = forms.BooleanField(required=False)
    anonymous = forms.BooleanField(required=False)

    def __init__(self, community_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.community_id = community_id

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "words" in cleaned and "category" in cleaned:
            cleaned["category"] = self._category(cleaned["category"])
        try:
            cleaned["wish"] = wishes.wish_words(
                cleaned.get("wish", ""),
                cleaned.get("wish_own", ""),
                clock.now(),
                timezone.get_current_timezone(),
            )
        except Invalid as wrong:
            say_beside(self, wrong)
        return cleaned

    def _category(self, code: str) -> "Category | None":
        """The chosen category, else the one that the words mean most likely."""
        if code:
            try:
                chosen = category_for(self.community_id, code)
            except NotFound:
                chosen = None
            if chosen is not None and chosen.priority and chosen.is_active:
                return chosen
            self.add_error("category", _("请选一个具体的类别。"))
            return None
        likely = likely_categories(
            self.community_id, self.cleaned_data["words"], self.cleaned_data.get("kind", "")
        )
        if not likely:
            self.add_error("category", _("没看出是哪一类事，请在下面选一个最接近的。"))
            return None
        return likely[0]


class GuestReportForm(ReportForm):
    """The same for somebody without an account. ``website`` stands outside the page: only a program fills it in."""

    guest_name = TextField(label=_("怎么称呼您"), max_length=60, required=False)
    guest_phone = TextField(
        label=_("手机号"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    website = TextField(max_length=200, required=False)
    sum = TextField(
        label=_("一道小题"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class MessageForm(Form):
    words = TextField(
        label=_("留言"),
        rows=2,
        max_length=MOST_WORDS,
        error_messages={"required": _("这里还没有写内容。")},
    )
    photos = PhotosField(label=_("照片"), required=False)
    key = TextField(max_length=80, required=False)


class VerdictForm(Form):
    """What the person says of the result, with words where they like."""

    verdict = forms.ChoiceField(
        choices=[(one.value, one.label) for one in Verdict if one not in (Verdict.SILENT, Verdict.PASSED)],
        error_messages={"invalid_choice": _("请选一个最接近的。"), "required": _("请选一个最接近的。")},
    )
    words = TextField(label=_("想补充的话"), rows=3, max_length=500, required=False)


class WordsForm(Form):
    """Some words with a step, where they like."""

    words = TextField(label=_("想补充的话"), rows=3, max_length=300, required=False)
