"""The leaders' pages of the team, and a worker's own."""

import pytest

from anju.kernel.actor import SYSTEM
from anju.people.queries import today
from anju.team import actions
from anju.team.models import Duty, Qualification, Skill, Tongue
from tests.cast import LONG_AGO, Cast

PLAN = "/desk/cuihu/team/"
WEEK = {"post": "ENG_TECH", "week": "2026-11-23"}


def duty(cast: Cast, **change: str) -> dict[str, str]:
    person = str(cast.person("张强").id)
    return {**WEEK, "person": person, "day": "2026-11-24", "starts": "20:00", "ends": "08:00", **change}


def test_a_week_is_planned_copied_and_cleared(cast: Cast) -> None:
    lead = cast.client_of("刘工")
    assert "现在谁在班" in lead.get(PLAN).content.decode()
    assert lead.post(f"{PLAN}enter/", duty(cast)).status_code == 302
    entered = Duty.objects.of(cast.cuihu.id).get()
    assert (entered.ends - entered.starts).total_seconds() == 12 * 3600
    page = lead.get(PLAN, WEEK).content.decode()
    assert "20:00–08:00" in page
    assert lead.post(f"{PLAN}copy/", {"post": "ENG_TECH", "week": "2026-11-30"}).status_code == 302
    assert "20:00–08:00" in lead.get(PLAN, {"post": "ENG_TECH", "week": "2026-11-30"}).content.decode()
    assert lead.post(f"{PLAN}duties/{entered.id}/remove/").status_code == 302
    assert Duty.objects.of(cast.cuihu.id).count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"person": "1"}, "a-field-error"),
        ({"day": "2026-12-24"}, "a-field-error"),
        ({"starts": "半夜"}, "请按 08:30 这样写时间"),
        ({"starts": ""}, "请写上上班"),
        ({"starts": "09:00", "ends": "17:00", "day": "2026-11-23"}, "和已有的班重叠了"),
    ],
)
def test_a_duty_that_cannot_be_is_said_and_not_entered(
    cast: Cast, change: dict[str, str], words: str
) -> None:
    lead = cast.client_of("刘工")
    lead.post(f"{PLAN}enter/", duty(cast, day="2026-11-23", starts="08:00", ends="16:00"))
    answer = lead.post(f"{PLAN}enter/", duty(cast, **change))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Duty.objects.of(cast.cuihu.id).count() == 1


def test_addresses_that_make_no_sense_show_this_week(cast: Cast) -> None:
    lead = cast.client_of("刘工")
    for given in ({"week": "soon"}, {"week": "9999-12-31"}, {"post": "KING"}, {"week": "2026-11-25"}):
        assert "11/23" in lead.get(PLAN, given).content.decode()


def test_the_desk_sees_the_plan_and_does_not_change_it(cast: Cast) -> None:
    agent = cast.client_of("赵敏")
    page = agent.get(PLAN, WEEK).content.decode()
    assert "张强" in page
    assert "加一个班" not in page
    assert agent.post(f"{PLAN}enter/", duty(cast)).status_code == 403
    assert not Duty.objects.of(cast.cuihu.id).exists()


def test_skills_papers_and_languages_are_registered_and_ended(cast: Cast) -> None:
    lead, person = cast.client_of("刘工"), cast.person("张强").id
    at = f"{PLAN}people/{person}/"
    assert lead.post(f"{at}skill/add/", {"code": "WATER"}).status_code == 302
    paper = {"code": "ELEC_LOW", "number": "T330101", "valid_from": "2020-12-01", "valid_until": "2026-12-10"}
    assert lead.post(f"{at}paper/add/", paper).status_code == 302
    assert lead.post(f"{at}tongue/add/", {"code": "en"}).status_code == 302
    page = lead.get(at).content.decode()
    for words in ("水", "低压电工证", "T330101", "快到期", "英语"):
        assert words in page
    page = lead.get(f"{PLAN}people/").content.decode()
    assert "证件到期" in page
    skill, held = Skill.objects.of(cast.cuihu.id).get(), Qualification.objects.of(cast.cuihu.id).get()
    lead.post(f"{at}skill/{skill.id}/end/")
    lead.post(f"{at}paper/{held.id}/end/")
    lead.post(f"{at}tongue/en/end/")
    assert not Skill.objects.of(cast.cuihu.id).exists()
    held.refresh_from_db()
    assert held.valid_until is not None and held.valid_until < today()
    assert not Tongue.objects.of(cast.cuihu.id).exists()


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(cast: Cast) -> None:
    lead, at = cast.client_of("刘工"), f"{PLAN}people/{cast.person('张强').id}/"
    for what, given, words in (
        ("paper", {"code": "ELEC_LOW", "valid_from": ""}, "请写上有效期从"),
        ("paper", {"code": "ELEC_LOW", "valid_from": "昨天"}, "请按 2026-11-25 这样写日期"),
        (
            "paper",
            {"code": "ELEC_LOW", "valid_from": "2026-02-01", "valid_until": "2026-01-31"},
            "末日早于首日",
        ),
        ("skill", {"code": "FLYING"}, "a-field-error"),
    ):
        answer = lead.post(f"{at}{what}/add/", given)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    for path in ("magic/add/", "skill/12/end/", "skill/abc/end/", "magic/12/end/"):
        assert lead.post(f"{at}{path}").status_code == 404
    assert not Qualification.objects.of(cast.cuihu.id).exists()
    assert not Skill.objects.of(cast.cuihu.id).exists()


def test_another_communitys_people_are_not_there(cast: Cast) -> None:
    lead, other = cast.client_of("刘工"), cast.person("马超").id
    assert lead.get(f"{PLAN}people/{other}/").status_code == 404
    assert lead.post(f"{PLAN}people/{other}/skill/add/", {"code": "WATER"}).status_code == 404
    assert not Skill.objects.of(cast.laohuai.id).exists()


def test_a_worker_finds_their_duties_and_papers_behind_their_own_page(cast: Cast) -> None:
    cast.client_of("刘工").post(f"{PLAN}enter/", duty(cast))
    actions.add_qualification(
        actor=SYSTEM, person=cast.person("张强"), code="ELEC_LOW", valid_from=LONG_AGO, valid_until=LONG_AGO
    )
    worker = cast.client_of("张强")
    assert "/crew/cuihu/duties/" in worker.get("/crew/cuihu/me/").content.decode()
    page = worker.get("/crew/cuihu/duties/").content.decode()
    for words in ("明天 20:00 – 08:00", "低压电工证", "已过期"):
        assert words in page
    assert "还没有排您的班" in cast.client_of("老周").get("/crew/cuihu/duties/").content.decode()
