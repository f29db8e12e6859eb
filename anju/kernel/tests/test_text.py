"""Words as people type them: kept as they meant them, without what does not show."""

import pytest

from anju.kernel.errors import Invalid
from anju.kernel.text import clean, clean_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  厨房水龙头滴水 \n", "厨房水龙头滴水"),
        ("第一行\r\n第二行\r第三行\u2028第四行", "第一行\n第二行\n第三行\n第四行"),
        ("一\t二", "一\t二"),
        ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
        ("\ufeff水\u200b管", "水管"),
        ("invoice\u202egnp.exe", "invoicegnp.exe"),
        ("\u2066左\u2069\u200f右\u061c", "左右"),
        ("e\u0301", "é"),  # NFC: one character
        ("半个\ud83d字", "半个字"),
        ("👩‍🔧 👍🏽", "👩‍🔧 👍🏽"),  # joined and toned as typed
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),  # shown as text, so kept as text
        ("'; DROP TABLE x; --", "'; DROP TABLE x; --"),
    ],
)
def test_what_is_kept(typed: str, kept: str) -> None:
    assert clean(typed, field="words", most=100) == kept


def test_on_one_line() -> None:
    assert clean_line(" 王\n小\t 明 \u3000", field="name", most=10) == "王 小 明"


@pytest.mark.parametrize("empty", ["", "   ", "\n\t", "\u200b\u200e", "\x00", "\u202e "])
def test_nothing_is_nothing_however_it_is_typed(empty: str) -> None:
    assert clean(empty, field="words", most=10) == ""
    with pytest.raises(Invalid) as refused:
        clean(empty, field="words", most=10, least=1)
    assert "words" in refused.value.fields


def test_too_short_and_too_long_name_the_field() -> None:
    with pytest.raises(Invalid) as short:
        clean("漏", field="words", most=10, least=2)
    with pytest.raises(Invalid) as long:
        clean("水" * 11, field="wish", most=10)
    assert list(short.value.fields) == ["words"]
    assert "11" in str(long.value.fields["wish"])
    assert clean("水" * 10, field="wish", most=10) == "水" * 10


def test_the_length_is_that_of_what_is_kept() -> None:
    assert clean("水\u200b" * 10, field="words", most=10) == "水" * 10
    assert clean("e\u0301" * 10, field="words", most=10) == "é" * 10
