"""A stranger reports at a printed code."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from anju.kernel.clock import MovedClock
from anju.requests import challenge
from anju.requests.models import Request
from anju.requests.tests.reporter import HTMX, NASTY, NASTY_SHOWN, Reporter, picture
from tests.cast import OUTSIDER


@dataclass
class Stranger:
    """Somebody before the lift of 3栋2单元, without an account."""

    reporter: Reporter
    clock: MovedClock
    code: str = "LT-3-2"
    browser: Client = field(default_factory=Client)

    @property
    def token(self) -> str:
        return self.reporter.cast.place(self.code).token

    @property
    def address(self) -> str:
        return f"/q/{self.token}"

    def open(self) -> str:
        """Look at the form for a while; its page."""
        page = self.browser.get(self.address).content.decode()
        self.clock.forward(seconds=20)
        return page

    def send(self, slip: str | None = None, **changes: Any) -> Any:
        """Fill in and send; with a slip of an earlier look where given."""
        told = {
            "slip": slip_in(self.open()) if slip is None else slip,
            "kind": "repair",
            "words": "电梯里的灯一直闪",
            "category": "0304",
            "place": f"q:{self.token}",
            **changes,
        }
        return self.browser.post(self.address, told)

    def all(self) -> list[Request]:
        return self.reporter.all()

    def refused(self, said: str, /, **changes: Any) -> str:
        answer = self.send(**changes)
        page: str = answer.content.decode()
        assert answer.status_code == 422
        assert said in page
        assert self.all() == []
        return page


def slip_in(page: str) -> str:
    return page.split('name="slip" value="')[1].split('"')[0]


@pytest.fixture
def stranger(reporter: Reporter, clock: MovedClock) -> Stranger:
    return Stranger(reporter, clock)


def test_the_code_shows_the_place_and_asks_for_no_name(stranger: Stranger) -> None:
    page = stranger.open()

    assert "3栋2单元客梯" in page
    assert "翠湖花园" in page
    assert "不用登录，也不用留名字" in page
    assert "不留的话，我们只能在发出后给您的链接里回复您" in page


def test_a_stranger_reports_and_gets_a_link(stranger: Stranger) -> None:
    answer = stranger.send(guest_name="路人", guest_phone="139 0000 1111", photos=picture())

    (made,) = stranger.all()
    assert answer.headers["Location"] == f"/t/{made.follow_token}/received/"
    assert (made.reporter_id, made.guest_name, made.channel) == (None, "路人", "qr")
    page = stranger.browser.get(answer.headers["Location"]).content.decode()
    assert made.number in page
    assert "前回复您" in page
    assert f"http://testserver/t/{made.follow_token}/" in page


def test_without_a_phone_the_link_is_all_there_is(stranger: Stranger) -> None:
    answer = stranger.send()

    assert "您没有留电话" in stranger.browser.get(answer.headers["Location"]).content.decode()


def test_this_browser_remembers_what_was_reported_from_it(stranger: Stranger) -> None:
    stranger.send()
    (made,) = stranger.all()

    assert f"/t/{made.follow_token}/" in stranger.open()
    assert f"/t/{made.follow_token}/" not in Client().get(stranger.address).content.decode()


def test_a_home_s_own_code_works_and_tells_nobody_who_lives_there(stranger: Stranger) -> None:
    stranger.code = "3-2-1001"
    page = stranger.open()
    assert "3栋2单元1001" in page
    for name in ("王小明", "欧阳慧敏", "13800000001"):
        assert name not in page

    stranger.send(category="0101", words="这家门口一直有水流出来")
    assert stranger.all()[0].place_id == stranger.reporter.cast.place("3-2-1001").id


def test_the_place_is_the_one_that_was_scanned(stranger: Stranger) -> None:
    stranger.send(place=str(stranger.reporter.cast.place("3-2-1001").id))

    assert stranger.all()[0].place_id == stranger.reporter.cast.place("LT-3-2").id


@pytest.mark.parametrize("who", ["王小明", "老周"])
def test_who_belongs_here_goes_to_their_own_page(stranger: Stranger, who: str) -> None:
    answer = stranger.reporter.cast.client_of(who).get(stranger.address)

    assert answer.headers["Location"] == f"/home/cuihu/report/?place={stranger.token}"


def test_who_lives_elsewhere_is_a_stranger_here(stranger: Stranger) -> None:
    stranger.browser = stranger.reporter.cast.client_of(OUTSIDER)
    stranger.send()

    assert stranger.all()[0].reporter_id is None


def test_old_and_unknown_codes_say_what_to_do(stranger: Stranger) -> None:
    answer = stranger.browser.get("/q/nosuchcode")
    assert answer.status_code == 404
    assert "这个码用不了了" in answer.content.decode()

    lift = stranger.reporter.cast.place("LT-3-2")
    lift.is_active = False
    lift.save()
    answer = stranger.browser.get(stranger.address)
    assert answer.status_code == 404
    assert "0571-88001234" in answer.content.decode()


# Abuse


def test_a_form_without_its_slip_makes_nothing(stranger: Stranger) -> None:
    theirs = challenge.new_slip(stranger.reporter.cast.place("3-2-1001").token)
    stranger.clock.forward(seconds=20)
    for slip in ("", "nonsense", slip_in(stranger.open())[:-1] + "x", theirs):
        stranger.refused("您写的内容还在，请再点一次发出", slip=slip)


def test_a_form_sent_at_once_is_sent_back(stranger: Stranger) -> None:
    slip = challenge.new_slip(stranger.token)
    page = stranger.refused("页面刚打开就发出了", slip=slip)

    stranger.clock.forward(seconds=5)
    stranger.send(slip=slip_in(page))
    assert len(stranger.all()) == 1


def test_a_page_that_was_open_for_a_day_is_renewed(stranger: Stranger) -> None:
    slip = slip_in(stranger.open())
    stranger.clock.forward(hours=25)

    page = stranger.refused("页面开得太久了", slip=slip)

    assert "电梯里的灯一直闪" in page
    stranger.clock.forward(seconds=5)
    stranger.send(slip=slip_in(page))
    assert len(stranger.all()) == 1


def test_a_program_falls_into_the_trap(stranger: Stranger) -> None:
    stranger.refused("没有发出去", website="https://example.org")


def test_after_three_from_one_address_a_sum_is_asked(stranger: Stranger) -> None:
    for _ in range(3):
        assert "等于几" not in stranger.open()
        assert stranger.send().status_code == 302
    page = stranger.open()
    assert "等于几？" in page

    for wrong in ("", "40", "x"):
        answer = stranger.send(slip_in(page), sum=wrong)
        assert answer.status_code == 422
        assert "请写上答案" in answer.content.decode()
    assert len(stranger.all()) == 3

    assert stranger.send(slip_in(page), sum=f" {answer_to(page)} ").status_code == 302
    assert len(stranger.all()) == 4


def answer_to(page: str) -> int:
    words = page.split("等于几？")[0][-3:]
    return sum("零一二三四五六七八九".index(word) for word in words if word != "加")


def test_one_address_is_stopped_for_a_while(stranger: Stranger) -> None:
    for _ in range(challenge.MOST):
        stranger.send(words="")
    answer = stranger.send(words="")

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) <= challenge.WINDOW
    stranger.clock.forward(seconds=challenge.WINDOW)
    assert stranger.send().status_code == 302


def test_forwarded_addresses_are_believed_only_from_our_own_proxies(
    stranger: Stranger, settings: Any
) -> None:
    """Who invents an address per try is still one sender; behind a proxy of ours each sender counts alone."""
    for number in range(challenge.MOST):
        stranger.browser.defaults["HTTP_X_FORWARDED_FOR"] = f"203.0.113.{number}"
        stranger.send(words="")
    assert stranger.send(words="").status_code == 429

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    stranger.browser.defaults["HTTP_X_FORWARDED_FOR"] = "10.0.0.1, 203.0.113.99"
    assert stranger.send(words="").status_code == 422


def test_guessing_is_limited_too(stranger: Stranger) -> None:
    def ask() -> int:
        return stranger.browser.post(f"{stranger.address}/guess/", {"words": "漏水"}, **HTMX).status_code

    assert {ask() for _ in range(90)} == {200}
    assert ask() == 429


def test_the_same_form_twice_is_one_request(stranger: Stranger) -> None:
    slip = slip_in(stranger.open())
    first, second = stranger.send(slip), stranger.send(slip)

    assert first.headers["Location"] == second.headers["Location"]
    assert len(stranger.all()) == 1
    assert stranger.send(slip, words="另一件事").status_code == 422
    assert len(stranger.all()) == 1


# What is typed


@pytest.mark.parametrize(
    "name", ["words", "guest_name", "wish_own", "category", "kind", "sum", "guest_phone"]
)
def test_markup_is_only_words(stranger: Stranger, name: str) -> None:
    page = stranger.refused(
        "", **{"guest_phone": "x", name: NASTY}
    )  # the phone is wrong: the form comes back

    assert NASTY not in page
    assert "<script>alert" not in page


def test_markup_in_a_name_is_shown_as_typed(stranger: Stranger) -> None:
    stranger.send(guest_name=NASTY[:60])

    (made,) = stranger.all()
    page = stranger.browser.get(f"/t/{made.follow_token}/").content.decode()
    assert "<script>alert" not in page
    assert NASTY_SHOWN[:40] in page


@pytest.mark.parametrize("phone", ["123", "打我电话", "1" * 21, "13900001111; DROP"])
def test_a_phone_that_cannot_be_called_is_said(stranger: Stranger, phone: str) -> None:
    stranger.refused("guest_phone", guest_phone=phone)


def test_over_long_and_control_characters(stranger: Stranger) -> None:
    stranger.refused("写得太长了", words="漏" * 1001)
    stranger.refused("写得太长了", guest_name="名" * 61)
    stranger.send(words="电梯\x00里的灯\x1b一直闪", guest_name="路\x07人")

    (made,) = stranger.all()
    assert (made.words, made.guest_name) == ("电梯里的灯一直闪", "路人")


def test_photos_are_checked_like_anybody_s(stranger: Stranger) -> None:
    stranger.refused("最多放 9 张照片", photos=[picture() for _ in range(10)])
    no_photo = picture()
    no_photo.file.write(b"nothing")  # type: ignore[union-attr]
    no_photo.file.seek(0)  # type: ignore[union-attr]
    stranger.refused("不是照片", photos=no_photo)
    assert stranger.reporter.kept_files() == 0
