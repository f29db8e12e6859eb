"""Who is suggested and why; who cannot be sent, and who only with a leader's reason."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from anju.kernel import clock as the_clock
from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.kernel.errors import Refused
from anju.people.actions import change_language
from anju.people.queries import today
from anju.team import actions as team
from anju.work import actions, queries
from anju.work.models import Job, JobNote
from anju.work.suggesting import Candidate
from anju.work.tests.stories import leak_job, now
from anju.work.tests.teamwork import actor, as_it_stands, can, holds, technician
from tests.cast import Cast

ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)


def suggested(job: Job) -> list[str]:
    return [one.name for one in queries.candidates_for_job(job)]


def about(job: Job, name: str) -> Candidate:
    return next(one for one in queries.candidates_for_job(job) if one.name == name)


def said(job: Job, name: str) -> list[str]:
    return [reason.words for reason in about(job, name).reasons]


def finish(cast: Cast, job: Job, name: str) -> None:
    who = actor(cast, name)
    actions.accept_job(actor=who, job=job)
    actions.arrive(actor=who, job=job)
    actions.finish_job(actor=who, job=job, words="换了垫片")


def test_who_can_do_it_comes_first_and_the_reasons_say_so(cast: Cast) -> None:
    technician(cast, "李卫东")
    can(cast, "李卫东", "WATER")
    job = leak_job(cast, to=None)
    assert suggested(job)[0] == "李卫东"
    assert said(job, "李卫东")[:2] == ["在班", "正管这类事"]
    assert said(job, "张强")[0] == "没登记会水"
    assert not about(job, "张强").is_ready


def test_while_nobody_has_anything_on_record_the_post_decides(cast: Cast) -> None:
    job = leak_job(cast, to=None)
    assert suggested(job)[0] == "张强"
    assert about(job, "张强").is_ready
    assert not about(job, "老周").is_ready
    assert queries.not_kept(cast.cuihu.id, job.category) == ["水"]


def test_a_paper_that_ran_out_yesterday_blocks_today_and_did_not_yesterday(
    cast: Cast, clock: MovedClock
) -> None:
    can(cast, "张强", "ELEC")
    holds(cast, "张强", "ELEC_LOW", until=today() - DAY)
    job = leak_job(cast, to=None, category="0104")
    before = as_it_stands(job)
    with pytest.raises(Refused, match="张强今天没有有效的低压电工证"):
        actions.assign_job(actor=SYSTEM, job=job, assignee_id=cast.person("张强").id, despite="只有他在")
    assert as_it_stands(job) == before
    assert said(job, "张强")[0] == "没有有效的低压电工证"
    clock.to(the_clock.now() - DAY)
    assert about(job, "张强").may_go
    actions.assign_job(actor=SYSTEM, job=job, assignee_id=cast.person("张强").id)
    assert now(job).assignee_id == cast.person("张强").id


def test_without_the_skill_only_who_manages_the_team_sends_and_the_reason_stays(cast: Cast) -> None:
    technician(cast, "李卫东")
    can(cast, "李卫东", "WATER")
    job, qiang = leak_job(cast, to=None), cast.person("张强").id
    before = as_it_stands(job)
    at = f"/desk/cuihu/jobs/{job.number}/assign/"
    answer = cast.client_of("刘工").post(at, {"assignee": qiang})
    assert answer.status_code == 409
    assert "张强没登记会“水”。确实要派他去，请主管写明理由。" in answer.content.decode()
    answer = cast.client_of("赵敏").post(at, {"assignee": qiang, "despite": "就他在"})
    assert answer.status_code == 403
    assert as_it_stands(job) == before
    assert not JobNote.objects.of(job.community_id).exists()
    answer = cast.client_of("刘工").post(at, {"assignee": qiang, "despite": "李卫东电话里带着他做"})
    assert answer.status_code == 302
    assert now(job).assignee_id == qiang
    note = JobNote.objects.of(job.community_id).get()
    assert (note.purpose, note.words) == ("despite", "李卫东电话里带着他做")


def test_who_is_barred_is_neither_suggested_nor_sent(cast: Cast) -> None:
    technician(cast, "李卫东")
    qiang = cast.person("张强").id
    job = leak_job(cast, to=None, barred=[qiang])
    assert "张强" not in suggested(job)
    before = as_it_stands(job)
    with pytest.raises(Refused, match="按规定这件事不能由张强去"):
        actions.assign_job(actor=SYSTEM, job=job, assignee_id=qiang, despite="只有他在")
    assert as_it_stands(job) == before
    page = cast.client_of("刘工").get(f"/desk/cuihu/jobs/{job.number}/assign/").content.decode()
    assert f'value="{qiang}"' not in page
    job = actions.assign_job(actor=SYSTEM, job=job, assignee_id=cast.person("李卫东").id)
    with pytest.raises(Refused):
        actions.add_mate(actor=SYSTEM, job=job, person_id=qiang)
    actions.accept_job(actor=actor(cast, "李卫东"), job=job)
    with pytest.raises(Refused):
        actions.propose_handover(
            actor=actor(cast, "李卫东"), job=job, taker_id=qiang, words="我下班了，阀门已关"
        )


def test_who_is_on_duty_comes_before_who_is_not(cast: Cast) -> None:
    technician(cast, "李卫东")
    night = datetime(2026, 11, 23, 20, tzinfo=ZONE)
    for name, starts in (("张强", night), ("李卫东", night - timedelta(hours=12))):
        team.enter_duty(
            actor=SYSTEM,
            person=cast.person(name),
            post="ENG_TECH",
            starts=starts,
            ends=starts + timedelta(hours=12),
        )
    job = leak_job(cast, to=None)
    assert suggested(job)[0] == "李卫东"
    assert said(job, "李卫东")[0] == "在班，到 20:00"
    assert said(job, "张强")[0] == "不在班，今天 20:00 上班"
    assert queries.candidates_for_job(job, at=night + timedelta(hours=5))[0].name == "张强"


def test_load_then_distance_then_knowing_the_home(cast: Cast) -> None:
    technician(cast, "李卫东")
    job = leak_job(cast, to=None)
    leak_job(cast, to="张强", place="5-1-302")
    assert suggested(job)[0] == "李卫东", "who has less to do"
    assert "手上 1 件" in said(job, "张强")
    elsewhere = leak_job(cast, to="李卫东", place="5-1-1001")
    finish(cast, elsewhere, "李卫东")
    assert "离这里 1 栋" in said(job, "李卫东")
    finish(cast, leak_job(cast, to="张强", place="3-2-1001"), "张强")
    assert "就在这栋楼" in said(job, "张强")
    assert "来过这里 1 次" in said(job, "张强")
    assert suggested(job)[0] == "李卫东", "one job in hand weighs more than one building"


def test_the_language_of_the_resident_counts_where_it_is_foreign(cast: Cast) -> None:
    technician(cast, "李卫东")
    team.add_tongue(actor=SYSTEM, person=cast.person("李卫东"), code="en")
    job = leak_job(cast, to=None, resident_id=cast.person("王小明").id)
    assert about(job, "李卫东").speaks is None
    change_language(account=cast.account("王小明"), language="en")
    assert suggested(job)[0] == "李卫东"
    assert "会说英语" in said(job, "李卫东")
    assert "没登记会说英语" in said(job, "张强")


def test_the_third_time_somebody_else_goes(cast: Cast) -> None:
    technician(cast, "李卫东")
    source = ("requests.request", 42)
    finish(cast, leak_job(cast, to="张强", source=source), "张强")
    second = leak_job(cast, to=None, source=source)
    assert suggested(second)[0] == "张强", "he knows the home"
    actions.assign_job(actor=SYSTEM, job=second, assignee_id=cast.person("张强").id)
    finish(cast, second, "张强")
    third = leak_job(cast, to=None, source=source)
    assert suggested(third)[0] == "李卫东"
    assert "前几次去的有他" in said(third, "张强")
    assert not about(third, "张强").is_ready


def test_an_unknown_day_or_post_is_no_reason(cast: Cast) -> None:
    job = leak_job(cast, to=None)
    far = datetime.combine(date(2030, 1, 1), datetime.min.time(), ZONE)
    assert {one.name for one in queries.candidates_for_job(job, at=far)} == set(suggested(job))
