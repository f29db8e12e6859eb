"""The last 30 days: counted by local day, in time by the first promise, no percentage of a small sample."""

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from anju.insight.pages.desk import share_words
from anju.insight.rules import Reason, Share, reasons_of
from anju.insight.tests.stories import PAGE, dispatch, do, done, judged, local, report
from anju.insight.trends import trend_for
from anju.kernel.clock import MovedClock
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("inline_reactions")


def test_the_days_are_those_of_the_community(cast: Cast, clock: MovedClock) -> None:
    for moment in (local(20, 23, 59), local(21, 0, 1), local(21, 12)):
        clock.to(moment)
        report(cast)
    clock.to(local(23, 9))
    days = trend_for(cast.actor("陈静"), cast.cuihu.id).days
    assert len(days) == 30
    assert (days[0].day.isoformat(), days[-1].day.isoformat()) == ("2026-10-25", "2026-11-23")
    assert {day.day.day: day.reported for day in days if day.reported} == {20: 1, 21: 2}


def test_what_is_older_is_left_out(cast: Cast, clock: MovedClock) -> None:
    clock.to(local(1, 9) - timedelta(days=8))  # 24 October, one day too old
    done(cast)
    clock.to(local(23, 9))
    trend = trend_for(cast.actor("陈静"), cast.cuihu.id)
    assert (trend.reported, trend.finished, trend.median) == (0, 0, None)


def test_in_time_is_by_the_first_promise(cast: Cast, clock: MovedClock) -> None:
    clock.to(local(20, 9))
    first, second = report(cast), report(cast, by="李芳")
    jobs = [dispatch(cast, request) for request in (first, second)]
    clock.to(local(20, 15))
    do(cast, jobs[0])  # six hours, in time
    clock.to(local(22, 9))
    do(cast, jobs[1])  # two days, late
    clock.to(local(23, 9))
    trend = trend_for(cast.actor("陈静"), cast.cuihu.id)
    assert (trend.finished, trend.share.part, trend.share.whole) == (2, 1, 2)
    assert trend.median == timedelta(hours=27), "the middle of 6 and 48 hours"
    by_day = {day.day.day: day for day in trend.days}
    assert (by_day[20].in_time, by_day[20].hours) == (1, 6.0)
    assert (by_day[22].in_time, by_day[22].promised, by_day[22].hours) == (0, 1, 48.0)


def test_what_was_opened_again_is_not_finished(cast: Cast, clock: MovedClock) -> None:
    judged(cast, "not")
    trend = trend_for(cast.actor("陈静"), cast.cuihu.id)
    assert (trend.reported, trend.finished, trend.share.whole) == (1, 0, 0)


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(29, 29, None), (30, 30, 100), (0, 30, 0), (20, 31, 65), (1, 200, 1)]
)
def test_no_percentage_of_fewer_than_thirty(part: int, whole: int, percent: int | None) -> None:
    assert Share(part, whole).percent == percent


def test_a_share_in_words() -> None:
    assert share_words(Share(0, 0)) == {"value": "—", "note": "暂无数据"}
    assert share_words(Share(9, 12))["value"] == "9 / 12"
    assert share_words(Share(341, 380)) == {"value": "90%", "note": "有时限的 380 件里 341 件"}


def test_the_sheet_holds_every_day(cast: Cast, clock: MovedClock) -> None:
    done(cast)
    answer = cast.client_of("陈静").get(f"{PAGE}trend.xlsx")
    assert 'filename="cuihu-20261123-30d.xlsx"' in answer["Content-Disposition"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 31
    assert rows[0][:3] == ["日期", "报了", "做完"]
    assert rows[-1][:5] == ["2026-11-23", 1.0, 1.0, 1.0, 1.0]


def test_reasons_in_the_order_of_their_weight() -> None:
    now = local(23, 9)
    found = reasons_of(
        due_at=now - timedelta(minutes=1),
        verdict="half",
        reopened=2,
        urged=3,
        unaccepted=[now - timedelta(minutes=20), now - timedelta(minutes=40), now - timedelta(minutes=5)],
        now=now,
    )
    assert found == [
        Reason("late", since=now - timedelta(minutes=1)),
        Reason("unaccepted", since=now - timedelta(minutes=40)),
        Reason("bad", times=2, verdict="half"),
        Reason("urged", times=3),
    ]
    assert reasons_of(due_at=now, verdict="solved", reopened=0, urged=0, unaccepted=[], now=now) == []
