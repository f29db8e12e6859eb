"""Single cells: everything that spreadsheets make of numbers, dates and plates is taken as meant, or named."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from anju.people.intake.cells import read_day, read_floor, read_phone, read_size, read_step, read_text
from anju.people.intake.faults import KINDS, Bad, Fault
from anju.people.intake.plates import read_plates
from anju.people.intake.tables import address

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (13800000000.0, "13800000000"),
        (1.38e10, "13800000000"),
        ("1.38E+10", "13800000000"),
        ("１３８ ００００ ００００", "13800000000"),
        ("+86 138-0000-0000", "13800000000"),
        ("138\u200b00000000", "13800000000"),
        ("0571-88001234", "057188001234"),
        ("+852 9123 4567", "+85291234567"),
    ],
)
def test_phones(raw: str | float, wanted: str) -> None:
    assert read_phone(raw) == wanted


@pytest.mark.parametrize(
    ("raw", "kind", "count"),
    [
        ("1380000000", "phone_short", 1),
        (138000000001.0, "phone_long", 1),
        ("12800000000", "phone_wrong", None),
        ("一三八", "phone_wrong", None),
        (True, "phone_wrong", None),
        (date(2026, 1, 1), "phone_wrong", None),
        (float("nan"), "phone_wrong", None),
        ("138\x00", "hidden_signs", None),
    ],
)
def test_phones_that_are_none(raw: object, kind: str, count: int | None) -> None:
    with pytest.raises(Bad) as bad:
        read_phone(raw)  # type: ignore[arg-type]
    assert (bad.value.kind, bad.value.facts.get("count")) == (kind, count)


@pytest.mark.parametrize(
    "raw",
    [
        date(2024, 1, 5),
        datetime(2024, 1, 5, 12, 30, tzinfo=SHANGHAI),
        45296.0,
        45296,
        20240105.0,
        "20240105",
        "45296",
        "2024-01-05",
        "2024/1/5",
        "2024.1.5",
        "2024年1月5日",
        "２０２４－１－５",
        "2024-01-05 00:00:00",
    ],
)
def test_days(raw: object) -> None:
    assert read_day(raw) == date(2024, 1, 5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("24-1-5", "date_unreadable"),
        ("2024-13-01", "date_unreadable"),
        ("1.5.2024", "date_unreadable"),
        (12345678901.0, "date_unreadable"),
        (time(8), "date_unreadable"),
        (timedelta(days=3), "date_unreadable"),
        (date(1900, 1, 1), "date_far"),
        ("2100-01-01", "date_far"),
    ],
)
def test_days_that_are_none(raw: object, kind: str) -> None:
    with pytest.raises(Bad) as bad:
        read_day(raw)  # type: ignore[arg-type]
    assert bad.value.kind == kind


def test_floors() -> None:
    given = [10.0, "10", "１０", "10F", "10层", -1, "-1", "B1", "b2", "地下1层", "负2"]
    assert [read_floor(raw) for raw in given] == [10, 10, 10, 10, 10, -1, -1, -1, -2, -1, -2]


def test_sizes_are_rounded_half_up() -> None:
    given = [89.5, "89.5㎡", "1,200 平方米", 33.335, "33.345", "８９"]
    wanted = ["89.50", "89.50", "1200.00", "33.34", "33.35", "89.00"]
    assert [read_size(raw) for raw in given] == [Decimal(size) for size in wanted]
    for raw in ("nan", "1e9999", "九十", True, float("inf")):
        with pytest.raises(Bad):
            read_size(raw)


def test_text_is_tidied_and_not_changed() -> None:
    assert read_text("\u3000 欧阳慧敏·艾克拜尔 \n", most=60) == "欧阳慧敏·艾克拜尔"
    assert read_text(1001.0, most=12) == "1001"
    assert read_step("３ 号楼", most=12) == "3号楼"


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("浙A12345", ["浙A12345"]),
        ("浙a·12345", ["浙A12345"]),
        ("京A1234学、粤Z1234港", ["京A1234学", "粤Z1234港"]),
        ("浙AD12345，浙A12345D", ["浙AD12345", "浙A12345D"]),  # new energy: small, large
        ("沪AK9Q123", None),
        ("浙AK12345/浙A K12345", ["浙AK12345"]),
        ("无牌 白色三轮", ["无牌白色三轮"]),
        ("浙A1234I", None),
        ("浙AL12345", None),  # L is no letter of new energy
        ("A12345", None),
        ("浙A12345678", None),
    ],
)
def test_plates(raw: str, wanted: list[str] | None) -> None:
    if wanted is not None:
        assert read_plates(raw) == wanted
        return
    with pytest.raises(Bad) as bad:
        read_plates(raw)
    assert bad.value.kind == "plate_wrong"


def test_addresses_count_as_spreadsheets_do() -> None:
    assert [address(17, place) for place in (0, 2, 25, 26, 51, 52, 701, 702)] == [
        *("A17", "C17", "Z17", "AA17", "AZ17", "BA17", "ZZ17", "AAA17")
    ]


def test_every_kind_of_fault_has_whole_sentences() -> None:
    facts = dict.fromkeys(("rows", "most", "column", "now", "sign", "low", "high", "choices"), 1)
    facts |= dict.fromkeys(("words", "other", "count"), 1)
    for kind in KINDS:
        fault = Fault(kind, "住户", "C17", facts=facts)
        assert fault.why.endswith("。") and fault.how.endswith("。"), kind
