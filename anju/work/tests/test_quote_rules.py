"""Amounts to the cent, who is probably liable, and when work must be quoted: the pure decisions."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anju.kernel.errors import Invalid
from anju.work.quotes import rules
from anju.work.tests.quoting import LABOUR


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [
        ("1", "0.01", "0.01"),
        ("0.5", "0.01", "0.01"),  # half a cent goes up
        ("0.05", "0.10", "0.01"),
        ("0.04", "0.10", "0.00"),
        ("1.5", "3.33", "5.00"),
        ("2.5", "0.13", "0.33"),
        ("0.15", "0.30", "0.05"),  # 0.045: half-even would say 0.04
        ("3", "89.90", "269.70"),
        ("9999", "99.99", "999800.01"),
    ],
)
def test_each_line_is_rounded_half_up(quantity: str, price: str, amount: str) -> None:
    (line,) = rules.checked_lines([{**LABOUR, "quantity": quantity, "unit_price": price}])
    assert line.amount == Decimal(amount)


def test_the_total_is_the_sum_of_the_rounded_lines() -> None:
    lines = rules.checked_lines([{**LABOUR, "quantity": "0.5", "unit_price": "0.01"}] * 3)
    assert rules.total_of(lines) == Decimal("0.03")  # not 0.02, the rounded sum


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("unit_price", "-1", "不能小于 0"),
        ("unit_price", "1000000000000000", "不超过 100 万"),
        ("unit_price", "1e400", "太大|不超过|金额"),
        ("unit_price", "NaN", "请写一个金额"),
        ("unit_price", "Infinity", "请写一个金额"),
        ("unit_price", "12.345", "两位小数"),
        ("unit_price", "", "请写一个金额"),
        ("quantity", "0", "大于 0"),
        ("quantity", "-3", "大于 0"),
        ("quantity", "1.001", "两位小数"),
        ("quantity", "abc", "请写一个数"),
        ("name", "  ", "还没有写"),
        ("kind", "gift", "人工、配件或其他"),
    ],
)
def test_what_cannot_be_is_said_beside_its_line(field: str, value: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as wrong:
        rules.checked_lines([LABOUR, {**LABOUR, field: value}])
    assert list(wrong.value.fields) == [f"lines.1.{field}"]


def test_no_lines_too_many_and_too_much() -> None:
    for lines in ([], [LABOUR] * 51, [{**LABOUR, "quantity": "2", "unit_price": "500000.01"}]):
        with pytest.raises(Invalid) as wrong:
            rules.checked_lines(lines)
        assert list(wrong.value.fields) == ["lines"]
    exactly = [{**LABOUR, "quantity": "2", "unit_price": "500000"}]
    assert rules.total_of(rules.checked_lines(exactly)) == 1_000_000


CENTS = st.decimals(min_value=0, max_value=900, places=2)
AMOUNTS = st.decimals(min_value="0.01", max_value=99, places=2)


@given(st.lists(st.tuples(AMOUNTS, CENTS), min_size=1, max_size=11))
def test_no_line_is_off_by_more_than_half_a_cent(rows: list[tuple[Decimal, Decimal]]) -> None:
    lines = rules.checked_lines([{**LABOUR, "quantity": str(q), "unit_price": str(p)} for q, p in rows])
    for line, (quantity, price) in zip(lines, rows, strict=True):
        assert abs(line.amount - quantity * price) <= Decimal("0.005")
        assert line.amount == line.amount.quantize(Decimal("0.01"))
    assert rules.total_of(lines) == sum(line.amount for line in lines)


TODAY = date(2026, 11, 23)
PROPOSED = [
    # code, liable, chargeable, home, until → party
    ("0101", "业主；保修期内建设单位", "if_out_of_warranty", True, None, "own"),
    ("0101", "业主；保修期内建设单位", "if_out_of_warranty", True, date(2026, 11, 23), "builder"),
    ("0101", "业主；保修期内建设单位", "if_out_of_warranty", True, date(2026, 11, 22), "own"),
    ("0104", "业主（表后）；表前为供电单位", "if_private", True, None, "own"),
    ("0105", "业主", "yes", True, None, "own"),
    ("0108", "责任人；防水保修5年", "check", True, None, "culprit"),
    ("0108", "责任人；防水保修5年", "check", True, date(2028, 1, 1), "builder"),
    ("0110", "燃气经营企业", "no", True, None, "utility"),
    ("0112", "建设单位", "no", True, None, "builder"),
    ("0201", "物业（日常维修）", "no", False, None, "common"),
    ("0203", "表前供电单位/表后物业", "no", False, None, "utility"),
    ("0206", "物业；大修走维修资金", "no", True, None, "common"),
    ("0101", "业主；保修期内建设单位", "if_out_of_warranty", False, None, "common"),
    ("1301", "责任业主", "no", True, None, "culprit"),
]


@pytest.mark.parametrize(("code", "liable", "chargeable", "home", "until", "party"), PROPOSED)
def test_who_is_probably_liable(
    code: str, liable: str, chargeable: str, home: bool, until: date | None, party: str
) -> None:
    proposal = rules.propose(
        code=code, liable=liable, chargeable=chargeable, is_home=home, until=until, today=TODAY
    )
    assert proposal.party == party
    assert str(proposal.why)


@pytest.mark.parametrize(
    ("changes", "must"),
    [
        ({}, True),
        ({"party": "culprit"}, True),
        ({"party": "builder"}, False),
        ({"party": "ours"}, False),
        ({"is_decided": False}, False),
        ({"is_decided": False, "chargeable": "yes"}, True),
        ({"chargeable": "no"}, False),
        ({"priority": "P1"}, False),
        ({"is_rework": True}, False),
    ],
)
def test_when_paid_work_must_be_quoted(changes: dict[str, Any], must: bool) -> None:
    usual: dict[str, Any] = {
        "party": "own",
        "is_decided": True,
        "chargeable": "if_private",
        "priority": "P3",
        "is_rework": False,
    }
    assert rules.must_be_quoted(**{**usual, **changes}) is must


@pytest.mark.parametrize(
    ("passed", "again"),
    [
        (timedelta(0), True),
        (timedelta(days=29), True),
        (timedelta(days=30), True),
        (timedelta(days=30, seconds=1), False),
        (timedelta(days=31), False),
        (timedelta(seconds=-1), False),
    ],
)
def test_thirty_days(passed: timedelta, again: bool) -> None:
    finished = datetime(2026, 10, 1, 9, tzinfo=UTC)
    assert rules.is_again(finished, finished + passed) is again
