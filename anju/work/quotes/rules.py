"""Pure decisions: what lines cost, who is probably liable, what counts as rework."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anju.assets.choices import PartClass
from anju.assets.rules import checked_price, checked_quantity, line_amount
from anju.kernel.errors import Invalid, Words
from anju.kernel.text import clean_line
from anju.standards.choices import Chargeable, Priority
from anju.work.choices import MOST_LINES, MOST_TOTAL, PAYING, REWORK_DAYS, LineKind, Party


@dataclass(frozen=True)
class Line:
    """A checked line of a quote; ``amount`` is in yuan, rounded half-up to the cent."""

    kind: str
    name: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal
    part_id: int | None = None


def checked_lines(given: Sequence[Mapping[str, Any]]) -> list[Line]:
    """The lines with what each costs. ``Invalid`` names the field as ``lines.0.quantity``."""
    if not given:
        raise Invalid(fields={"lines": _("请至少写一行。")})
    if len(given) > MOST_LINES:
        raise Invalid(fields={"lines": _("最多写 %(most)d 行。") % {"most": MOST_LINES}})
    lines = [_line(number, row) for number, row in enumerate(given)]
    if total_of(lines) > MOST_TOTAL:
        raise Invalid(fields={"lines": _("合计不超过 100 万元，请核对单价和数量。")})
    return lines


def total_of(lines: Sequence[Line]) -> Decimal:
    return sum((line.amount for line in lines), Decimal("0.00"))


def _line(number: int, row: Mapping[str, Any]) -> Line:
    try:
        if row["kind"] not in LineKind.values:
            raise Invalid(fields={"kind": _("请选人工、配件或其他。")})
        quantity = checked_quantity(row["quantity"])
        price = checked_price(row["unit_price"], field="unit_price")
        return Line(
            kind=row["kind"],
            name=clean_line(row["name"], field="name", most=60, least=1),
            unit=clean_line(row.get("unit") or "", field="unit", most=10),
            quantity=quantity,
            unit_price=price,
            amount=line_amount(quantity, price),
            part_id=row.get("part_id"),
        )
    except Invalid as wrong:
        raise Invalid(
            fields={f"lines.{number}.{name}": words for name, words in wrong.fields.items()}
        ) from None


# Which part of the builder's warranty a category falls under.
PART_CLASSES = {
    "0101": PartClass.PIPES,
    "0102": PartClass.PIPES,
    "0103": PartClass.EQUIPMENT,
    "0104": PartClass.WIRING,
    "0105": PartClass.WIRING,
    "0106": PartClass.FINISHES,
    "0107": PartClass.EQUIPMENT,
    "0108": PartClass.WATERPROOF,
    "0109": PartClass.HEATING,
    "0111": PartClass.PIPES,
    "0112": PartClass.FINISHES,
    "0208": PartClass.WATERPROOF,
}
_UTILITIES = ("供电", "供水", "燃气", "运维方", "运营方", "通信")
_CULPRITS = ("责任人", "责任业主", "行为人", "侵权人", "占用人", "装修人", "堆放人", "饲养人")


@dataclass(frozen=True)
class Proposal:
    """Who is probably liable, and why, in words for the person who decides."""

    party: Party
    why: Words


def propose(
    *, code: str, liable: str, chargeable: str, is_home: bool, until: date | None, today: date
) -> Proposal:
    """From the category (its code, who its catalogue names, whether it is charged), the place, and the warranty
    (``until`` its last day, None where nothing is known)."""
    if until is not None and today <= until:
        return Proposal(Party.BUILDER, _("建设单位保修到 %(until)s。") % {"until": f"{until:%Y-%m-%d}"})
    private = (is_home and code.startswith("01")) or chargeable == Chargeable.YES
    if private and chargeable != Chargeable.NO:
        if any(word in liable for word in _CULPRITS):
            return Proposal(Party.CULPRIT, gettext_lazy("谁造成的谁承担，先找到原因。"))
        if until is not None:
            why = _("自家部分，保修在 %(until)s 已经到期。") % {"until": f"{until:%Y-%m-%d}"}
            return Proposal(Party.OWN, why)
        return Proposal(Party.OWN, gettext_lazy("自家部分；这里没有登记保修期，请先核对。"))
    if any(word in liable for word in _UTILITIES):
        return Proposal(Party.UTILITY, gettext_lazy("表前和管网由专业单位负责。"))
    if code == "0112":
        return Proposal(Party.BUILDER, gettext_lazy("保修期内的质量问题，由建设单位负责。"))
    if any(word in liable for word in _CULPRITS) and "物业" not in liable:
        return Proposal(Party.CULPRIT, gettext_lazy("谁造成的谁承担，先找到原因。"))
    return Proposal(Party.COMMON, gettext_lazy("共用部分，不向住户收费。"))


def must_be_quoted(*, party: str, is_decided: bool, chargeable: str, priority: str, is_rework: bool) -> bool:
    """Whether paid work needs an agreed quote before it begins: it is charged, to somebody who pays, and not again.

    An emergency is made safe first. What is charged under a condition only counts once a person has decided who pays.
    """
    if is_rework or priority == Priority.P1 or party not in PAYING or chargeable in (Chargeable.NO, ""):
        return False
    return is_decided or chargeable == Chargeable.YES


def is_again(finished_at: datetime, opened_at: datetime) -> bool:
    """Whether a job that was opened then comes within thirty days of one finished before it."""
    return timedelta(0) <= opened_at - finished_at <= timedelta(days=REWORK_DAYS)
