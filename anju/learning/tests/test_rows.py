"""Rows of a file: what is read, and what is left out by its line."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from anju.learning.reading.rows import Found, read_moment, read_rows
from anju.learning.reading.tables import read_table
from anju.learning.rules.places import index_of_places, place_in
from anju.learning.tests.stories import csv_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


def found_in(text: str) -> Found:
    return read_rows(read_table(text.encode(), "往年.csv"), SHANGHAI, NOW)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-3-1", datetime(2024, 3, 1, tzinfo=SHANGHAI)),
        ("2024/03/01 14:20", datetime(2024, 3, 1, 14, 20, tzinfo=SHANGHAI)),
        ("2024年3月1日 14:20:05", datetime(2024, 3, 1, 14, 20, 5, tzinfo=SHANGHAI)),
        ("２０２４.３.１", datetime(2024, 3, 1, tzinfo=SHANGHAI)),
        ("20240301", datetime(2024, 3, 1, tzinfo=SHANGHAI)),
        ("2024-03-01T06:20:00Z", datetime(2024, 3, 1, 6, 20, tzinfo=UTC)),
        ("2024-03-01T14:20:00.123+08:00", datetime(2024, 3, 1, 14, 20, tzinfo=timezone(timedelta(hours=8)))),
        ("03/01/2024 02:20:00 PM", datetime(2024, 3, 1, 14, 20, tzinfo=SHANGHAI)),
        ("03/01/2024 12:05:00 AM", datetime(2024, 3, 1, 0, 5, tzinfo=SHANGHAI)),
        ("45352", datetime(2024, 3, 1, tzinfo=SHANGHAI)),
        ("45352.5", datetime(2024, 3, 1, 12, tzinfo=SHANGHAI)),
        (datetime(2024, 3, 1, 8), datetime(2024, 3, 1, 8, tzinfo=SHANGHAI)),  # noqa: DTZ001
        ("", None),
        ("NULL", None),
    ],
)
def test_a_moment_is_read_as_it_is_meant(written: object, meant: datetime | None) -> None:
    assert read_moment(written, SHANGHAI) == meant


@pytest.mark.parametrize("written", ["昨天", "2024-13-01", "2024-02-30", "1024-01-01", "31/12", "9" * 30])
def test_what_is_no_moment_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        read_moment(written, SHANGHAI)


def test_a_day_beyond_twelve_says_that_all_begin_with_the_day() -> None:
    head = "text,category,opened"
    found = found_in(csv_of("a b,x,03/04/2025", "c d,x,25/12/2025", head=head))
    assert found.rows[0].opened == datetime(2025, 4, 3, tzinfo=SHANGHAI)
    assert found_in(csv_of("a b,x,03/04/2025", head=head)).rows[0].opened == datetime(
        2025, 3, 4, tzinfo=SHANGHAI
    )


def test_bad_rows_are_left_out_by_line_and_the_rest_is_offered() -> None:
    found = found_in(
        csv_of(
            "灯不亮,照明,2025-03-01,2025-03-02,",
            ",照明,2025-03-01,,",
            "没有类别,,2025-03-01,,",
            "日子不对,照明,三月,,",
            "先办后报,照明,2025-03-02,2025-03-01,",
            "明年的,照明,2027-01-01,,",
            "多一格,照明,2025-03-01,,,多的",
        )
    )
    assert [row.words for row in found.rows] == ["灯不亮"]
    assert [(fault.line, fault.kind) for fault in found.faults] == [
        (3, "no_words"),
        (4, "no_label"),
        (5, "opened_unreadable"),
        (6, "closed_first"),
        (7, "in_future"),
        (8, "cells_many"),
    ]
    assert found.left_out == 6 and all(fault.why for fault in found.faults)


def test_a_quote_without_its_other_half_costs_its_own_line_only() -> None:
    found = found_in('text,category\nlamp,light\n"never closed,light\nmore,light\n')
    assert [(row.line, row.words) for row in found.rows] == [(2, "lamp"), (4, "more")]
    assert [(fault.line, fault.kind) for fault in found.faults] == [(3, "quotes")]


def test_equal_rows_are_each_a_report_and_have_marks_of_their_own() -> None:
    once, again = (found_in(csv_of("灯不亮,照明,,,", "灯不亮,照明,,,")) for _time in range(2))
    marks = [row.mark for row in once.rows]
    assert len(set(marks)) == 2 and marks == [row.mark for row in again.rows]


@pytest.mark.parametrize(
    "written", ["3-2-1001", "3栋2单元1001", "三号楼2单元1001室", "3幢 2门 1001", "3#1001"]
)
def test_a_place_is_found_however_it_is_written(written: str) -> None:
    index = index_of_places([(7, "3-2-1001", "3栋2单元1001"), (8, "3", "3栋")])
    assert place_in(written, index) == (None if "#" in written else 7)
    assert place_in("三号楼", index) == 8
    assert place_in("", index) is None
