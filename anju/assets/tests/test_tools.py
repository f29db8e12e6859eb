"""Tools: who has them, and which nobody may take."""

from datetime import date, timedelta

import pytest

from anju.assets import actions, queries, rules
from anju.assets.models import Tool, ToolLoan
from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.kernel.errors import Invalid, NotAllowed, Refused
from tests.cast import Cast


def meter(cast: Cast, code: str = "YB-01", calibrated: date | None = date(2026, 3, 2)) -> Tool:
    return actions.add_tool(
        actor=SYSTEM,
        community_id=cast.cuihu.id,
        code=code,
        name="钳形电流表",
        kind="meter",
        calibrated_on=calibrated,
    )


def test_a_technician_takes_it_for_a_job_and_brings_it_back(cast: Cast, clock: MovedClock) -> None:
    tool, tech = meter(cast), cast.actor("张强")
    loan = actions.lend_tool(
        actor=tech, tool=tool, person_id=cast.person("张强").id, job_number="gd-20261123-0001"
    )
    assert loan.job_number == "GD-20261123-0001"
    with pytest.raises(Refused, match="在张强手上"):
        actions.lend_tool(actor=SYSTEM, tool=tool, person_id=cast.person("刘工").id)
    clock.forward(hours=3)
    actions.return_tool(actor=tech, tool=tool)
    actions.return_tool(actor=tech, tool=tool)
    kept = ToolLoan.objects.of(cast.cuihu.id).get()
    assert kept.back_at is not None


def test_a_past_calibration_locks_it_and_says_who_can_help(cast: Cast) -> None:
    tool = meter(cast, calibrated=date(2025, 11, 22))
    assert tool.due_on == date(2026, 11, 22)
    with pytest.raises(Refused, match=r"校验在 2026-11-22 到期了.*请找.*刘工"):
        actions.lend_tool(actor=cast.actor("张强"), tool=tool, person_id=cast.person("张强").id)
    assert not ToolLoan.objects.of(cast.cuihu.id).exists()
    actions.calibrate_tool(actor=cast.actor("刘工"), tool=tool, on=date(2026, 11, 20))
    actions.lend_tool(actor=cast.actor("张强"), tool=tool, person_id=cast.person("张强").id)


def test_it_holds_until_the_end_of_its_last_day(cast: Cast) -> None:
    tool = meter(cast, calibrated=date(2025, 11, 23))
    actions.lend_tool(actor=cast.actor("张强"), tool=tool, person_id=cast.person("张强").id)
    never = meter(cast, code="YB-02", calibrated=None)
    with pytest.raises(Refused, match="还没有登记校验日期"):
        actions.lend_tool(actor=SYSTEM, tool=never, person_id=cast.person("张强").id)


def test_unsafe_is_locked_out_at_once(cast: Cast) -> None:
    tool, tech = meter(cast), cast.actor("张强")
    actions.lend_tool(actor=tech, tool=tool, person_id=cast.person("张强").id)
    with pytest.raises(Invalid):
        actions.return_tool(actor=tech, tool=tool, unsafe=True, words="")
    actions.return_tool(actor=tech, tool=tool, unsafe=True, words="表笔漏电")
    with pytest.raises(Refused, match="表笔漏电"):
        actions.lend_tool(actor=tech, tool=tool, person_id=cast.person("张强").id)
    with pytest.raises(NotAllowed):
        actions.unlock_tool(actor=tech, tool=tool)
    actions.unlock_tool(actor=cast.actor("刘工"), tool=tool)
    assert queries.tool_for(SYSTEM, cast.cuihu.id, tool.id).locked == ""


def test_refusals_change_nothing(cast: Cast, clock: MovedClock) -> None:
    tool = meter(cast)
    with pytest.raises(NotAllowed):  # for somebody else only who manages
        actions.lend_tool(actor=cast.actor("张强"), tool=tool, person_id=cast.person("刘工").id)
    with pytest.raises(Refused):  # no worker
        actions.lend_tool(actor=SYSTEM, tool=tool, person_id=cast.person("王小明").id)
    with pytest.raises(Invalid):
        actions.lend_tool(
            actor=SYSTEM,
            tool=tool,
            person_id=cast.person("张强").id,
            back_by=clock.forward() - timedelta(hours=1),
        )
    with pytest.raises(Invalid, match="工单号"):
        actions.lend_tool(actor=SYSTEM, tool=tool, person_id=cast.person("张强").id, job_number="七号")
    with pytest.raises(Invalid):
        actions.calibrate_tool(actor=SYSTEM, tool=tool, on=date(2027, 1, 1))
    with pytest.raises(Invalid, match="编号"):
        meter(cast)
    assert not ToolLoan.objects.of(cast.cuihu.id).exists()
    assert Tool.objects.of(cast.cuihu.id).get().due_on == date(2027, 3, 2)


def test_lists_of_what_is_out_too_long_and_past_its_day(cast: Cast, clock: MovedClock) -> None:
    out, past = meter(cast), meter(cast, code="YB-02", calibrated=date(2025, 1, 1))
    actions.lend_tool(actor=SYSTEM, tool=out, person_id=cast.person("张强").id)
    clock.forward(hours=13)

    def listed(wanted: str) -> list[str]:
        rows = queries.tool_rows(SYSTEM, cast.cuihu.id, queries.ToolFilter(wanted=wanted))
        return [row.tool.code for row in rows]

    assert listed("late") == listed("out") == ["YB-01"]
    assert listed("due") == [past.code]


@pytest.mark.parametrize(
    ("kind", "on", "due"),
    [
        ("pressure", date(2026, 8, 31), date(2027, 2, 28)),
        ("insulation", date(2026, 1, 15), date(2026, 7, 15)),
        ("meter", date(2024, 2, 29), date(2025, 2, 28)),
        ("ladder", date(2026, 1, 1), None),
    ],
)
def test_how_long_a_calibration_holds(kind: str, on: date, due: date | None) -> None:
    assert rules.next_calibration(kind, on) == due
