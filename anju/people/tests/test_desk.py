"""People at the desk: listed, registered, corrected, given homes and posts; numbers masked and shown on record."""

import io
from datetime import date

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from anju.kernel.actor import SYSTEM
from anju.kernel.events import history
from anju.people import actions, queries
from anju.people.models import HomeRole, Person, StaffPost, Vehicle
from tests.cast import Cast

BASE = "/desk/cuihu/people/"


def kinds_of(cast: Cast, name: str) -> list[str]:
    person = cast.person(name)
    return [one.kind for one in history(person.community_id, [("people.person", person.id)])]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# The list


def test_the_list_shows_masked_numbers_and_what_people_are(cast: Cast) -> None:
    listed = page(cast.client_of("赵敏"), BASE)
    assert "138****0001" in listed
    assert "13800000001" not in listed
    assert "3栋2单元1001 业主" in listed
    assert "综合维修工" in listed
    assert "钱进" not in listed


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("role=owner", "王小明", "李芳"),
        ("role=staff", "张强", "王小明"),
        ("q=wxm", "王小明", "李芳"),
        ("q=1002", "李芳", "王小明"),
        ("role=tenant&q=李", "李芳", "王小明"),
        ("role=gone", "没有符合的人", "王小明"),
        ("building=x", "王小明", "没有符合的人"),
        ("building=9999999999999999999", "王小明", "没有符合的人"),
        ("after=x", "王小明", "没有符合的人"),
        ("after=a~99999999999999999999999", "王小明", "没有符合的人"),
    ],
)
def test_the_list_is_filtered_by_address(cast: Cast, query: str, there: str, gone: str) -> None:
    listed = page(cast.client_of("赵敏"), f"{BASE}?{query}")
    assert there in listed
    assert gone not in listed


def test_the_list_is_filtered_by_building(cast: Cast) -> None:
    client = cast.client_of("赵敏")
    assert "王小明" in page(client, f"{BASE}?building={cast.place('3').id}")
    assert "没有符合的人" in page(client, f"{BASE}?building={cast.place('5').id}")
    assert "没有符合的人" in page(client, f"{BASE}?building={cast.place('1', 'laohuai').id}")


def test_pages_follow_each_other_and_lead_back(cast: Cast) -> None:
    Person.objects.bulk_create(
        Person(community_id=cast.cuihu.id, name=f"住户{n}", pinyin=f"zhuhu{n:03d}") for n in range(120)
    )
    actor, here, wanted = cast.actor("赵敏"), cast.cuihu.id, queries.Wanted()
    first = queries.persons_page(actor, here, wanted)
    second = queries.persons_page(actor, here, wanted, after=first.after)
    third = queries.persons_page(actor, here, wanted, after=second.after)
    assert [len(one.persons) for one in (first, second, third)] == [50, 50, 29]
    assert (first.before, third.after) == ("", "")
    assert len({person.id for one in (first, second, third) for person in one.persons}) == 129
    assert queries.persons_page(actor, here, wanted, before=third.before) == second
    assert queries.persons_page(actor, here, wanted, before=second.before).persons == first.persons
    assert queries.persons_page(actor, here, wanted, before=second.before).before == ""


def test_the_list_costs_the_same_for_one_and_for_fifty(cast: Cast, django_assert_max_num_queries) -> None:
    Person.objects.bulk_create(
        Person(community_id=cast.cuihu.id, name=f"住户{n}", pinyin=f"zhuhu{n:03d}") for n in range(60)
    )
    client = cast.client_of("赵敏")
    page(client, BASE)
    with django_assert_max_num_queries(14):
        page(client, BASE)


def test_the_export_holds_what_is_filtered_with_masked_numbers(cast: Cast) -> None:
    actions.add_person(actor=SYSTEM, community_id=cast.cuihu.id, name="=1+1", phone="13911112222")
    answer = cast.client_of("赵敏").get(f"{BASE}export.xlsx?role=owner")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[1:] == [["王小明", "138****0001", "3栋2单元1001 业主", ""]]
    everybody = cast.client_of("赵敏").get(f"{BASE}export.xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(everybody)).get_sheet_by_index(0).to_python()
    assert ["=1+1", "139****2222", "", ""] in rows


# Who may


@pytest.mark.parametrize("name", ["王小明", "钱进", "马超"])
def test_residents_and_other_communities_find_nothing_here(cast: Cast, name: str) -> None:
    client = cast.client_of(name)
    person = cast.person("王小明")
    for address in (BASE, f"{BASE}export.xlsx", f"{BASE}{person.id}/", "/desk/cuihu/search/?q=王"):
        assert client.get(address).status_code == 404
    assert client.post(f"{BASE}{person.id}/phone/").status_code == 404
    assert client.post(f"{BASE}{person.id}/deactivate/").status_code == 404
    assert cast.person("王小明").is_active
    assert "people.phone.shown" not in kinds_of(cast, "王小明")


def test_crew_may_not_see_people_and_agents_may_not_change_them(cast: Cast) -> None:
    person = cast.person("王小明")
    assert cast.client_of("张强").get(BASE).status_code == 403
    assert cast.client_of("老周").get(f"{BASE}{person.id}/").status_code == 403
    agent = cast.client_of("赵敏")
    assert "登记一个人" not in page(agent, BASE)
    assert agent.get(f"{BASE}add/").status_code == 403
    for act in ("edit", "homes", "posts", "vehicles", "account", "deactivate", "reactivate"):
        assert agent.post(f"{BASE}{person.id}/{act}/", {"name": "别人"}).status_code == 403
    person.refresh_from_db()
    assert (person.name, person.is_active) == ("王小明", True)


def test_ids_of_another_community_are_not_found(cast: Cast) -> None:
    client = cast.client_of("何丽")
    outsider = cast.person("钱进")
    assert client.get(f"{BASE}{outsider.id}/").status_code == 404
    assert client.get(f"{BASE}99999999999999999999999/").status_code == 404
    assert client.get(f"/desk/cuihu/homes/{cast.place('1-1-101', 'laohuai').id}/").status_code == 404
    assert client.get(f"/desk/cuihu/homes/{cast.place('3').id}/").status_code == 404
    (role,) = queries.homes_of(cast.laohuai.id, outsider.id)
    assert client.post(f"{BASE}{outsider.id}/homes/{role.id}/end/").status_code == 404
    assert queries.homes_of(cast.laohuai.id, outsider.id) == [role]


# The number


def test_showing_a_number_is_kept_with_who_saw_it(cast: Cast) -> None:
    client, person = cast.client_of("赵敏"), cast.person("王小明")
    before = page(client, f"{BASE}{person.id}/")
    assert "13800000001" not in before
    assert "显示号码" in before
    shown = client.post(f"{BASE}{person.id}/phone/", headers={"HX-Request": "true"})
    assert "13800000001" in shown.content.decode()
    (event,) = [
        one
        for one in history(cast.cuihu.id, [("people.person", person.id)])
        if one.kind == "people.phone.shown"
    ]
    assert (event.person_id, event.facts) == (cast.person("赵敏").id, {})
    after = page(client, f"{BASE}{person.id}/")
    assert "看了完整手机号" in after
    assert "13800000001" not in after


def test_without_the_grant_no_number_is_shown(cast: Cast) -> None:
    person = cast.person("王小明")
    actions.give_post(actor=SYSTEM, person=cast.person("老周"), post="FINANCE")
    client = cast.client_of("老周")
    assert "显示号码" not in page(client, f"{BASE}{person.id}/")
    assert client.post(f"{BASE}{person.id}/phone/").status_code == 403
    assert "people.phone.shown" not in kinds_of(cast, "王小明")


def test_numbers_are_shown_at_most_120_times_an_hour(cast: Cast) -> None:
    client, person = cast.client_of("赵敏"), cast.person("王小明")
    for _ in range(120):
        actions.show_phone(actor=cast.actor("赵敏"), person=person)
    assert client.post(f"{BASE}{person.id}/phone/").status_code == 429
    assert client.get(f"{BASE}{person.id}/phone/").status_code == 405


# Registering and correcting


def test_a_person_is_registered_with_a_home(cast: Cast) -> None:
    typed = {
        "name": " 艾克拜尔·买买提 ",
        "phone": "139 1111 2222",
        "care_note": "听力不好",
        "home": "5栋302",
        "role": "owner",
        "since": "2026-11-01",
    }
    client = cast.client_of("何丽")
    answer = client.post(f"{BASE}add/", typed)
    made = Person.objects.of(cast.cuihu.id).get(phone="13911112222")
    assert answer["Location"] == f"{BASE}{made.id}/"
    assert made.name == "艾克拜尔·买买提"
    (role,) = queries.homes_of(cast.cuihu.id, made.id)
    assert (role.home.code, role.role, role.since) == ("5-1-302", "owner", date(2026, 11, 1))
    assert "听力不好" in page(client, f"/desk/cuihu/homes/{role.home_id}/")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "必填"),
        ({"name": "新人", "phone": "1380000000"}, "手机号少了 1 位"),
        ({"name": "新人", "phone": "13800000000x"}, "不是数字"),
        ({"name": "新人", "email": "a@b"}, "邮箱的写法不对"),
        ({"name": "王小明", "phone": "13800000001"}, "已经有同名同号码的人了"),
        ({"name": "新人", "home": "9-9-999", "role": "owner"}, "没有找到这套房屋"),
        ({"name": "新人", "home": "1001", "role": "owner"}, "有几套房屋都符合"),
        ({"name": "新人", "home": "3-2-1001"}, "请选一个身份"),
        ({"name": "新人", "care_note": "长" * 201}, "200"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(cast: Cast, typed: dict[str, str], words: str) -> None:
    before = Person.objects.across().count()
    answer = cast.client_of("何丽").post(f"{BASE}add/", typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Person.objects.across().count() == before


def test_a_person_is_corrected(cast: Cast) -> None:
    person = cast.person("李芳")
    typed = {"name": "李芳芳", "phone": "13800000002", "care_note": "<b>孕妇</b>", "gender": "f", "email": ""}
    assert cast.client_of("何丽").post(f"{BASE}{person.id}/edit/", typed).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.pinyin, person.account.name) == ("李芳芳", "lifangfang", "李芳芳")
    shown = page(cast.client_of("赵敏"), f"{BASE}{person.id}/")
    assert "&lt;b&gt;孕妇" in shown
    assert "改了姓名、性别、关怀说明" in shown
    assert "李芳芳" in page(cast.client_of("赵敏"), "/desk/cuihu/search/?q=lff")


def test_a_new_number_takes_the_sign_in_away_until_it_is_opened_again(cast: Cast) -> None:
    person, account = cast.person("李芳"), cast.account("李芳")
    client = cast.client_of("李芳")
    actions.change_person(actor=cast.actor("何丽"), person=person, phone="13900009999")
    assert client.get("/home/cuihu/me/").status_code == 404
    actions.open_account(actor=cast.actor("何丽"), person=person)
    person.refresh_from_db()
    assert person.account_id != account.id
    account.refresh_from_db()
    assert account.phone == "13800000002"


def test_one_number_signs_in_one_person_of_a_community(cast: Cast) -> None:
    person = actions.add_person(
        actor=SYSTEM, community_id=cast.cuihu.id, name="王小明的爸爸", phone="13800000001"
    )
    answer = cast.client_of("何丽").post(f"{BASE}{person.id}/account/")
    assert answer.status_code == 409
    person.refresh_from_db()
    assert person.account_id is None


def test_opening_an_account_needs_a_mobile_number(cast: Cast) -> None:
    person = actions.add_person(actor=SYSTEM, community_id=cast.cuihu.id, name="座机", phone="0571-88001234")
    assert cast.client_of("何丽").post(f"{BASE}{person.id}/account/").status_code == 422
    assert "没有开通" in page(cast.client_of("何丽"), f"{BASE}{person.id}/")


# Homes, posts, cars


def test_a_home_is_given_and_ended_and_stays_as_history(cast: Cast) -> None:
    client, person = cast.client_of("何丽"), cast.person("李芳")
    client.post(f"{BASE}{person.id}/homes/", {"home": "5-1-302", "role": "owner", "since": "2026-01-01"})
    assert cast.place("5-1-302").id in cast.actor("李芳").standings[0].places
    (given,) = [role for role in queries.homes_of(cast.cuihu.id, person.id) if role.home.code == "5-1-302"]
    client.post(f"{BASE}{person.id}/homes/{given.id}/end/")
    assert cast.place("5-1-302").id not in cast.actor("李芳").standings[0].places
    shown = page(client, f"{BASE}{person.id}/")
    assert "2026-01-01 至 2026-11-23 前" in shown
    assert "不再是5栋1单元302的业主" in shown


def test_a_role_given_and_ended_on_one_day_leaves_only_the_events(cast: Cast) -> None:
    person = cast.person("李芳")
    given = actions.give_home_role(
        actor=SYSTEM, person=person, home_id=cast.place("5-1-302").id, role="owner"
    )
    actions.end_home_role(actor=SYSTEM, held=given)
    assert HomeRole.objects.of(cast.cuihu.id).filter(person=person).count() == 1
    assert kinds_of(cast, "李芳")[-2:] == ["people.home_role.given", "people.home_role.ended"]


def test_a_role_is_not_given_twice(cast: Cast) -> None:
    person = cast.person("王小明")
    typed = {"home": "3-2-1001", "role": "owner"}
    answer = cast.client_of("何丽").post(f"{BASE}{person.id}/homes/", typed)
    assert answer.status_code == 422
    assert "已经登记过这个身份了" in answer.content.decode()
    assert HomeRole.objects.of(cast.cuihu.id).filter(person=person).count() == 1


def test_a_role_that_begins_later_counts_from_that_day(cast: Cast, clock) -> None:
    person = cast.person("李芳")
    home = cast.place("5-1-302").id
    actions.give_home_role(actor=SYSTEM, person=person, home_id=home, role="owner", since=date(2026, 11, 25))
    assert home not in cast.actor("李芳").standings[0].places
    clock.forward(days=2)
    assert home in cast.actor("李芳").standings[0].places


def test_a_post_is_given_and_ended(cast: Cast) -> None:
    manager, person = cast.client_of("陈静"), cast.person("王小明")
    manager.post(f"{BASE}{person.id}/posts/", {"post": "ENG_TECH", "since": "2026-11-01"})
    assert cast.actor("王小明").may("work.do", cast.cuihu.id)
    held = StaffPost.objects.of(cast.cuihu.id).get(person=person)
    manager.post(f"{BASE}{person.id}/posts/{held.id}/end/")
    assert not cast.actor("王小明").may("work.do", cast.cuihu.id)


def test_nobody_gives_or_takes_more_than_they_may(cast: Cast) -> None:
    supervisor, manager = cast.client_of("何丽"), cast.person("陈静")
    own = cast.person("何丽", "cuihu")
    assert supervisor.post(f"{BASE}{own.id}/posts/", {"post": "PM"}).status_code == 422
    assert supervisor.get(f"{BASE}{manager.id}/edit/").status_code == 403
    typed = {"name": "陈静", "phone": "13800000009"}
    assert supervisor.post(f"{BASE}{manager.id}/edit/", typed).status_code == 403
    assert supervisor.post(f"{BASE}{manager.id}/deactivate/").status_code == 403
    held = StaffPost.objects.of(cast.cuihu.id).get(person=manager)
    assert supervisor.post(f"{BASE}{manager.id}/posts/{held.id}/end/").status_code == 403
    manager.refresh_from_db()
    assert (manager.phone, manager.is_active) == ("13800000007", True)
    assert cast.actor("陈静").may("settings.manage", cast.cuihu.id)
    assert not cast.actor("何丽").may("settings.manage", cast.cuihu.id)


def test_a_plate_belongs_to_one_person(cast: Cast) -> None:
    client, person = cast.client_of("何丽"), cast.person("王小明")
    client.post(f"{BASE}{person.id}/vehicles/", {"plate": "浙a·12345"})
    assert Vehicle.objects.of(cast.cuihu.id).get().plate == "浙A12345"
    other = client.post(f"{BASE}{cast.person('李芳').id}/vehicles/", {"plate": "浙A12345"})
    assert "登记在别人名下" in other.content.decode()
    assert (
        "车牌的写法不对" in client.post(f"{BASE}{person.id}/vehicles/", {"plate": "12345"}).content.decode()
    )
    assert "王小明" in page(client, "/desk/cuihu/search/?q=A12345")
    client.post(f"{BASE}{person.id}/vehicles/{Vehicle.objects.of(cast.cuihu.id).get().id}/remove/")
    assert "没有找到" in page(client, "/desk/cuihu/search/?q=A12345")


# Deactivated


def test_a_deactivated_person_loses_their_standing_at_once(cast: Cast) -> None:
    theirs, person = cast.client_of("张强"), cast.person("张强")
    assert theirs.get("/crew/cuihu/me/").status_code == 200
    manager = cast.client_of("陈静")
    manager.post(f"{BASE}{person.id}/deactivate/")
    assert theirs.get("/crew/cuihu/me/").status_code == 404
    assert "张强" not in page(manager, BASE)
    assert "已停用" in page(manager, f"{BASE}?role=gone")
    assert "没有找到" in page(manager, "/desk/cuihu/search/?q=张强")
    manager.post(f"{BASE}{person.id}/reactivate/")
    assert theirs.get("/crew/cuihu/me/").status_code == 200


def test_nobody_deactivates_themselves(cast: Cast) -> None:
    person = cast.person("陈静")
    assert cast.client_of("陈静").post(f"{BASE}{person.id}/deactivate/").status_code == 409
    person.refresh_from_db()
    assert person.is_active


# Home and search


def test_a_home_lists_who_lives_there_owner_first(cast: Cast) -> None:
    shown = page(cast.client_of("赵敏"), f"/desk/cuihu/homes/{cast.place('3-2-1001').id}/")
    assert shown.index("王小明") < shown.index("欧阳慧敏")
    assert "138****0001" in shown
    assert "还没有登记住户" in page(cast.client_of("赵敏"), f"/desk/cuihu/homes/{cast.place('5-1-302').id}/")
    assert cast.client_of("张强").get(f"/desk/cuihu/homes/{cast.place('3-2-1001').id}/").status_code == 403


def test_the_search_answers_as_a_page_and_as_rows(cast: Cast) -> None:
    client = cast.client_of("赵敏")
    whole = page(client, "/desk/cuihu/search/?q=1001")
    rows = client.get("/desk/cuihu/search/?q=1001", headers={"HX-Request": "true"}).content.decode()
    for answer in (whole, rows):
        assert "王小明" in answer
        assert "3栋2单元1001" in answer
        assert "138****0001" in answer
        assert "13800000001" not in answer
    assert "<html" in whole
    assert "<html" not in rows
    assert "&lt;script&gt;" in page(client, "/desk/cuihu/search/?q=<script>")


def test_the_search_looks_in_all_communities_on_demand(cast: Cast) -> None:
    client = cast.client_of("何丽")
    assert "钱进" not in page(client, "/desk/cuihu/search/?q=qianjin")
    assert "钱进 · 老槐里" in page(client, "/desk/cuihu/search/?q=qianjin&all=1")
    assert "钱进" not in page(cast.client_of("赵敏"), "/desk/cuihu/search/?q=qianjin&all=1")


def test_crew_search_finds_places_and_no_people(cast: Cast) -> None:
    shown = page(cast.client_of("张强"), "/desk/cuihu/search/?q=1001")
    assert "3栋2单元1001" in shown
    assert "王小明" not in shown
