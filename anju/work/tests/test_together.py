"""Handing over with both names, lending a hand, and everybody's time."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.kernel.errors import Invalid, NotAllowed, NotFound, Refused
from anju.kernel.models import Event
from anju.notices.models import Notice
from anju.people.queries import today
from anju.work import actions, queries
from anju.work.models import Handover, Job, JobMate, JobStep, LabourCorrection, LabourSpan
from anju.work.tests.stories import leak_job, now
from anju.work.tests.teamwork import actor, as_it_stands, can, holds, technician
from tests.cast import Cast, build
from tests.threads import at_once


@pytest.fixture
def two(cast: Cast) -> Cast:
    technician(cast, "李卫东")
    return cast


def at_the_place(cast: Cast, name: str = "张强", **more: object) -> Job:
    job = leak_job(cast, to=name, **more)
    actions.accept_job(actor=actor(cast, name), job=job)
    return actions.arrive(actor=actor(cast, name), job=job)


def address(job: Job, path: str = "", face: str = "crew") -> str:
    return f"/{face}/cuihu/jobs/{job.number}/{path}"


def minutes(job: Job) -> dict[str, int]:
    return {one.name: one.minutes for one in queries.labour_of(job)}


# Handing over


def test_it_stays_with_the_first_until_the_other_says_yes(
    two: Cast, clock: MovedClock, inline_reactions: None
) -> None:
    job, qiang, dong = at_the_place(two), two.person("张强"), two.person("李卫东")
    clock.forward(minutes=25)
    giver, taker = two.client_of("张强"), two.client_of("李卫东")
    assert taker.get(address(job)).status_code == 404
    given = {"taker": dong.id, "words": "阀门已关，等角阀到货"}
    assert giver.post(address(job, "hand-over/"), given)["Location"] == address(job)
    assert now(job).assignee_id == qiang.id
    assert Notice.objects.of(job.community_id).filter(person=dong, title__contains="张强请您接手").exists()
    assert "张强 请您接手" in taker.get("/crew/cuihu/").content.decode()
    assert "阀门已关" in taker.get(address(job)).content.decode()
    assert taker.post(address(job, "hand-over/accept/"))["Location"] == address(job)
    moved = now(job)
    assert (moved.state, moved.assignee_id) == ("accepted", dong.id)
    fact = Event.objects.of(job.community_id).get(kind="work.job_handover.accepted").facts
    assert (fact["giver_id"], fact["taker_id"]) == (qiang.id, dong.id)
    assert giver.get(address(job)).status_code == 404
    clock.forward(minutes=10)
    actions.arrive(actor=actor(two, "李卫东"), job=job)
    assert now(job).arrived_at == job.arrived_at, "the first arrival is kept"
    clock.forward(minutes=15)
    assert minutes(job) == {"张强": 25, "李卫东": 15}


def test_who_cannot_says_why_and_it_stays(two: Cast, inline_reactions: None) -> None:
    job = at_the_place(two)
    actions.propose_handover(
        actor=actor(two, "张强"), job=job, taker_id=two.person("李卫东").id, words="请接着做"
    )
    before, taker = as_it_stands(job), two.client_of("李卫东")
    assert taker.post(address(job, "hand-over/decline/"), {"words": ""}).status_code == 422
    assert Handover.objects.of(job.community_id).get().state == "asked"
    assert taker.post(address(job, "hand-over/decline/"), {"words": "我在五栋抢修"}).status_code == 302
    assert Handover.objects.of(job.community_id).get().state == "declined"
    assert as_it_stands(job) == before
    told = Notice.objects.of(job.community_id).filter(person=two.person("张强")).latest("id")
    assert told.title == f"李卫东不能接手 {job.number}"
    assert told.body == "我在五栋抢修"


def test_only_who_is_asked_answers_and_only_one_is_asked_at_a_time(two: Cast) -> None:
    job, dong = at_the_place(two), two.person("李卫东").id
    actions.propose_handover(actor=actor(two, "张强"), job=job, taker_id=dong, words="请接着做")
    before = as_it_stands(job)
    with pytest.raises(NotAllowed, match="请的不是您"):
        actions.accept_handover(actor=actor(two, "刘工"), job=job)
    with pytest.raises(Refused, match="已经请了一位同事"):
        actions.propose_handover(actor=actor(two, "刘工"), job=job, taker_id=dong, words="请接着做")
    with pytest.raises(NotAllowed):
        actions.propose_handover(actor=actor(two, "老周"), job=job, taker_id=dong, words="请接着做")
    actions.withdraw_handover(actor=actor(two, "张强"), job=job)
    with pytest.raises(Refused, match="已经撤回"):
        actions.accept_handover(actor=actor(two, "李卫东"), job=job)
    assert as_it_stands(job) == before


def test_who_has_no_valid_paper_is_not_asked(two: Cast) -> None:
    for name in ("张强", "李卫东"):
        can(two, name, "ELEC")
    holds(two, "张强", "ELEC_LOW")
    holds(two, "李卫东", "ELEC_LOW", until=today() - timedelta(days=1))
    job = at_the_place(two, category="0104")
    with pytest.raises(Refused, match="没有有效的低压电工证"):
        actions.propose_handover(
            actor=actor(two, "张强"), job=job, taker_id=two.person("李卫东").id, words="请接着做"
        )
    page = two.client_of("张强").get(address(job, "hand-over/")).content.decode()
    assert "李卫东" not in page
    assert not Handover.objects.of(job.community_id).exists()


def test_a_leader_hands_over_at_the_desk_and_a_finished_job_ends_the_asking(two: Cast) -> None:
    job = at_the_place(two)
    lead, dong = two.client_of("刘工"), two.person("李卫东").id
    for given in ({"taker": "", "words": "换班"}, {"taker": dong, "words": ""}):
        assert lead.post(address(job, "hand-over/", "desk"), given).status_code == 409
    assert not Handover.objects.of(job.community_id).exists()
    answer = lead.post(address(job, "hand-over/", "desk"), {"taker": dong, "words": "张强下班了"})
    assert answer.status_code == 302
    assert "张强下班了" in lead.get(address(job, face="desk")).content.decode()
    actions.finish_job(actor=actor(two, "张强"), job=job, words="还是做完了")
    assert Handover.objects.of(job.community_id).get().state == "withdrawn"


# Lending a hand


def test_a_mate_sees_ticks_and_takes_photos_but_does_not_finish(two: Cast) -> None:
    job, dong = at_the_place(two), two.person("李卫东")
    mate = two.client_of("李卫东")
    assert mate.get(address(job)).status_code == 404
    assert two.client_of("张强").post(address(job, "mates/"), {"add": dong.id}).status_code == 302
    assert "协助 张强" in mate.get("/crew/cuihu/").content.decode()
    assert mate.post(address(job, "steps/1/")).status_code == 302
    assert JobStep.objects.of(job.community_id).get(job=job, number=1).done_by_id == dong.id
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (160, 190, 186)).save(out, "JPEG")
    photo = SimpleUploadedFile("a.jpg", out.getvalue(), content_type="image/jpeg")
    assert mate.post(address(job, "photos/before/"), {"photos": [photo]}).status_code == 302
    before = as_it_stands(job)
    for path, given in (
        ("finish/", {"words": "做完了"}),
        ("parts/", {"name": "角阀", "quantity": "1"}),
        ("mates/", {"add": two.person("刘工").id}),
        ("refuse/", {"reason": "busy"}),
    ):
        assert mate.post(address(job, path), given).status_code == 403
    assert as_it_stands(job) == before
    assert mate.post(address(job, "mates/"), {"drop": dong.id})["Location"] == "/crew/cuihu/"
    assert mate.get(address(job)).status_code == 404


def test_who_may_not_work_here_or_has_it_already_is_no_mate(two: Cast) -> None:
    job = at_the_place(two)
    for name in ("赵敏", "王小明", "张强"):
        with pytest.raises(Refused):
            actions.add_mate(actor=actor(two, "张强"), job=job, person_id=two.person(name).id)
    with pytest.raises(NotAllowed):
        actions.add_mate(actor=actor(two, "老周"), job=job, person_id=two.person("李卫东").id)
    assert not JobMate.objects.of(job.community_id).exists()
    for _ in range(2):
        actions.add_mate(actor=SYSTEM, job=job, person_id=two.person("李卫东").id)
    assert JobMate.objects.of(job.community_id).count() == 1


# Time


def test_time_runs_from_arriving_to_finishing_and_can_be_paused(two: Cast, clock: MovedClock) -> None:
    job, client = at_the_place(two), two.client_of("张强")
    clock.forward(minutes=20)
    assert client.post(address(job, "labour/pause/")).status_code == 302
    clock.forward(minutes=45)
    assert minutes(job) == {"张强": 20}
    for _ in range(2):
        client.post(address(job, "labour/resume/"))
    clock.forward(minutes=10, seconds=30)
    actions.finish_job(actor=actor(two, "张强"), job=job, words="换了角阀")
    clock.forward(hours=3)
    assert minutes(job) == {"张强": 31}, "30 minutes and a half, rounded half up"
    assert client.post(address(job, "labour/resume/")).status_code == 409
    assert minutes(job) == {"张强": 31}
    assert "31 分钟" in two.client_of("刘工").get(address(job, face="desk")).content.decode()


def test_nobody_is_on_two_jobs_at_once(two: Cast, clock: MovedClock) -> None:
    first = at_the_place(two)
    clock.forward(minutes=30)
    second = at_the_place(two, place="5-1-302")
    clock.forward(minutes=5)
    assert (minutes(first), minutes(second)) == ({"张强": 30}, {"张强": 5})
    assert LabourSpan.objects.of(first.community_id).filter(stopped_at__isnull=True).count() == 1


def test_a_mate_has_a_clock_of_their_own(two: Cast, clock: MovedClock) -> None:
    job = at_the_place(two)
    actions.add_mate(actor=SYSTEM, job=job, person_id=two.person("李卫东").id)
    clock.forward(minutes=10)
    actions.resume_labour(actor=actor(two, "李卫东"), job=job)
    clock.forward(minutes=10)
    actions.remove_mate(actor=SYSTEM, job=job, person_id=two.person("李卫东").id)
    clock.forward(minutes=10)
    assert minutes(job) == {"张强": 30, "李卫东": 10}
    with pytest.raises(NotAllowed):
        actions.resume_labour(actor=actor(two, "李卫东"), job=job)


def test_before_arriving_there_is_no_time_to_keep(two: Cast) -> None:
    job = leak_job(two)
    actions.accept_job(actor=actor(two, "张强"), job=job)
    with pytest.raises(Refused, match="到现场以后"):
        actions.resume_labour(actor=actor(two, "张强"), job=job)
    assert not LabourSpan.objects.of(job.community_id).exists()


def test_calling_off_stops_the_time(two: Cast, clock: MovedClock) -> None:
    job = at_the_place(two)
    clock.forward(minutes=7)
    actions.cancel_job(actor=SYSTEM, job=job)
    clock.forward(minutes=7)
    assert minutes(job) == {"张强": 7}


def test_a_mistake_is_corrected_by_an_entry_once(two: Cast, clock: MovedClock) -> None:
    job, lead = at_the_place(two), two.client_of("刘工")
    clock.forward(minutes=40)
    given = {"person": two.person("张强").id, "minutes": "-15", "words": "中间去接了个电话", "key": "one"}
    for _ in range(2):
        assert lead.post(address(job, "labour/", "desk"), given).status_code == 302
    assert minutes(job) == {"张强": 25}
    page = lead.get(address(job, face="desk")).content.decode()
    assert "-15" in page
    assert "中间去接了个电话" in page


@pytest.mark.parametrize(
    "change",
    [
        {"minutes": "-41"},
        {"minutes": "0"},
        {"minutes": "601"},
        {"minutes": "1.5"},
        {"words": " "},
        {"person": "1"},
    ],
)
def test_a_correction_that_makes_no_sense_changes_nothing(
    two: Cast, clock: MovedClock, change: dict[str, str]
) -> None:
    job = at_the_place(two)
    clock.forward(minutes=40)
    given = {"person": two.person("张强").id, "minutes": "-10", "words": "吃饭去了", **change}
    answer = two.client_of("刘工").post(address(job, "labour/", "desk"), given)
    assert answer.status_code == 422
    assert "is-invalid" in answer.content.decode()
    assert minutes(job) == {"张强": 40}
    assert not LabourCorrection.objects.of(job.community_id).exists()


def test_who_does_not_assign_does_not_correct(two: Cast) -> None:
    job = at_the_place(two)
    with pytest.raises(NotAllowed):
        actions.correct_labour(
            actor=actor(two, "张强"), job=job, person_id=two.person("张强").id, minutes=60, words="加班"
        )
    with pytest.raises(Invalid):
        actions.correct_labour(
            actor=SYSTEM, job=job, person_id=two.person("老周").id, minutes=60, words="没来过"
        )
    with pytest.raises(NotFound):
        queries.correction_named(job.community_id, 1)


@pytest.mark.django_db(transaction=True)
def test_one_person_arrives_at_four_places_at_once_and_one_clock_runs(
    transactional_db: None, clock: MovedClock
) -> None:
    cast = build()
    who = actor(cast, "张强")
    jobs = [leak_job(cast, place=code) for code in ("3-2-302", "3-2-1001", "3-2-1002", "5-1-302")]
    for job in jobs:
        actions.accept_job(actor=who, job=job)
    at_once(4, lambda number: actions.arrive(actor=who, job=jobs[number]))
    running = LabourSpan.objects.of(cast.cuihu.id).filter(stopped_at__isnull=True)
    assert running.count() == 1
    assert LabourSpan.objects.of(cast.cuihu.id).count() == 4
