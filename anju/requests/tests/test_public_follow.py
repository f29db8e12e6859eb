"""Whoever holds the secret link follows the request, and only that one."""

from dataclasses import dataclass

import pytest
from django.test import Client

from anju.kernel.actor import STRANGER
from anju.kernel.clock import MovedClock
from anju.kernel.files import files_of
from anju.requests import actions
from anju.requests.models import Request
from anju.requests.queries import jobs_of
from anju.requests.tests.reporter import Reporter, picture
from anju.standards.queries import category_for
from anju.work import actions as work

pytestmark = pytest.mark.usefixtures("inline_reactions")


@dataclass
class Guest:
    """A passer-by who reported the flickering light of the lift, with a photo."""

    reporter: Reporter
    browser: Client
    request: Request

    def address(self, step: str = "", request: Request | None = None) -> str:
        return f"/t/{(request or self.request).follow_token}/{step}{'/' if step else ''}"

    def read(self, step: str = "") -> str:
        return self.reporter.read(self.address(step), self.browser)

    def now(self) -> Request:
        return self.reporter.now(self.request)


def filed(reporter: Reporter) -> Request:
    return actions.report_request(
        actor=STRANGER,
        place=reporter.cast.place("LT-3-2"),
        category=category_for(reporter.cast.cuihu.id, "0304"),
        words="电梯里的灯一直闪",
        photos=[picture()],
        guest_phone="13900001111",
    )


@pytest.fixture
def guest(reporter: Reporter) -> Guest:
    return Guest(reporter, Client(), filed(reporter))


def test_the_link_shows_the_same_page(guest: Guest) -> None:
    actions.answer_request(actor=guest.reporter.cast.actor("赵敏"), request=guest.request, words="电工这就来")
    actions.add_note(actor=guest.reporter.cast.actor("赵敏"), request=guest.request, words="内部的话")
    page = guest.read()

    assert "电梯里的灯一直闪" in page
    assert "电工这就来" in page
    assert "内部的话" not in page
    assert "139****1111" in page
    assert "13900001111" not in page


def test_a_guest_writes_urges_and_cancels(guest: Guest) -> None:
    guest.browser.post(guest.address("say"), {"words": "现在不闪了，全黑了", "photos": picture()})
    guest.browser.post(guest.address("urge"))
    page = guest.read()
    assert "现在不闪了，全黑了" in page
    assert guest.now().urged == 1

    guest.browser.post(guest.address("cancel"), {"words": "好了"})
    assert guest.now().state == "cancelled"


def test_a_guest_has_the_last_word(guest: Guest) -> None:
    agent = guest.reporter.cast.actor("赵敏")
    actions.finish_request(actor=agent, request=guest.request, words="换了灯管")
    assert "您看修好了吗" in guest.read()

    guest.browser.post(guest.address("judge"), {"verdict": "half", "words": "还有一根不亮"})
    assert guest.now().state == "open"
    actions.finish_request(actor=agent, request=guest.request, words="都换了")
    guest.browser.post(guest.address("judge"), {"verdict": "solved"})
    assert guest.now().state == "closed"
    guest.browser.post(guest.address("reopen"))
    assert (guest.now().state, guest.now().reopened) == ("open", 2)


def test_it_polls_and_prints(guest: Guest) -> None:
    watched = guest.read().split('id="watch" hx-get="')[1].split('"')[0]

    assert watched.startswith(guest.address())
    assert guest.browser.get(watched).status_code == 204
    assert guest.request.number in guest.read("print")


def test_the_link_is_not_kept_or_indexed(guest: Guest) -> None:
    answer = guest.browser.get(guest.address())

    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_an_unknown_link_is_not_found(guest: Guest) -> None:
    for token in ("x", guest.request.follow_token[:-1], guest.request.follow_token + "a", "0" * 200):
        for step in ("", "line/", "print/", "received/"):
            assert guest.browser.get(f"/t/{token}/{step}").status_code == 404
        assert guest.browser.post(f"/t/{token}/cancel/").status_code == 404


def test_a_resident_s_request_has_no_such_link(guest: Guest) -> None:
    made = guest.reporter.report()

    assert guest.browser.get(guest.address(request=made)).status_code == 404
    assert guest.browser.post(guest.address("cancel", made)).status_code == 404
    assert guest.reporter.now(made).state == "new"


def test_an_ended_link_says_so_and_changes_nothing(guest: Guest, clock: MovedClock) -> None:
    (photo,) = files_of(guest.request)
    clock.forward(days=90)

    answer = guest.browser.get(guest.address())
    assert answer.status_code == 410
    page = answer.content.decode()
    assert "这个链接过期了" in page
    assert "0571-88001234" in page
    assert "电梯里的灯" not in page
    for step in ("say", "urge", "cancel", "judge", "reopen"):
        answer = guest.browser.post(guest.address(step), {"words": "还在吗", "verdict": "solved"})
        assert answer.status_code == 410
    assert guest.browser.get(f"{guest.address()}files/{photo.token}").status_code == 410
    assert guest.now().state == "new"


# Photos


def test_a_guest_sees_the_photos_of_their_request_only(guest: Guest) -> None:
    (mine,) = files_of(guest.request)
    other = filed(guest.reporter)
    (theirs,) = files_of(other)
    (resident_s,) = files_of(guest.reporter.report(photos=[picture()]))

    shown = guest.browser.get(f"{guest.address()}files/{mine.token}?thumb")
    assert shown.status_code == 200
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert b"".join(shown.streaming_content)
    for photo in (theirs, resident_s):
        assert guest.browser.get(f"{guest.address()}files/{photo.token}").status_code == 404
        assert guest.browser.get(f"/files/cuihu/{photo.token}").status_code == 404
    assert guest.browser.get(f"/files/cuihu/{mine.token}").status_code == 404


def test_the_photos_of_the_work_are_seen_by_who_reported_it(guest: Guest) -> None:
    agent, worker = guest.reporter.cast.actor("赵敏"), guest.reporter.cast.actor("张强")
    job = actions.dispatch_request(
        actor=agent, request=guest.request, assignee_id=guest.reporter.cast.person("张强").id
    )
    for step in (work.accept_job, work.set_out, work.arrive):
        step(actor=worker, job=job)
    work.add_job_photos(actor=worker, job=job, photos=[picture()], purpose="after")
    (photo,) = files_of(jobs_of(guest.request)[0])

    seen = guest.browser.get(f"{guest.address()}files/{photo.token}")
    assert seen.status_code == 200
    assert b"".join(seen.streaming_content)
    other = filed(guest.reporter)
    assert guest.browser.get(f"{guest.address(request=other)}files/{photo.token}").status_code == 404
    neighbour = guest.reporter.cast.client_of("李芳")
    assert neighbour.get(f"/files/cuihu/{photo.token}").status_code == 404
