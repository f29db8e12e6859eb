"""What can be wrong with one row of a file: such a row is left out and named by its line."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

MOST_FAULTS = 2_000

KINDS = {
    "no_words": _("没有写是什么事。"),
    "no_label": _("没有写类别。"),
    "label_long": _("类别太长了，不能超过 120 个字。"),
    "opened_unreadable": _("看不出是哪天报的。"),
    "closed_unreadable": _("看不出是哪天办结的。"),
    "closed_first": _("办结比报修还早。"),
    "in_future": _("日期在今天之后。"),
    "cells_many": _("这一行比表头多出几格，可能文字里有没加引号的分隔符。"),
    "quotes": _("引号没有配对，这一行读不了。"),
}


@dataclass(frozen=True)
class Fault:
    """``line`` as an editor or a spreadsheet counts, from 1; ``found`` is what stands there, shortened."""

    kind: str
    line: int
    found: str = ""

    @property
    def why(self) -> str:
        return str(KINDS[self.kind])

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def from_dict(kept: Mapping[str, Any]) -> Fault:
    return Fault(**kept)
