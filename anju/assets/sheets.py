"""The price list as a workbook: read with every fault named by its cell, then written all at once."""

import io
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from anju.assets import rules
from anju.assets.actions import add_part, change_part
from anju.assets.models import Part
from anju.kernel.actor import Actor
from anju.kernel.errors import AnjuError, Invalid
from anju.kernel.text import clean_line

TITLES = ["编号", "名称", "单位", "单价", "成本"]
MOST_BYTES = 5 * 2**20
MOST_ROWS = 5000


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell, such as ``D7``."""

    cell: str
    words: str


@dataclass(frozen=True)
class PartLine:
    """A row of the file, checked."""

    code: str
    name: str
    unit: str
    price: rules.Decimal
    cost: rules.Decimal


def read_parts(content: bytes) -> tuple[list[PartLine], list[Fault]]:
    """The rows of the first sheet and all its faults; ``Invalid`` on ``sheet`` for a file that is no such table."""
    table = _table(content)
    if not table or [str(cell).strip() for cell in table[0][: len(TITLES)]] != TITLES:
        words = _("第一行要依次写：%(titles)s。可以先导出一份，照着改。") % {"titles": "、".join(TITLES)}
        raise Invalid(fields={"sheet": words})
    if len(table) > MOST_ROWS + 1:
        raise Invalid(fields={"sheet": _("一次最多 %(most)d 种，请拆成几个文件。") % {"most": MOST_ROWS}})
    lines: list[PartLine] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(table[1:], start=2):
        cells = [_text(cell) for cell in [*row, "", "", "", "", ""][: len(TITLES)]]
        if not any(cells):
            continue
        line = _line(cells, number, faults)
        if line is None:
            continue
        if line.code in seen:
            words = _("编号和第 %(row)d 行重复了。") % {"row": seen[line.code]}
            faults.append(Fault(f"A{number}", words))
        seen.setdefault(line.code, number)
        lines.append(line)
    if not lines and not faults:
        raise Invalid(fields={"sheet": _("表里还没有配件。")})
    return lines, faults


def bring_in_parts(*, actor: Actor, community_id: int, rows: list[PartLine]) -> tuple[int, int]:
    """Add what is new by its code, change what differs; how many of each. All or nothing."""
    actor.check("stores.manage", community_id)
    with transaction.atomic():
        known = {part.code: part for part in Part.objects.of(community_id)}
        added = changed = 0
        for row in rows:
            part = known.get(row.code)
            if part is None:
                add_part(actor=actor, community_id=community_id, **vars(row))
                added += 1
            elif any(getattr(part, name) != value for name, value in vars(row).items()):
                change_part(actor=actor, part=part, is_active=part.is_active, **vars(row))
                changed += 1
    return added, changed


def _table(content: bytes) -> list[list[Any]]:
    if len(content) > MOST_BYTES:
        raise Invalid(fields={"sheet": _("文件太大了，不能超过 5 MB。")})
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except PasswordError:
        raise Invalid(fields={"sheet": _("这个文件加了密码，请去掉密码再传。")}) from None
    except (CalamineError, OSError, ValueError, IndexError):
        words = _("这不是 Excel 文件。请用 Excel 或 WPS 另存为 .xlsx，再传一次。")
        raise Invalid(fields={"sheet": words}) from None


def _line(cells: list[str], number: int, faults: list[Fault]) -> PartLine | None:
    code, name, unit, price, cost = cells
    checks = {
        "A": lambda: clean_line(code, field="code", most=20, least=1).upper(),
        "B": lambda: clean_line(name, field="name", most=60, least=1),
        "C": lambda: clean_line(unit, field="unit", most=10) or "个",
        "D": lambda: rules.checked_price(price),
        "E": lambda: rules.checked_price(cost or "0", field="cost"),
    }
    found: list[Any] = []
    for column, check in checks.items():
        try:
            found.append(check())
        except AnjuError as wrong:
            faults.append(Fault(f"{column}{number}", str(wrong.words)))
    return PartLine(*found) if len(found) == len(checks) else None


def _text(cell: Any) -> str:
    """A cell as it was typed: Excel keeps 12 as 12.0 and 3.1 as 3.1."""
    if isinstance(cell, float):
        return f"{cell:.6f}".rstrip("0").rstrip(".")
    return str(cell).strip()
