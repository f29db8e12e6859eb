"""Pure decisions about quantities, prices, tools and warranties."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _
from pypinyin import Style, lazy_pinyin

from anju.assets.choices import (
    CALIBRATED_EVERY,
    CENT,
    MOST_PRICE,
    MOST_QUANTITY,
    WARRANTED_YEARS,
    PartClass,
    ToolKind,
    ToolState,
)
from anju.assets.models import Tool
from anju.kernel.errors import Invalid, Words

SEASON_BEGINS, SEASON_ENDS = (11, 15), (3, 15)  # of heating, in most cities of the north


def exact_number(given: Any, *, field: str, words: Words) -> Decimal:
    """The number as a finite Decimal with at most two decimals; ``Invalid`` on the field for anything else."""
    try:
        number = Decimal(str(given).strip())
    except (InvalidOperation, ValueError):
        raise Invalid(fields={field: words}) from None
    if not number.is_finite():
        raise Invalid(fields={field: words})
    try:
        if number != number.quantize(CENT):
            raise Invalid(fields={field: _("最多写两位小数。")})
    except InvalidOperation:  # more digits than a decimal can hold
        raise Invalid(fields={field: _("这个数太大了。")}) from None
    return number.quantize(CENT)


def checked_quantity(given: Any, *, field: str = "quantity", least: Decimal = CENT) -> Decimal:
    """A quantity from ``least`` to 9999 with at most two decimals."""
    number = exact_number(given, field=field, words=_("请写一个数，比如 1 或 0.5。"))
    if number < least or number > MOST_QUANTITY:
        words = _("数量要大于 0，不超过 9999。") if least > 0 else _("数量从 0 到 9999。")
        raise Invalid(fields={field: words})
    return number


def checked_price(given: Any, *, field: str = "price") -> Decimal:
    """A price in yuan from 0 to a million with at most two decimals."""
    number = exact_number(given, field=field, words=_("请写一个金额，比如 12.50。"))
    if number < 0:
        raise Invalid(fields={field: _("金额不能小于 0。")})
    if number > MOST_PRICE:
        raise Invalid(fields={field: _("金额不超过 100 万元。")})
    return number


def line_amount(quantity: Decimal, unit_price: Decimal) -> Decimal:
    """What a line costs: rounded half-up to the cent."""
    return (quantity * unit_price).quantize(CENT, ROUND_HALF_UP)


def haystack_of(code: str, name: str) -> str:
    """What the search of parts looks through: code, name, its pinyin and its initials."""
    full = "".join(lazy_pinyin(name, style=Style.NORMAL))
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
    return "|".join(("", code.lower(), name.lower(), full.lower(), initials.lower()))


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError


def next_calibration(kind: str, on: date) -> date | None:
    """The last day on which a calibration of that day holds; None for kinds that are not calibrated."""
    months = CALIBRATED_EVERY.get(ToolKind(kind))
    return months_later(on, months) if months else None


def why_locked(tool: Tool, today: date) -> Words:
    """Why the tool cannot be lent today; empty where it can."""
    if tool.state == ToolState.RETIRED:
        return _("已经报废，不能再用。")
    if tool.state == ToolState.UNSAFE:
        return _("有人说它不安全，已经停用：%(why)s") % {"why": tool.why}
    if ToolKind(tool.kind) in CALIBRATED_EVERY and tool.due_on is None:
        return _("还没有登记校验日期，不能用。")
    if tool.due_on is not None and tool.due_on < today:
        return _("校验在 %(day)s 到期了，送检之前不能用。") % {"day": f"{tool.due_on:%Y-%m-%d}"}
    return ""


def warranted_until(part_class: str, delivered: date) -> date:
    """The last day of the legal warranty of a class of parts, counted from delivery.

    Years end on the day before the anniversary is over; heating ends with the second whole season after delivery.
    """
    if part_class == PartClass.HEATING:
        begins = date(delivered.year, *SEASON_BEGINS)
        first = delivered.year if delivered <= begins else delivered.year + 1
        return date(first + 2, *SEASON_ENDS)
    return months_later(delivered, WARRANTED_YEARS[PartClass(part_class)] * 12)
