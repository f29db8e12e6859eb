"""Files that are no workbook of ours are turned away at the door, in words beside the field."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage

from anju.kernel.errors import Invalid
from anju.people.choices import IntakeState
from anju.people.intake.actions import open_intake
from anju.people.intake.template import template_file
from anju.people.intake.tests.stories import IMPORTER, hand_in, kinds_of
from anju.people.intake.tests.workbooks import workbook
from anju.people.intake.workbook import MOST_BYTES
from anju.people.models import Intake
from tests.cast import Cast

pytestmark = pytest.mark.django_db

COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


def package(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as files:
        for name, content in parts.items():
            files.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def with_rows(cells: bytes, rows: int) -> bytes:
    """A workbook whose sheet of homes has that many rows of the same cells."""
    xml = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + (b"<row>" + cells + b"</row>") * rows
        + b"</sheetData></worksheet>"
    )
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([], None, None))) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as files,
    ):
        for part in good.infolist():
            files.writestr(
                part, xml if part.filename == "xl/worksheets/sheet1.xml" else good.read(part), compresslevel=1
            )
    return out.getvalue()


TURNED_AWAY: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "空的"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 500, "不是 Excel"),
    "csv": (lambda: "楼栋,单元\n3,2\n".encode("gb18030"), "另存为 .xlsx"),
    "web page": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "不是 Excel"),
    "other zip": (lambda: package(a_txt=b"x"), "不是 Excel"),
    "word": (lambda: package(word__document_xml=b"<w/>"), "不是 Excel"),
    "cut short": (lambda: workbook()[:3000], "打不开"),
    "broken inside": (lambda: package(xl__workbook_xml=b"<nothing"), "打不开"),
    "password": (lambda: COMPOUND + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "broken old": (lambda: COMPOUND + b"\0" * 600, "打不开"),
    "too large": (lambda: b"PK" + b"0" * MOST_BYTES, "20 MB"),
    "bomb": (lambda: package(xl__workbook_xml=b"0" * 201 * 2**20), "行太多"),
    "a million wide rows": (lambda: with_rows(b"<c><v>13800000000</v></c>" * 8, 1_000_000), "行太多"),
    "other sheets": (lambda: workbook(None, None, None, Sheet1=[["楼栋"], ["3"]]), "只有：Sheet1"),
}


@pytest.mark.parametrize("name", TURNED_AWAY)
def test_what_is_no_workbook_of_ours_is_turned_away(cast: Cast, name: str) -> None:
    make, words = TURNED_AWAY[name]

    with pytest.raises(Invalid) as refused:
        open_intake(
            actor=cast.actor(IMPORTER), community_id=cast.cuihu.id, content=make(), file_name="名单.xlsx"
        )

    assert words in str(refused.value.fields["file"])
    assert not Intake.objects.of(cast.cuihu.id).exists()


def test_a_million_empty_looking_rows_are_refused_with_words(cast: Cast) -> None:
    intake = hand_in(cast, with_rows(b"<c><v>3</v></c>", 1_000_000))

    assert (intake.state, kinds_of(intake)) == (IntakeState.FAULTY, {"房屋": "too_many_rows"})


def test_an_open_document_sheet_is_read_too(cast: Cast) -> None:
    def row(*cells: str) -> str:
        return (
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
                for c in cells
            )
            + "</table:table-row>"
        )

    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="房屋">'
        + row("楼栋", "单元", "楼层(物理)", "房号")
        + row("7", "1", "1", "101")
        + "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content_xml": content.encode(),
        "META-INF__manifest_xml": b"<manifest/>",
    }

    intake = hand_in(cast, package(**parts), "名单.ods")

    assert (intake.state, intake.counts["homes"]) == (IntakeState.READY, [1, 0, 0])


def test_the_template_passes_its_own_check_and_brings_nothing(cast: Cast) -> None:
    assert list(kinds_of(hand_in(cast, template_file())).values()) == ["nothing_inside"]


def test_a_file_name_is_kept_without_its_folders(cast: Cast) -> None:
    intake = hand_in(cast, workbook(), "C:\\老板\\..\\翠湖\x00花园.xlsx")

    assert intake.file_name == "翠湖花园.xlsx"
    assert default_storage.exists(intake.path)
