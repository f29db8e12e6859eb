"""One's own page: what it shows in each face, devices that are ended, the password, the language."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from anju.kernel.models import SentText
from anju.people.jobs import forget_ended_sessions
from tests.cast import Cast

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36"
WECHAT = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.60"


def enter(phone: str, browser: str = CHROME) -> Client:
    """Sign in by code, as people do."""
    client = Client(HTTP_USER_AGENT=browser)
    client.post("/sign-in/code/", {"phone": phone})
    code = SentText.objects.filter(phone=phone).latest("id").words.split("验证码 ")[1][:6]
    client.post("/sign-in/code/check/", {"code": code})
    return client


def is_in(client: Client) -> bool:
    return client.get("/me/password/").status_code == 200


def make_stale(client: Client) -> None:
    """As if the sign-in had been long ago."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": 0}]
    session.save()


@pytest.mark.parametrize(
    ("name", "address"),
    [("王小明", "/home/cuihu/me/"), ("张强", "/crew/cuihu/me/"), ("赵敏", "/desk/cuihu/me/")],
)
def test_the_page_stands_in_ones_own_face(cast: Cast, name: str, address: str) -> None:
    client = cast.client_of(name)
    assert client.get("/me/")["Location"] == address
    page = client.get(address).content.decode()
    assert name in page
    assert cast.account(name).phone not in page
    assert f"138****{cast.account(name).phone[-4:]}" in page


def test_homes_and_posts_of_all_communities_are_listed(cast: Cast) -> None:
    page = cast.client_of("何丽").get("/desk/cuihu/me/").content.decode()
    for words in ("客服主管", "楼宇管家", "老槐里", "/desk/laohuai/"):
        assert words in page
    page = cast.client_of("王小明").get("/home/cuihu/me/").content.decode()
    assert "3栋2单元1001" in page
    assert "业主" in page


def test_nobody_stands_in_a_face_that_is_not_theirs(cast: Cast) -> None:
    assert cast.client_of("王小明").get("/crew/cuihu/me/").status_code == 404
    assert cast.client_of("王小明").get("/desk/cuihu/me/").status_code == 404
    assert cast.client_of("钱进").get("/home/cuihu/me/").status_code == 404
    assert Client().get("/me/")["Location"] == "/sign-in/?next=%2Fme%2F"


def test_who_belongs_to_no_community_is_told_what_to_do(cast: Cast) -> None:
    person = cast.person("王小明")
    person.is_active = False
    person.save()
    page = cast.client_of("王小明").get("/me/")
    assert page.status_code == 200
    assert "还没有关联到小区" in page.content.decode()


def test_devices_are_listed_and_one_is_ended(cast: Cast) -> None:
    desk, phone = enter("13800000001"), enter("13800000001", WECHAT)
    page = desk.get("/home/cuihu/me/").content.decode()
    assert "这台设备" in page
    assert "iPhone · 微信" in page
    other = UserSession.objects.get(user_agent=WECHAT)
    assert desk.post(f"/me/sessions/{other.id}/end/").status_code == 302
    assert is_in(desk)
    assert not is_in(phone)


def test_all_other_devices_are_ended(cast: Cast) -> None:
    first, second, third = (enter("13800000001") for _ in range(3))
    first.post("/me/sessions/end-others/")
    assert [is_in(client) for client in (first, second, third)] == [True, False, False]
    assert UserSession.objects.count() == 1


def test_ending_ones_own_session_signs_out(cast: Cast) -> None:
    client = enter("13800000001")
    answer = client.post(f"/me/sessions/{UserSession.objects.get().id}/end/")
    assert answer["Location"] == "/sign-in/"
    assert not is_in(client)


def test_sessions_that_ran_out_are_forgotten_at_night(cast: Cast) -> None:
    old, young = enter("13800000001"), enter("13800000002")
    Session.objects.filter(session_key=old.session.session_key).update(expire_date="2020-01-01T00:00Z")
    forget_ended_sessions(0)
    assert [one.user_id for one in UserSession.objects.all()] == [cast.account("李芳").id]
    assert [is_in(old), is_in(young)] == [False, True]


def test_nobody_ends_the_session_of_another(cast: Cast) -> None:
    mine, theirs = enter("13800000001"), enter("13800000002")
    other = UserSession.objects.get(user_id=cast.account("李芳").id)
    assert mine.post(f"/me/sessions/{other.id}/end/").status_code == 404
    assert is_in(theirs)


def test_a_new_password_ends_the_other_devices_and_opens_the_door(cast: Cast) -> None:
    mine, other = enter("13800000001"), enter("13800000001")
    assert mine.post("/me/password/", {"password": "xinmima-2026"})["Location"] == "/me/"
    assert is_in(mine)
    assert not is_in(other)
    typed = {"login": "13800000001", "password": "xinmima-2026"}
    assert Client().post("/sign-in/", typed).status_code == 302


@pytest.mark.parametrize("weak", ["short", "20261123456", "password"])
def test_a_weak_password_is_refused_and_the_old_one_stays(cast: Cast, weak: str) -> None:
    client = enter("13800000001")
    assert client.post("/me/password/", {"password": weak}).status_code == 422
    assert not cast.account("王小明").has_usable_password()


def test_the_password_is_changed_only_shortly_after_signing_in(cast: Cast) -> None:
    client = enter("13800000001")
    make_stale(client)
    answer = client.post("/me/password/", {"password": "xinmima-2026"})
    assert answer["Location"] == "/sign-in/?next=%2Fme%2Fpassword%2F"
    assert "请重新登录一次" in client.get("/sign-in/").content.decode()
    assert not cast.account("王小明").has_usable_password()


def test_the_language_is_kept_with_the_account(cast: Cast) -> None:
    client = cast.client_of("王小明")
    assert (
        client.post("/me/language/", {"language": "en", "next": "/home/cuihu/me/"})["Location"]
        == "/home/cuihu/me/"
    )
    assert cast.account("王小明").language == "en"
    client.post("/me/language/", {"language": "xx", "next": "//evil.example"})
    assert cast.account("王小明").language == "en"
    assert client.post("/me/language/", {"language": "en", "next": "//evil.example"})["Location"] == "/me/"


def test_passkeys_belong_to_one_account(cast: Cast) -> None:
    assert enter("13800000001").post("/me/passkeys/1/remove/").status_code == 404


def test_a_page_costs_four_queries_to_know_who_is_there(cast: Cast, django_assert_num_queries) -> None:
    client = cast.client_of("何丽")
    with django_assert_num_queries(4):  # session, account, persons with communities, posts and homes
        client.get("/me/")
