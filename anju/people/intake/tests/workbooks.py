"""Workbooks as people hand them in."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from xlsxwriter import Workbook

TITLES = {
    "房屋": ["楼栋", "单元", "楼层(物理)", "楼层显示", "房号", "建筑面积"],
    "公共区域": ["楼栋", "类别", "名称", "楼层"],
    "住户": ["房屋编号", "姓名", "手机", "身份", "起", "止", "车牌", "邮箱"],
}
HOMES = [
    ["7", "1", 1, "", "101", 89.5],
    ["7", "1", 1, "", "102", 120],
    ["7", "1", 2, "", "201", ""],
    ["7", "2", -1, "B1", "001", 33.335],
]
AREAS = [["7", "电梯", "1单元客梯", ""], ["", "绿地", "北门花园", ""], ["7", "楼道", "楼道", 2]]
RESIDENTS = [
    ["7-1-101", "孙丽", "13911110001", "业主", "2020-01-01", "", "浙A12345、浙AD12345", "sunli@example.com"],
    ["7-1-101", "孙小宝", "", "家人", "", "", "", ""],
    ["7-1-102", "周杰", 13911110002.0, "租户", date(2025, 6, 1), date(2027, 5, 31), "无牌白色三轮", ""],
    ["7-2-001", "孙丽", "13911110001", "业主", "2021.3.5", "", "", ""],
]


def workbook(
    homes: Iterable[Sequence[Any]] | None = HOMES,
    areas: Iterable[Sequence[Any]] | None = AREAS,
    residents: Iterable[Sequence[Any]] | None = RESIDENTS,
    **more: Iterable[Sequence[Any]],
) -> bytes:
    """An .xlsx with a title row and the given rows on each sheet; None leaves a sheet out. ``more`` are whole
    further sheets by name. A text that begins with ``\\f`` is written as a formula without a stored result."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in zip(TITLES, (homes, areas, residents), strict=True):
            if rows is not None:
                _fill(book.add_worksheet(name), [TITLES[name], *rows], day)
        for name, rows in more.items():
            _fill(book.add_worksheet(name), rows, day)
    return out.getvalue()


def _fill(sheet: Any, rows: Iterable[Sequence[Any]], day: Any) -> None:
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, place, cell, day)
            elif isinstance(cell, str) and cell.startswith("\f"):
                sheet.write_formula(number, place, cell[1:], None, "")
            elif isinstance(cell, str) and cell.startswith("#"):
                sheet.write_formula(number, place, "=1/0", None, cell)
            elif isinstance(cell, bool):
                sheet.write_boolean(number, place, cell)
            elif cell != "":
                sheet.write(number, place, cell)
