"""A file of past reports as a table: its columns found by their usual names, its rows as cells with their lines."""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from anju.kernel.errors import Invalid
from anju.learning.reading.encodings import text_of

MOST_BYTES = 40 * 2**20
MOST_UNPACKED = 300 * 2**20
MOST_ROWS = 200_000
MOST_BROKEN = 50  # lines; each may mean reading to the end once more
HEADER_WITHIN = 10
SEPARATORS = ",;\t"

# How the columns are called in practice, the likeliest first; without spaces, signs and case.
TITLES: dict[str, tuple[str, ...]] = {
    "words": (
        *(
            "text",
            "words",
            "description",
            "内容",
            "报修内容",
            "诉求内容",
            "问题描述",
            "事项描述",
            "描述",
            "报事内容",
        ),
        *(
            "诉求",
            "详情",
            "工单内容",
            "投诉内容",
            "反映内容",
            "事件描述",
            "故障描述",
            "文本",
            "留言内容",
            "留言详情",
        ),
        *(
            "content",
            "complaint",
            "request",
            "message",
            "details",
            "summary",
            "problem",
            "body",
            "issue",
            "comment",
        ),
        *("descriptor", "sentence", "utterance", "title", "标题", "主题", "subject", "问题"),
    ),
    "label": (
        *(
            "category",
            "类别",
            "类型",
            "分类",
            "报修类型",
            "诉求类别",
            "诉求类型",
            "问题类型",
            "事项类别",
            "报事类别",
        ),
        *("工单类型", "问题分类", "一级标签", "一级分类", "标签", "label", "class", "type", "complainttype"),
        *("requesttype", "servicetype", "categoryname", "intent", "topic", "target", "类目", "小类", "大类"),
    ),
    "code": ("categorycode", "类别编号", "类别代码", "分类编码", "类别编码", "code"),
    "opened": (
        *(
            "opened",
            "openedat",
            "created",
            "createdat",
            "createddate",
            "opendate",
            "reported",
            "reportedat",
            "date",
        ),
        *(
            "报修时间",
            "报事时间",
            "提交时间",
            "受理时间",
            "创建时间",
            "登记时间",
            "开始时间",
            "时间",
            "日期",
            "报修日期",
        ),
        *(
            "登记日期",
            "受理日期",
            "来电时间",
            "留言时间",
            "received",
            "receiveddate",
            "opentime",
            "openeddate",
        ),
    ),
    "closed": (
        *(
            "closed",
            "closedat",
            "closeddate",
            "resolved",
            "resolvedat",
            "finished",
            "finishedat",
            "completed",
        ),
        *(
            "completedat",
            "办结时间",
            "完成时间",
            "结束时间",
            "关闭时间",
            "完工时间",
            "结单时间",
            "处理时间",
            "办结日期",
        ),
        *("完成日期", "结案时间", "closetime", "enddate"),
    ),
    "place": (
        *(
            "place",
            "location",
            "address",
            "地点",
            "位置",
            "地址",
            "房号",
            "房屋",
            "房间",
            "楼栋",
            "报修地点",
            "报修地址",
        ),
        *("报事位置", "房产", "单元房号", "building", "room", "unit", "incidentaddress", "where"),
    ),
}
# Other titles are known by how they end or begin: 诉求分类, Case Description, 报案时间.
_ALSO: tuple[tuple[str, str], ...] = (
    ("code", r"(分类|类别|类型|category|type).*(编码|编号|代码|code|id)$"),
    ("label", r"(类别|类型|分类|标签|类目|category|type|label|class|topic)$"),
    ("words", r"(内容|描述|详情|文本|text|description|content|details|message|summary)$"),
    (
        "closed",
        r"(办结|完成|结束|关闭|完工|结案|closed|close|resolved|finished|completed).*(时间|日期|date|time|at)?$",
    ),
    ("opened", r"(时间|日期|date|time|created|opened|reported)$"),
    ("place", r"(地点|位置|地址|房号|房间|楼栋|location|address|place)$"),
)
_AT_TITLE = {title: (key, rank) for key, titles in TITLES.items() for rank, title in enumerate(titles)}


@dataclass(frozen=True)
class Line:
    """One row: ``number`` of its first line; ``cells`` by our names; ``extra``: more cells than the head has."""

    number: int
    cells: dict[str, Any]
    extra: bool = False


@dataclass(frozen=True)
class Table:
    """``columns`` maps our names to the titles found; ``broken`` are lines whose quotes do not fit."""

    columns: dict[str, str]
    lines: list[Line]
    broken: Sequence[int] = ()


def read_table(content: bytes, file_name: str, *, needs: tuple[str, ...] = ("words", "label")) -> Table:
    """The table in a .csv, .txt, .xlsx, .xls or .ods; ``Invalid`` on ``file`` for what is none of ours."""
    if not content:
        raise _invalid(_("这个文件是空的，请重新选择。"))
    if len(content) > MOST_BYTES:
        raise _invalid(_("文件太大了，不能超过 40 MB。请拆成几个文件。"))
    is_book = content.startswith((b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")))
    table = _from_book(content, needs) if is_book else _from_text(text_of(content, file_name), needs)
    if len(table.lines) > MOST_ROWS:
        raise _invalid(_("一次最多 %(most)d 行，请拆成几个文件。") % {"most": MOST_ROWS})
    if not table.lines:
        raise _invalid(_("表头下面没有内容。"))
    return table


def _invalid(words: str) -> Invalid:
    return Invalid(fields={"file": words})


def plain_title(title: object) -> str:
    """Without brackets, spaces, signs and case: ``Category (Code)*`` → ``category``."""
    words = unicodedata.normalize("NFKC", str(title)).lower()
    return re.sub(r"\(.*?\)|[\W_]+", "", words)


def _meant(title: str) -> tuple[str, int]:
    """What a title stands for and how surely: the smaller the number, the surer; "" for none of ours."""
    if title in _AT_TITLE:
        return _AT_TITLE[title]
    also = (key for key, pattern in _ALSO if re.search(pattern, title))
    return next(also, ""), len(_AT_TITLE)


def find_columns(titles: list[object]) -> dict[str, int]:
    """Our names and where they stand; of several titles for one name the likeliest."""
    best: dict[str, tuple[int, int]] = {}
    for place, title in enumerate(titles):
        key, rank = _meant(plain_title(title))
        if key and (key not in best or rank < best[key][0]):
            best[key] = (rank, place)
    return {key: place for key, (_rank, place) in best.items()}


def _missing(columns: dict[str, int], needs: tuple[str, ...], titles: list[object]) -> None:
    called = {"words": _("内容（text）"), "label": _("类别（category）")}
    lacking = [
        called[key] for key in needs if key not in columns and not (key == "label" and "code" in columns)
    ]
    if lacking:
        found = "、".join(str(title) for title in titles[:12] if str(title).strip())[:200]
        raise _invalid(
            _("没有找到这一列：%(lacking)s。文件里的表头是：%(found)s。")
            % {"lacking": "、".join(lacking), "found": found or "—"}
        )


def _from_text(text: str, needs: tuple[str, ...]) -> Table:
    head = text[: text.find("\n")] if "\n" in text else text
    separator = max(SEPARATORS, key=lambda one: (len(find_columns(_first_row(head, one))), head.count(one)))
    titles = _first_row(head, separator)
    columns = find_columns(titles)
    _missing(columns, needs, titles)
    lines: list[Line] = []
    broken: list[int] = []
    physical = io.StringIO(text, newline="").readlines()
    at = 0  # lines behind
    while at < len(physical) and len(broken) < MOST_BROKEN:
        rows = csv.reader(physical[at:], delimiter=separator, strict=True)
        start = at
        try:
            for row in rows:
                if at and any(cell.strip() for cell in row):
                    lines.append(_line(at + 1, row, columns, len(titles)))
                at = start + rows.line_num
        except csv.Error:  # from the next line on it is read as if nothing had been
            broken.append(at + 1)
            at += 1
    return Table({key: str(titles[place]) for key, place in columns.items()}, lines, broken)


def _first_row(head: str, separator: str) -> list[object]:
    return list(next(csv.reader([head.rstrip("\r")], delimiter=separator), []))


def _line(number: int, row: list[Any], columns: dict[str, int], width: int) -> Line:
    cells = {key: row[place] for key, place in columns.items() if place < len(row)}
    return Line(number, cells, extra=len(row) > width and any(str(cell).strip() for cell in row[width:]))


def _from_book(content: bytes, needs: tuple[str, ...]) -> Table:
    try:
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
                    raise _invalid(_("文件太大了，不能超过 40 MB。请拆成几个文件。"))
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    except PasswordError:
        raise _invalid(_("这个文件加了密码。请在 Excel 里取消密码后再传一次。")) from None
    except (CalamineError, zipfile.BadZipFile):
        raise _invalid(
            _("这个文件打不开，可能没有传完整或已损坏。请用 Excel 打开并另存一次，再传。")
        ) from None
    best = max(_headers(sheets), key=lambda found: len(found[2]), default=None)
    if best is None:
        raise _invalid(_("这个文件是空的，请重新选择。"))
    rows, at, columns = best
    _missing(columns, needs, list(rows[at]))
    lines = [
        _line(number, row, columns, len(row))
        for number, row in enumerate(rows[at + 1 :], at + 2)
        if any(str(cell).strip() for cell in row)
    ]
    return Table({key: str(rows[at][place]) for key, place in columns.items()}, lines)


def _headers(sheets: list[list[list[Any]]]) -> Iterator[tuple[list[list[Any]], int, dict[str, int]]]:
    for rows in sheets:
        for at, row in enumerate(rows[:HEADER_WITHIN]):
            yield rows, at, find_columns(row)


def plain_lines(content: bytes, file_name: str) -> list[str]:
    """The lines of a text file, the empty ones too; ``Invalid`` where it is broken."""
    return text_of(content, file_name).splitlines()


def cell_words(raw: object) -> str:
    """A cell as words: 101.0 of a spreadsheet is 101."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, datetime | date):
        return raw.isoformat(" ") if isinstance(raw, datetime) else raw.isoformat()
    return str(raw).strip()
