"""Requests and what was learned: the end of one is kept, the desk is told what the past says of a new one."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from anju.kernel import clock as kernel_clock
from anju.learning import actions as learning
from anju.learning.models import Label, PastReport
from anju.learning.tests.stories import brought_in, history
from anju.learning.training import train
from anju.requests import actions, jobs
from anju.requests.tests.desk import Desk
from anju.standards.queries import category_for
from tests.cast import Cast


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


@pytest.fixture
def learned(desk: Desk, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """水暖 is our 0101, 照明 our 0105; 噪音 stays what the files call it."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("anju.learning.actions.learning.train_apart", train)
    brought_in(desk.cast, history())
    for name, code in {"水暖": "0101", "照明": "0105"}.items():
        label = Label.objects.of(desk.cast.cuihu.id).get(name=name)
        learning.map_label(actor=desk.cast.actor("陈静"), label=label, category_code=code)
    learning.learn(community_id=desk.cast.cuihu.id)
    return desk


def call(desk: Desk, words: str) -> str:
    target = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "call-what"}
    page = desk.agent.get("/desk/cuihu/requests/new/", {"words": words}, **target)
    assert page.status_code == 200
    return page.content.decode()


def test_at_a_call_the_desk_sees_how_sure_the_guess_is(learned: Desk) -> None:
    said = call(learned, "你好，角阀渗水")
    assert 'value="0101" checked' in said and "%</span>" in said and "没有把握" not in said
    assert "没有把握" in call(learned, "水管和灯还有快递柜全都不对劲")


def test_what_only_the_files_know_is_told_to_the_desk_but_never_chosen(learned: Desk) -> None:
    said = call(learned, "又来了，广场舞音响太大")
    assert "往年这样的话归在" in said and "噪音" in said
    home = learned.cast.client_of("王小明").post("/home/cuihu/report/guess/", {"words": "广场舞音响太大"})
    assert "噪音（" not in home.content.decode()


def test_the_page_of_a_request_says_when_the_past_speaks_against_its_category(learned: Desk) -> None:
    wrong = learned.report(words="麻烦看下，感应灯不灵", category="0101")
    assert "类别可能不对" in learned.agent.get(learned.address(wrong)).content.decode()
    right = learned.report(words="麻烦看下，感应灯不灵", category="0105")
    said = learned.agent.get(learned.address(right)).content.decode()
    assert "类别可能不对" not in said and "类别没有把握" not in said


def test_what_the_past_does_not_know_is_left_to_the_catalogue(learned: Desk) -> None:
    assert 'value="0302" checked' in call(learned, "电梯停了不动")
    # The past knows it, but calls it 噪音, which is none of ours: what else it holds for possible is not worth saying.
    assert 'value="0101" checked' not in call(learned, "又来了，楼上跑跳")


def test_without_a_history_the_desk_sees_what_it_always_saw(desk: Desk) -> None:
    said = call(desk, "厨房水龙头一直滴水")
    assert 'value="0101" checked' in said and "%</span>" not in said and "没有把握" not in said
    page = desk.agent.get(desk.address(desk.report())).content.decode()
    assert "类别可能不对" not in page and "类别没有把握" not in page


def test_what_has_ended_is_kept_once_with_its_final_category(
    desk: Desk, clock: kernel_clock.MovedClock, inline_reactions: None
) -> None:
    request = desk.report(words="水表下面在漏")
    actions.classify_request(
        actor=desk.cast.actor("赵敏"),
        request=request,
        category=category_for(desk.cast.cuihu.id, "0102"),
        priority="P3",
    )
    open_one = desk.report(words="还没办完的")
    desk_close(desk, request)

    jobs.keep_ended_requests(0)
    jobs.keep_ended_requests(0)

    kept = PastReport.objects.of(desk.cast.cuihu.id).select_related("category").get()
    assert (kept.words, kept.category.code if kept.category else "") == ("水表下面在漏", "0102")
    assert kept.source_id == request.id != open_one.id


def desk_close(desk: Desk, request: object) -> None:
    actor = desk.cast.actor("赵敏")
    actions.take_request(actor=actor, request=request)  # type: ignore[arg-type]
    actions.finish_request(actor=actor, request=request, words="换好了")  # type: ignore[arg-type]
    actions.judge_request(actor=desk.cast.actor("王小明"), request=request, verdict="solved")  # type: ignore[arg-type]
