"""A file that was handed in: is it a workbook we can read, and which cells hold formulas without a result.

``open_workbook`` answers at the door, in words beside the file field; all that concerns single cells comes later.
"""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from html import unescape

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from anju.kernel.errors import Invalid
from anju.people.intake.sheets import NOTES_SHEET, SHEETS

MOST_BYTES = 20 * 2**20
MOST_UNPACKED = 200 * 2**20

_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # .xls, and .xlsx behind a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.S)
_ADDRESS = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)>[^<]")


@dataclass
class Book:
    """An open workbook. ``sheets`` maps our names of sheets to theirs, ``unread`` are the other sheets with content;
    ``formulas`` maps a sheet of theirs to cells whose formula has no usable result, with the kind of fault."""

    workbook: CalamineWorkbook
    sheets: dict[str, str]
    unread: list[str]
    formulas: dict[str, dict[str, str]]

    def sheet(self, name: str) -> CalamineSheet:
        return self.workbook.get_sheet_by_name(self.sheets[name])


def open_workbook(content: bytes) -> Book:
    """Open .xlsx, .xls or .ods by content; ``Invalid`` on ``file`` says what to do with any other file."""
    if len(content) > MOST_BYTES:
        raise _invalid(_("文件太大了，不能超过 20 MB。请删掉图片，或拆成几个文件。"))
    if not content:
        raise _invalid(_("这个文件是空的，请重新选择。"))
    if content.startswith(b"PK"):
        _check_package(content)
    elif not content.startswith(_COMPOUND):
        raise _invalid(_("这不是 Excel 文件。请用 Excel 或 WPS 另存为 .xlsx，再传一次。"))
    elif _ENCRYPTED in content:
        raise _locked()
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise _locked() from None
    except CalamineError:
        raise _broken() from None
    return _with_sheets(workbook, content)


def _check_package(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except zipfile.BadZipFile:
        raise _broken() from None
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _invalid(_("表格里的行太多了，可能下面带着很多空行。请删掉空行，或拆成几个文件。"))
    names = {part.filename for part in parts}
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise _invalid(_("这不是 Excel 文件。请用 Excel 或 WPS 另存为 .xlsx，再传一次。"))
    if "META-INF/manifest.xml" in names and any(name.endswith("EncryptedPackage") for name in names):
        raise _locked()


def _with_sheets(workbook: CalamineWorkbook, content: bytes) -> Book:
    theirs = {unicodedata.normalize("NFKC", name).strip(): name for name in workbook.sheet_names}
    ours = {sheet.name: theirs[sheet.name] for sheet in SHEETS if sheet.name in theirs}
    if not ours:
        raise _invalid(
            _(
                "没有找到“房屋”“公共区域”“住户”中的任何一个工作表，文件里只有：%(names)s。请下载模板，把内容粘进去。"
            )
            % {"names": "、".join(workbook.sheet_names[:5])}
        )
    unread = [name for name in workbook.sheet_names if name not in ours.values() and name != NOTES_SHEET]
    return Book(workbook, ours, unread[:10], _silent_formulas(content))


def _silent_formulas(content: bytes) -> dict[str, dict[str, str]]:
    """Calamine hands over the results of formulas and leaves failed ones empty; find those in the .xlsx itself."""
    if not content.startswith(b"PK"):
        return {}
    found: dict[str, dict[str, str]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name, path in _parts_of_sheets(package).items():
            xml = package.read(path)
            if b't="e"' in xml or b"<f" in xml or b":f>" in xml:
                found[name] = dict(_silent_cells(xml))
    return found


def _silent_cells(xml: bytes) -> list[tuple[str, str]]:
    cells = []
    for match in _CELL.finditer(xml):
        attributes, inside = match[1], match[2] or b""
        address = _ADDRESS.search(attributes)
        if address is None:
            continue
        if b't="e"' in attributes:
            cells.append((address[1].decode(), "broken_formula"))
        elif (b"<f" in inside or b":f" in inside) and not _VALUE.search(inside):
            cells.append((address[1].decode(), "uncounted_formula"))
    return cells


def _parts_of_sheets(package: zipfile.ZipFile) -> dict[str, str]:
    """The names of sheets and the files that hold them, of an .xlsx; nothing for other packages."""
    names = set(package.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    targets = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", _text(package, "xl/_rels/workbook.xml.rels")):
        at = _attributes(tag)
        targets[at.get("Id", "")] = at.get("Target", "").removeprefix("/xl/")
    parts = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", _text(package, "xl/workbook.xml")):
        at = _attributes(tag)
        path = "xl/" + targets.get(at.get("r:id", ""), "")
        if path in names:
            parts[unescape(at.get("name", ""))] = path
    return parts


def _attributes(tag: str) -> dict[str, str]:
    return dict(re.findall(r'([\w:]+)="([^"]*)"', tag))


def _text(package: zipfile.ZipFile, path: str) -> str:
    return package.read(path).decode("utf-8", "replace")


def _invalid(words: str) -> Invalid:
    return Invalid(fields={"file": words})


def _locked() -> Invalid:
    return _invalid(_("这个文件加了密码。请在 Excel 里取消密码后再传一次。"))


def _broken() -> Invalid:
    return _invalid(_("这个文件打不开，可能没有传完整或已损坏。请用 Excel 打开并另存一次，再传。"))
