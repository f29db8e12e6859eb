"""One cause, many reports: they join by themselves, one update reaches all, a sample is asked at the end."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from anju.incidents import actions, jobs, queries, rules
from anju.incidents.choices import IncidentState
from anju.incidents.models import Incident, IncidentReport
from anju.kernel import clock as kernel_clock
from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.kernel.errors import Invalid, NotAllowed, Refused
from anju.notices.models import Notice
from anju.requests import actions as requests
from anju.requests.models import Message, Request
from anju.standards.actions import load_catalogue
from anju.standards.queries import category_for
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("inline_reactions")
DESK = "/desk/cuihu/incidents/"
HOUR = timedelta(hours=1)


@pytest.fixture
def house(cast: Cast) -> Cast:
    load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    return cast


def report(
    house: Cast, who: str = "王小明", place: str = "3-2-1001", code: str = "0204", words: str = "家里没水了"
) -> Any:
    made = requests.report_request(
        actor=house.actor(who),
        place=house.place(place),
        category=category_for(house.cuihu.id, code),
        words=words,
    )
    return now(made)


def now(request: Any) -> Request:
    return Request.objects.of(request.community_id).select_related("category", "place").get(id=request.id)


def opened(house: Cast, who: str = "赵敏", **changes: Any) -> Incident:
    told = {
        "title": "3栋停水",
        "words": "3栋水泵坏了，维修已到场。",
        "categories": [category_for(house.cuihu.id, "0204")],
        "places": [house.place("3")],
        "expected_end": kernel_clock.now() + 4 * HOUR,
        **changes,
    }
    return actions.open_incident(actor=house.actor(who), community_id=house.cuihu.id, **told)


def reports(incident: Incident) -> list[int]:
    return [link.request_id for link in queries.reports_of(incident)]


def heard(house: Cast, name: str) -> list[str]:
    found = Notice.objects.of(house.cuihu.id).filter(person=house.person(name), key__startswith="incident-")
    return list(found.order_by("id").values_list("title", flat=True))


def test_new_reports_join_by_place_and_kind_with_the_prepared_words(house: Cast) -> None:
    incident = opened(house)
    joined = report(house)
    assert reports(incident) == [joined.id]
    assert joined.state == "open" and joined.answered_at is not None
    (words,) = Message.objects.of(joined.community_id).filter(request=joined)
    assert words.words == "3栋水泵坏了，维修已到场。预计今天 13:00 前恢复。"
    page = house.client_of("王小明").get(f"/home/cuihu/requests/{joined.number}/").content.decode()
    assert "3栋停水" in page and "一起处理" in page
    # another kind, another building: their own affair
    assert queries.incident_of(report(house, code="0101", words="水龙头滴水")) is None
    elsewhere = requests.report_for(
        actor=house.actor("赵敏"),
        place=house.place("5-1-302"),
        category=category_for(house.cuihu.id, "0204"),
        words="5栋也没水",
        guest_phone="13900001111",
    )
    assert queries.incident_of(elsewhere) is None


def test_what_was_reported_before_it_was_known_joins_too(house: Cast, clock: MovedClock) -> None:
    early = report(house)
    clock.forward(minutes=90)
    incident = opened(house)
    assert reports(incident) == [early.id]
    clock.forward(hours=3)
    assert now(early).state == "open"


def test_one_update_reaches_all_and_later_reports_read_the_new_words(house: Cast, clock: MovedClock) -> None:
    incident = opened(house)
    report(house)
    clock.forward(hours=1)
    answer = house.client_of("赵敏").post(
        f"{DESK}{incident.number}/update/",
        {"words": "配件到了，正在换。", "expected_end": "2026-11-23T11:30"},
        follow=True,
    )
    assert "配件到了，正在换。" in answer.content.decode()
    assert heard(house, "王小明") == ["正在处理：3栋停水", "最新情况：3栋停水"]
    assert heard(house, "李芳") == heard(house, "王小明")  # lives there, did not report
    late = report(house, who="李芳", place="3-2-1002")
    words = Message.objects.of(late.community_id).get(request=late).words
    assert words == "配件到了，正在换。预计今天 11:30 前恢复。"


def test_clocks_stand_while_an_outside_body_is_waited_for(house: Cast, clock: MovedClock) -> None:
    incident = opened(house, party="市自来水公司")
    held = report(house)
    assert held.held_until == incident.expected_end
    clock.forward(hours=1)
    actions.update_incident(
        actor=house.actor("赵敏"),
        incident=incident,
        words="还要两小时。",
        expected_end=kernel_clock.now() + 6 * HOUR,
    )
    assert now(held).held_until == kernel_clock.now() + 6 * HOUR


def test_the_end_is_told_to_all_and_a_sample_is_asked(house: Cast, clock: MovedClock) -> None:
    incident = opened(house)
    category = category_for(house.cuihu.id, "0204")
    for number in range(29):
        requests.report_for(
            actor=house.actor("赵敏"),
            place=house.place("3-2-1001"),
            category=category,
            words=f"第{number}家没水",
            guest_phone=f"1390000{number:04d}",
        )
    mine = report(house)
    clock.forward(hours=3)
    actions.end_incident(actor=house.actor("赵敏"), incident=incident, words="已恢复供水。")
    links = queries.reports_of(incident)
    assert len(links) == 30 and sum(link.asked for link in links) == 6  # one in five
    assert {now(link.request).state for link in links} == {"done"}
    asked = {link.request_id for link in links if link.asked}
    assert asked == rules.sample(incident.id, [link.request_id for link in links])
    told = Notice.objects.of(house.cuihu.id).filter(
        person=house.person("王小明"), key__startswith="reporter-"
    )
    title = told.order_by("-id").values_list("title", flat=True)[0]
    assert title == ("处理完了，您看修好了吗？" if mine.id in asked else "已经恢复，还有问题请告诉我们")
    # everybody can still say that it is not mended
    requests.judge_request(actor=house.actor("王小明"), request=mine, verdict="not")
    assert now(mine).state == "open"
    page = house.client_of("赵敏").get(f"{DESK}{incident.number}/").content.decode()
    assert "30 件里抽了 6 件" in page and "还没有答复" in page


def test_a_planned_one_is_told_ahead_and_begins_at_its_time(house: Cast, clock: MovedClock) -> None:
    starts = kernel_clock.now() + 24 * HOUR
    incident = opened(house, starts=starts, expected_end=starts + 3 * HOUR)
    assert incident.state == IncidentState.COMING and heard(house, "王小明") == ["计划：3栋停水"]
    assert queries.incident_of(report(house)) is None
    clock.forward(hours=24)
    jobs.start_planned(0)
    jobs.start_planned(0)
    assert Incident.objects.of(house.cuihu.id).get(id=incident.id).state == IncidentState.RUNNING
    assert queries.incident_of(report(house, words="又没水了")) is not None


def test_called_off_lets_go_and_tells(house: Cast) -> None:
    incident = opened(house)
    mine = report(house)
    actions.call_off_incident(actor=house.actor("赵敏"), incident=incident, words="检查后供水正常。")
    assert heard(house, "王小明")[-1] == "取消：3栋停水"
    assert now(mine).state == "open"
    with pytest.raises(Refused):
        actions.update_incident(
            actor=house.actor("赵敏"), incident=incident, words="再说一句", expected_end=None
        )


def test_the_desk_joins_and_takes_out_by_hand(house: Cast) -> None:
    incident, desk = opened(house), house.client_of("赵敏")
    other = report(house, code="0101", words="水龙头没水")
    desk.post(f"/desk/cuihu/requests/{other.number}/do/join-incident/", {"number": incident.number})
    assert reports(incident) == [other.id]
    desk.post(f"/desk/cuihu/requests/{other.number}/do/leave-incident/")
    assert reports(incident) == []
    story = house.client_of("王小明").get(f"/home/cuihu/requests/{other.number}/").content.decode()
    assert f"这是大面积事件 {incident.number} 的一部分" in story and f"不属于 {incident.number}" in story


def test_it_is_offered_while_somebody_types(house: Cast) -> None:
    opened(house)
    told = {"words": "家里没水了", "place": str(house.place("3-2-1001").id)}
    page = house.client_of("王小明").post("/home/cuihu/report/guess/", told).content.decode()
    assert "这件事我们已经知道：3栋停水" in page
    told["place"] = str(house.place("HY-1").id)
    assert (
        "我们已经知道"
        not in house.client_of("王小明").post("/home/cuihu/report/guess/", told).content.decode()
    )


def test_three_of_a_kind_in_a_building_look_like_one(house: Cast) -> None:
    report(house)
    report(house, who="李芳", place="3-2-1002")
    last = requests.report_for(
        actor=house.actor("赵敏"),
        place=house.place("3-2-302"),
        category=category_for(house.cuihu.id, "0204"),
        words="没水",
        guest_phone="13900001111",
    )
    desk = house.client_of("赵敏")
    page = desk.get(f"/desk/cuihu/requests/{last.number}/").content.decode()
    assert "同一栋一小时内另有 2 件同类报事" in page
    form = desk.get(f"{DESK}new/?from={last.number}").content.decode()
    assert "3栋 停水、水压小" in form
    told = {
        "title": "3栋停水",
        "categories": ["0204"],
        "places": [str(house.place("3").id)],
        "words": "水泵坏了，正在抢修。",
    }
    desk.post(f"{DESK}new/", told)
    (incident,) = Incident.objects.of(house.cuihu.id)
    assert len(reports(incident)) == 3
    assert queries.extra_reports(house.cuihu.id).count() == 2  # statistics count it once


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"categories": []}, "categories"),
        ({"words": "短"}, "words"),
        ({"title": ""}, "title"),
        ({"expected_end": datetime(2026, 11, 22, tzinfo=kernel_clock.UTC)}, "expected_end"),
        ({"starts": datetime(2026, 11, 20, tzinfo=kernel_clock.UTC)}, "starts"),
        ({"starts": datetime(2027, 11, 20, tzinfo=kernel_clock.UTC), "expected_end": None}, "starts"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(house: Cast, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        opened(house, **changes)
    assert set(refused.value.fields) == {field}
    assert not Incident.objects.of(house.cuihu.id).exists()


def test_a_home_is_no_place_of_a_mass_incident(house: Cast) -> None:
    with pytest.raises(Invalid):
        opened(house, places=[house.place("3-2-1001")])


def test_who_may_not_changes_nothing(house: Cast) -> None:
    incident = opened(house)
    mine = report(house, code="0101", words="水龙头滴水")
    for name in ("王小明", "张强"):
        actor = house.actor(name)
        with pytest.raises(NotAllowed):
            actions.end_incident(actor=actor, incident=incident, words="已恢复供水。")
        with pytest.raises(NotAllowed):
            actions.join_incident(actor=actor, incident=incident, request=mine)
    assert not IncidentReport.objects.of(house.cuihu.id).exists()


def test_one_report_belongs_to_one_incident(house: Cast) -> None:
    first, second = opened(house), opened(house, title="3栋再停水")
    mine = report(house)
    assert reports(second) == [mine.id]  # the latest
    with pytest.raises(Refused):
        actions.join_incident(actor=house.actor("赵敏"), incident=first, request=mine)
