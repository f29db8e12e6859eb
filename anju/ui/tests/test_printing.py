"""Sheets of QR labels: as many pages as the labels need, any text a place may have, and refusals in words."""

import re

import pytest

from anju.ui.printing import PrintingError, QrLabel, qr_sheet, render_pdf


def pages(document: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", document))


def labels(count: int) -> list[QrLabel]:
    return [QrLabel(f"https://example.org/q/{index}", f"{index} 栋大堂") for index in range(count)]


@pytest.mark.parametrize(("count", "per_page", "expected"), [(1, 12, 1), (12, 12, 1), (13, 12, 2), (5, 2, 3)])
def test_a_sheet_has_the_pages_it_needs(count: int, per_page: int, expected: int) -> None:
    document = qr_sheet("翠湖花园", labels(count), per_page)
    assert document.startswith(b"%PDF-")
    assert pages(document) == expected


def test_names_that_look_like_source_are_only_text() -> None:
    odd = QrLabel("https://example.org/q/1", '#panic("x") $ \\ "引号" @ref <label> 欧阳慧敏·艾克拜尔 㐂')
    assert pages(qr_sheet("#import", [odd])) == 1


def test_a_code_that_a_camera_would_misread_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        qr_sheet("翠湖花园", [QrLabel("https://example.org/大堂", "大堂")])


def test_a_missing_template_is_named() -> None:
    with pytest.raises(PrintingError, match=r"ui/nothing\.typ"):
        render_pdf("ui/nothing.typ", {})
