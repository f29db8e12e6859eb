"""The catalogue's rows as the desk's pages show them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from anju.kernel.actor import Standing
from anju.people.queries import persons_named
from anju.people.rules import post_title
from anju.standards.choices import CalendarCode, Chargeable, PhotoHint, Priority, RequestKind
from anju.standards.forms import CategoryForm
from anju.standards.queries import CategoryRow, changes_of
from anju.standards.rules import promise_in_words

TONES = {Priority.P1: "late", Priority.P2: "wait", Priority.P3: "calm", Priority.P4: "off"}
ICONS = {Priority.P1: "alert-triangle", Priority.P2: "bolt", Priority.P3: "clock", Priority.P4: "calendar"}


@dataclass(frozen=True)
class Shown:
    """A category in words."""

    category: CategoryRow

    @property
    def priority_words(self) -> str:
        return f"{self.category.priority} {Priority(self.category.priority).label}"

    @property
    def tone(self) -> str:
        return TONES[Priority(self.category.priority)]

    @property
    def icon(self) -> str:
        return ICONS[Priority(self.category.priority)]

    @property
    def promise(self) -> list[str]:
        return promise_in_words(self.category)

    @property
    def responder(self) -> str:
        return post_title(self.category.responder_post)

    @property
    def charge(self) -> str:
        return str(Chargeable(self.category.chargeable).label)

    def facts(self) -> list[tuple[str, str]]:
        """What is: who comes, who pays, what helps."""
        category = self.category
        return [
            (_("编号"), category.code),
            (_("类型"), str(RequestKind(category.kind).label)),
            (_("谁来办"), self.responder),
            (
                _("按什么时间算"),
                str(CalendarCode(category.calendar).label) if category.calendar else _("按级别"),
            ),
            (_("上报给"), post_title(category.escalate_post) or _("不上报")),
            (_("谁的责任"), category.liable_party or _("看情况")),
            (_("收费"), self.charge),
            (_("上门"), _("要进家里") if category.needs_home_visit else _("不用进家里")),
            (_("照片"), str(PhotoHint(category.photo_hint).label)),
        ]


def changes(standing: Standing, category: CategoryRow) -> list[dict[str, Any]]:
    """The changes of a category as entries of a time line, oldest first."""
    recorded = changes_of(category)
    persons = persons_named(standing.community_id, [one.person_id for one in recorded])
    return [
        {
            "at": one.at,
            "words": "；".join(_words(one.facts)),
            "person": persons[one.person_id].name if one.person_id in persons else _("系统"),
            "icon": "pencil",
            "tone": "calm",
        }
        for one in recorded
    ]


def _words(facts: dict[str, Any]) -> list[str]:
    labels = {name: str(field.label) for name, field in CategoryForm.base_fields.items()}
    words = []
    for name, new in facts["new"].items():
        if name == "is_active":
            words.append(_("重新开放给住户选") if new else _("不再让住户选"))
        elif name == "calendar":
            label = CalendarCode(new).label if new else _("按级别")
            words.append(_("改为按“%(calendar)s”计时") % {"calendar": label})
        else:
            old = facts["old"][name]
            values = {"what": labels[name], "old": _none(old), "new": _none(new)}
            words.append(_("“%(what)s”从 %(old)s 改为 %(new)s") % values)
    return [*words, *(_("改了“%(what)s”") % {"what": labels[name]} for name in facts["texts"])]


def _none(number: int | None) -> str:
    return _("不承诺") if number is None else str(number)
