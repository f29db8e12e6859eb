"""Forms of the knowledge base."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anju.improvement.choices import Audience
from anju.standards.queries import category_groups
from anju.ui.forms import Form, TextField


class ArticleForm(Form):
    """A new article, or a change of one. The action checks the words."""

    title = TextField(label=_("标题"), max_length=60, help_text=_("短一点，一眼看得出讲什么。"))
    question = TextField(label=_("住户会怎么问"), max_length=200, help_text=_("照住户的口气写一句。"))
    words = TextField(
        label=_("怎么回答"), rows=8, max_length=3000, help_text=_("先说结论，再说怎么办、找谁、几点到几点。")
    )
    keywords = TextField(
        label=_("还会这样说"),
        max_length=300,
        required=False,
        help_text=_("用空格分开。住户打到这些词，就会看到这一篇。"),
    )
    audience = forms.ChoiceField(
        label=_("给谁看"), choices=Audience.choices, initial=Audience.BOTH, widget=forms.RadioSelect
    )
    categories = forms.MultipleChoiceField(
        label=_("归到哪些类别"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        error_messages={"invalid_choice": _("没有这个类别。")},
    )
    valid_until = forms.DateField(
        label=_("有效到哪一天"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("会过时的答案请写上；过了这一天住户就看不到，等人重看。"),
        error_messages={"invalid": _("请写成 2026-12-31 这样的日期。")},
    )

    def __init__(self, community_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categories"].choices = [  # type: ignore[attr-defined]
            (
                gettext(group.category.name),
                [(leaf.code, f"{leaf.code} {gettext(leaf.name)}") for leaf in group.leaves],
            )
            for group in category_groups(community_id)
        ]

    @staticmethod
    def values_of(article: Any) -> dict[str, Any]:
        """The article as it stands, to begin with."""
        names = ("title", "question", "words", "keywords", "audience", "valid_until")
        return {name: getattr(article, name) for name in names} | {"categories": article.categories.split()}


class NewArticleForm(ArticleForm):
    publish = forms.BooleanField(
        label=_("马上公布"), required=False, help_text=_("不勾就先存成草稿，别人看不到。")
    )


class ChangeForm(ArticleForm):
    why = TextField(label=_("为什么改"), max_length=200, help_text=_("同事以后看得到。"))
    seen = forms.IntegerField(widget=forms.HiddenInput)


class WhyForm(Form):
    why = TextField(label=_("为什么撤下"), max_length=200)
