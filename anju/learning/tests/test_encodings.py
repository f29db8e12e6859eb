"""Which files are read, whatever wrote them; and a broken one says where."""

import codecs

import pytest

from anju.kernel.errors import Invalid
from anju.learning.reading.encodings import text_of
from anju.learning.reading.tables import read_table
from anju.learning.tests.stories import csv_of

TEXT = csv_of()
CODED = {
    "utf-8": TEXT.encode(),
    "utf-8 with mark": codecs.BOM_UTF8 + TEXT.encode(),
    "gbk": TEXT.encode("gbk"),
    "gb18030": (TEXT + "𠮷家的灯不亮,照明,,,\n").encode("gb18030"),
    "utf-16 of Excel": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "utf-16 big end first": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "utf-16 without mark": TEXT.encode("utf-16-le"),
}


@pytest.mark.parametrize("coded", CODED.values(), ids=CODED)
def test_every_usual_encoding_is_read(coded: bytes) -> None:
    table = read_table(coded, "往年.csv")
    assert table.columns["words"] == "内容"
    assert table.lines[0].cells["words"] == "厨房水龙头一直滴水"
    assert table.lines[2].cells["label"] == "噪音"


def refused(content: bytes) -> str:
    with pytest.raises(Invalid) as wrong:
        text_of(content, "坏的.csv")
    return str(wrong.value.fields["file"])


def test_a_broken_utf8_file_names_line_and_byte_and_is_not_read_as_gbk() -> None:
    first = f"{TEXT.splitlines()[0]}\n".encode()
    broken = first + "厨房".encode() + b"\xff" + TEXT.encode()[len(first) + 6 :]
    said = refused(broken)
    assert "坏的.csv" in said and "第 2 行" in said
    assert f"第 {len(first) + 6} 个字节" in said and "ff" in said and "UTF-8" in said


def test_a_broken_gbk_file_names_line_and_byte() -> None:
    lines = TEXT.encode("gbk").splitlines(keepends=True)
    lines[2] = lines[2][:4] + b"\xff\xff" + lines[2][4:]
    said = refused(b"".join(lines))
    offset = len(lines[0]) + len(lines[1]) + 4
    assert "第 3 行" in said and f"第 {offset} 个字节" in said and "GB18030" in said


def test_half_a_character_at_the_end_is_said_too() -> None:
    said = refused(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"\x41")
    assert "UTF-16" in said and f"第 {TEXT.count(chr(10)) + 1} 行" in said


def test_a_byte_that_no_text_holds_is_said() -> None:
    assert "第 2 行" in refused(b"text,category\nlamp \x00 out,light\n")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found(separator: str) -> None:
    text = f"Text{separator}Category{separator}Opened\nlamp out{separator}Light{separator}2025-01-02\n"
    table = read_table(text.encode(), "past.csv")
    assert table.lines[0].cells == {"words": "lamp out", "label": "Light", "opened": "2025-01-02"}


def test_words_with_the_separator_and_line_ends_in_quotes_stay_whole() -> None:
    table = read_table(b'text,category\n"one, two\nthree",a\nfour,b\n', "past.csv")
    assert [(line.number, line.cells["words"]) for line in table.lines] == [
        (2, "one, two\nthree"),
        (4, "four"),
    ]


def test_the_usual_english_heads_are_known() -> None:
    head = "Unique Key,Created Date,Closed Date,Complaint Type,Descriptor,Incident Address"
    table = read_table(f"{head}\n1,01/31/2024 02:15:00 PM,,Noise,Loud Music,12 Main St\n".encode(), "311.csv")
    assert table.columns == {
        "words": "Descriptor",
        "label": "Complaint Type",
        "opened": "Created Date",
        "closed": "Closed Date",
        "place": "Incident Address",
    }


def test_titles_that_are_not_listed_are_known_by_their_end() -> None:
    table = read_table(
        "序号,来件描述,诉求子分类,来件时间,办结情况时间\n1,灯不亮,照明,2025-01-02,\n".encode(), "x.csv"
    )
    assert table.columns == {
        "words": "来件描述",
        "label": "诉求子分类",
        "opened": "来件时间",
        "closed": "办结情况时间",
    }


def test_a_file_without_our_columns_says_which_and_what_is_there() -> None:
    with pytest.raises(Invalid) as wrong:
        read_table(b"name,phone\na,1\n", "x.csv")
    said = str(wrong.value.fields["file"])
    assert "内容（text）" in said and "name、phone" in said
