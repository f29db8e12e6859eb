"""What is filled in about quotes: lines as a table, who pays, the answer on the phone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anju.kernel.errors import Invalid
from anju.ui.forms import CONTROL, Form, TextField
from anju.work.choices import LineKind, Party
from anju.work.quotes.queries import part_meant

FIRST_ROWS, MORE_ROWS = 3, 3
COLUMNS = ("kind", "name", "unit", "quantity", "unit_price")


@dataclass
class LineRow:
    """A row of the table as it was typed, with what is wrong in it."""

    kind: str = LineKind.LABOUR
    name: str = ""
    unit: str = ""
    quantity: str = "1"
    unit_price: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        return not self.name.strip() and not self.unit_price.strip()


class LineTable:
    """The rows of a quote; ``lines(community_id)`` gives them to the action, ``say`` shows what it found wrong."""

    def __init__(self, rows: Sequence[LineRow] = ()) -> None:
        self.rows = [*rows]
        self.wrong = ""

    @classmethod
    def of_post(cls, given: QueryDict) -> "LineTable":
        columns = {name: given.getlist(name)[:60] for name in COLUMNS}
        typed = zip(*(columns[name] for name in COLUMNS), strict=False)
        rows = [[CONTROL.sub("", value)[:80] for value in row] for row in typed]
        return cls([LineRow(kind, name, unit, quantity, price) for kind, name, unit, quantity, price in rows])

    def filled(self, more: int = 0) -> "LineTable":
        """With blank rows to write in."""
        blank = more or max(FIRST_ROWS - len(self.rows), 1)
        kinds = [LineKind.LABOUR, LineKind.PART, LineKind.PART]
        start = len(self.rows)
        self.rows += [
            LineRow(kind=kinds[(start + at) % 3] if start < 3 else LineKind.PART) for at in range(blank)
        ]
        return self

    def lines(self, community_id: int) -> list[dict[str, Any]]:
        """What is written, a part as the one of the price list that is meant. ``Invalid`` for one that is not there."""
        self.rows = [row for row in self.rows if not row.is_blank]
        found = []
        for number, row in enumerate(self.rows):
            line: dict[str, Any] = {name: getattr(row, name) for name in COLUMNS}
            if row.kind == LineKind.PART:
                part = part_meant(community_id, row.name)
                if part is None:
                    words = _("价目表里没有“%(name)s”：请从列表里选，或把这一行改成“其他”。") % {
                        "name": row.name
                    }
                    raise Invalid(fields={f"lines.{number}.name": words})
                line |= {"part_id": part.id, "unit_price": part.price}
            found.append(line)
        return found

    def say(self, wrong: Invalid) -> None:
        """Put each of the words beside its row, the rest above the table."""
        for name, words in (wrong.fields or {"": wrong.words}).items():
            _lines, _dot, place = name.partition(".")
            number, _dot, column = place.partition(".")
            if number.isdigit() and int(number) < len(self.rows):
                self.rows[int(number)].errors[column] = str(words)
            else:
                self.wrong = str(words)


class QuoteWordsForm(Form):
    words = TextField(
        label=gettext_lazy("给住户的说明"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("住户看得到。"),
    )


class PartyForm(Form):
    party = forms.ChoiceField(label=gettext_lazy("由谁承担"), choices=Party.choices, widget=forms.RadioSelect)
    reason = TextField(label=gettext_lazy("为什么"), max_length=200, required=False)


class SignForm(Form):
    name = TextField(label=gettext_lazy("住户怎么称呼"), max_length=60)


class CallForm(Form):
    """What the resident said on the phone."""

    answer = forms.ChoiceField(
        label=gettext_lazy("住户怎么说"),
        choices=[("yes", gettext_lazy("同意")), ("no", gettext_lazy("不同意"))],
        widget=forms.RadioSelect,
    )
    name = TextField(label=gettext_lazy("是谁说的"), max_length=60)
    at = forms.DateTimeField(
        label=gettext_lazy("什么时候说的"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=gettext_lazy("不写就是现在。"),
        error_messages={"invalid": gettext_lazy("请选一个时间。")},
    )
    words = TextField(
        label=gettext_lazy("原话"),
        rows=2,
        max_length=300,
        required=False,
        help_text=gettext_lazy("不同意的，照原话写。"),
    )


class ReasonForm(Form):
    reason = TextField(label=gettext_lazy("为什么"), max_length=200)
