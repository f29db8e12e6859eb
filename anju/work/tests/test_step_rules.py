"""What an answer means, and when a photo is wanted: pure, with numbers."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anju.kernel.errors import Invalid
from anju.work.choices import EvidenceWhy, StepResult
from anju.work.models import JobStep
from anju.work.step_rules import answered, draw_of, evidence_wanted, limits_in_words

VOLTS = JobStep(kind="number", unit="V", least=Decimal("198"), most=Decimal("235.4"))
MINUTES = JobStep(kind="number", unit="分钟", least=Decimal(10))


def step(**more: Any) -> Any:
    return SimpleNamespace(**{"wants_photo": True, "risk": "", **more})


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("198", "ok"),
        ("197.9", "failed"),
        ("220", "ok"),
        ("２２０．５", "ok"),
        ("235.4", "ok"),
        ("235.401", "failed"),
        ("0", "failed"),
        ("-220", "failed"),
        ("220，5", "ok"),
    ],
)
def test_the_voltage_is_220_plus_7_minus_10_percent(typed: str, result: str) -> None:
    assert answered(VOLTS, typed).result == result


def test_ten_minutes_under_pressure_are_ten() -> None:
    assert answered(MINUTES, "10").result == StepResult.OK
    assert answered(MINUTES, "9.5") == answered(MINUTES, " 9.5 ")
    assert answered(MINUTES, "9.5").result == StepResult.FAILED
    assert answered(MINUTES, "9.5").reading == Decimal("9.5")


@pytest.mark.parametrize(
    "typed", ["", "二百二", "NaN", "inf", "1e400", "10V", "0.0001", "99999999999", "1 2", "--1"]
)
def test_what_is_no_reading_is_said(typed: str) -> None:
    with pytest.raises(Invalid) as wrong:
        answered(VOLTS, typed)
    assert "answer" in wrong.value.fields


def test_yes_and_no_and_a_choice() -> None:
    asked = JobStep(kind="yes_no")
    assert (answered(asked, "yes").result, answered(asked, "no").result) == ("ok", "failed")
    options = [{"code": "a", "words": "甲", "ok": True}, {"code": "b", "words": "乙", "ok": False}]
    chosen = JobStep(kind="choice", options=options)
    assert (answered(chosen, "a").result, answered(chosen, "b").result) == ("ok", "failed")
    for step_, typed in ((asked, "maybe"), (chosen, "c"), (JobStep(kind="words"), "嗯")):
        with pytest.raises(Invalid):
            answered(step_, typed)


def test_limits_are_said_as_people_say_them() -> None:
    assert limits_in_words(VOLTS) == "198–235.4 V"
    assert limits_in_words(MINUTES) == "不少于 10 分钟"
    assert limits_in_words(JobStep(kind="number", unit="mm", most=Decimal("10.000"))) == "不超过 10 mm"


def test_a_photo_is_wanted_where_risk_asks() -> None:
    assert evidence_wanted(step(risk="gas"), "P4", 0, 0.99) == EvidenceWhy.RISK
    assert evidence_wanted(step(), "P1", 0, 0.99) == EvidenceWhy.PRIORITY
    assert evidence_wanted(step(), "P2", 0, 0.99) == EvidenceWhy.PRIORITY
    assert evidence_wanted(step(), "P3", 10, 0.0999) == EvidenceWhy.DRAW
    assert evidence_wanted(step(), "P3", 10, 0.1) is None
    assert evidence_wanted(step(), "P3", 0, 0.0) is None
    assert evidence_wanted(step(), "P3", 100, 0.9999) == EvidenceWhy.DRAW
    assert evidence_wanted(step(wants_photo=False, risk="gas"), "P1", 100, 0.0) is None


@given(st.integers(min_value=1, max_value=2**63 - 1))
def test_the_draw_of_a_job_never_changes(job_id: int) -> None:
    assert draw_of(job_id) == draw_of(job_id)
    assert 0 <= draw_of(job_id) < 1


@given(st.integers(min_value=1, max_value=2**62), st.sampled_from([5, 10, 25, 50]))
def test_the_share_that_is_drawn_is_the_share_that_was_asked(first: int, share: int) -> None:
    """Of 4000 jobs in a row; five standard deviations, so that chance never breaks it."""
    count = 4000
    drawn = sum(
        evidence_wanted(step(), "P3", share, draw_of(job_id)) is not None
        for job_id in range(first, first + count)
    )
    part = share / 100
    assert abs(drawn / count - part) < 5 * (part * (1 - part) / count) ** 0.5
