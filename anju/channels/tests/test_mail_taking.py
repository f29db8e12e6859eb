"""Mails that somebody wrote: filed with the same clock, answered once, continued by replies."""

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings

from anju.channels import jobs
from anju.channels.choices import MailState, Reason
from anju.channels.intake import NobodysMail, take_in, take_stream
from anju.channels.models import Letter, Mail
from anju.channels.parsing import MOST_BYTES
from anju.channels.rules import token_of
from anju.channels.tests.mails import WANG, multipart, part, photo, raw, take
from anju.kernel import clock as kernel_clock
from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.kernel.files import files_of
from anju.notices.letters import letter_of
from anju.notices.models import Delivery
from anju.people import actions as people
from anju.requests import actions as requests
from anju.requests.models import Message, Request
from anju.requests.timeline import timeline_for
from anju.standards.queries import category_for
from tests.cast import MORNING, Cast


def known(town: Cast) -> Any:
    """王小明 with his mail address on file."""
    person = town.person("王小明")
    people.change_person(
        actor=SYSTEM,
        person=person,
        name=person.name,
        phone=person.phone,
        email=WANG,
        gender="",
        care_note="",
    )
    return person


def only(town: Cast) -> Request:
    return Request.objects.of(town.cuihu.id).select_related("place", "category", "reporter").get()


def sent(town: Cast) -> list[Any]:
    """The letters, sent by the job."""
    for letter in Letter.objects.of(town.cuihu.id).filter(sent_at__isnull=True).order_by("id"):
        jobs.send(community_id=letter.community_id, letter_id=letter.id)
    return outbox.outbox


def test_a_stranger_gets_a_number_a_promise_and_a_link(town: Cast, mail_domain: str) -> None:
    mail = take()
    made = only(town)
    assert (mail.state, mail.request_id) == (MailState.FILED, made.id)
    assert (made.channel, made.category.code, made.reporter) == ("email", "0201", None)
    assert (made.guest_name, made.guest_email, made.words) == (
        "王小明",
        WANG,
        "灯坏了\n楼道灯不亮，麻烦来看看",
    )
    assert made.answer_by is not None and made.due_at == made.answer_by
    (letter,) = sent(town)
    token = token_of(made.id)
    assert letter.to == [WANG] and f"[{made.number} #{token}]" in letter.subject
    assert (
        f"/t/{made.follow_token}/" in letter.body
        and "2026-11-23 " in letter.body
        and "前回复您" in letter.body
    )
    message = letter.message()
    assert message["Reply-To"] == f"reply+{token}@mail.example.org"
    assert message["Auto-Submitted"] == "auto-replied" and message["In-Reply-To"] == "<one@example.com>"
    jobs.send(community_id=town.cuihu.id, letter_id=Letter.objects.of(town.cuihu.id).get().id)
    assert len(outbox.outbox) == 1  # sent once, however often the job runs


def test_a_known_address_is_the_person_at_their_home(town: Cast) -> None:
    person = known(town)
    take()
    made = only(town)
    assert made.reporter == person and made.place.code == "3-2-1001" and made.guest_email == ""
    assert sent(town)[0].to == [WANG] and f"/home/cuihu/requests/{made.number}/" in sent(town)[0].body


def test_a_forged_sender_is_not_the_person(town: Cast) -> None:
    known(town)
    take(Authentication_Results="mx.example.org; spf=pass; dmarc=fail header.from=example.com")
    assert only(town).reporter is None


def test_words_that_say_nothing_wait_for_a_person(town: Cast) -> None:
    mail = take("qwrtz", subject="")
    assert mail.unsure and only(town).category.kind == "enquiry"
    page = town.client_of("赵敏").get(f"/desk/cuihu/requests/{only(town).number}/").content.decode()
    assert "没看出是哪一类" in page and "w***@example.com" in page and WANG not in page


def test_words_of_danger_are_heard(town: Cast) -> None:
    take("厨房有煤气味，很浓", subject="急")
    assert only(town).priority == "P1"


def test_photos_are_kept_broken_ones_named(town: Cast) -> None:
    plain = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "楼道灯不亮".encode()
    mail = take_in(
        multipart(
            plain,
            part(photo(), "image/jpeg", "a.jpg"),
            part(b"not a photo", "image/png", "b.png"),
            part(photo(8), "image/jpeg", "logo.jpg"),
            part(b"%PDF", "application/pdf", "c.pdf"),
            *[part(photo(100 + n), "image/jpeg", f"m{n}.jpg") for n in range(9)],
        )
    )
    assert len(files_of(only(town), "report")) == 9
    assert set(mail.others) == {"b.png", "c.pdf", "m8.jpg"}


def test_the_same_mail_again_changes_nothing(town: Cast) -> None:
    first = take()
    assert take().id == first.id
    assert take("又说一次").id == first.id  # the same Message-ID
    assert Request.objects.of(town.cuihu.id).count() == 1 and Letter.objects.of(town.cuihu.id).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_mail_at_the_same_moment_is_one_request(town: Cast) -> None:
    def deliver(_turn: int) -> int:
        with kernel_clock.moved(MORNING):
            try:
                return take_in(raw()).id
            finally:
                connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(deliver, range(4)))) == 1
    assert Request.objects.of(town.cuihu.id).count() == 1 and Mail.objects.of(town.cuihu.id).count() == 1


REPLY = "今天下午三点在家\n\n-----原始邮件-----\n您报的事已收到"


@pytest.mark.parametrize("way", ["address", "subject", "thread", "upper"])
def test_a_reply_lands_on_the_time_line(town: Cast, mail_domain: str, way: str) -> None:
    take()
    made = only(town)
    token = token_of(made.id)
    head: dict[str, str] = {
        "address": {"to": f"reply+{token}@mail.example.org"},
        "subject": {"subject": f"回复：已收到 [{made.number} #{token}]"},
        "thread": {"In_Reply_To": f"<anju.{token}.123@mail.example.org>"},
        "upper": {"to": f"REPLY+{token.upper()}@MAIL.EXAMPLE.ORG"},
    }[way]
    mail = take(REPLY, message_id="<two@example.com>", **head)
    assert (mail.state, mail.request_id) == (MailState.ADDED, made.id)
    (message,) = Message.objects.of(town.cuihu.id)
    assert (message.words, message.side) == ("今天下午三点在家", "reporter")
    told = [entry.words for entry in timeline_for(town.actor("赵敏"), made)]
    assert told[-1] == "今天下午三点在家"
    assert Request.objects.of(town.cuihu.id).count() == 1
    assert Letter.objects.of(town.cuihu.id).count() == 1  # a reply is not answered by a machine


def test_a_made_up_token_opens_nothing(town: Cast, mail_domain: str) -> None:
    take()
    made = only(town)
    wrong = token_of(made.id)[:-1] + ("0" if token_of(made.id)[-1] != "0" else "1")
    take(REPLY, message_id="<two@example.com>", to=f"reply+{wrong}@mail.example.org, cuihu@mail.example.org")
    assert not Message.objects.of(town.cuihu.id).exists()
    assert Request.objects.of(town.cuihu.id).count() == 2


def test_a_reply_from_another_address_says_so(town: Cast, mail_domain: str) -> None:
    take()
    token = token_of(only(town).id)
    take("他不在家", sender="li@example.com", message_id="<2@e.cn>", to=f"reply+{token}@mail.example.org")
    assert Message.objects.of(town.cuihu.id).get().words == "（来自 li@example.com 的邮件）\n他不在家"


def test_a_robots_reply_is_not_a_word_of_the_reporter(town: Cast, mail_domain: str) -> None:
    take()
    token = token_of(only(town).id)
    mail = take(subject="自动回复：我在休假", message_id="<2@e.cn>", to=f"reply+{token}@mail.example.org")
    assert (mail.state, mail.reason) == (MailState.IGNORED, Reason.AWAY)
    assert not Message.objects.of(town.cuihu.id).exists()


def test_a_reply_with_nothing_new_is_left_aside(town: Cast, mail_domain: str) -> None:
    take()
    token = token_of(only(town).id)
    mail = take("-----原始邮件-----\n旧话", message_id="<2@e.cn>", to=f"reply+{token}@mail.example.org")
    assert (mail.state, mail.reason) == (MailState.IGNORED, Reason.EMPTY)


def test_a_reply_to_what_takes_no_words_becomes_a_new_request(
    town: Cast, mail_domain: str, clock: MovedClock
) -> None:
    take()
    token = token_of(only(town).id)
    clock.forward(days=91)  # the link has run out
    mail = take(REPLY, message_id="<2@e.cn>", to=f"reply+{token}@mail.example.org")
    assert mail.state == MailState.FILED and Request.objects.of(town.cuihu.id).count() == 2


def test_a_long_reply_is_cut_and_kept_whole(town: Cast, mail_domain: str) -> None:
    take()
    token = token_of(only(town).id)
    mail = take("长" * 5000, message_id="<2@e.cn>", to=f"reply+{token}@mail.example.org")
    assert len(Message.objects.of(town.cuihu.id).get().words) == 1000 and len(mail.words) == 5000


def test_guests_hear_of_progress_and_answers_in_one_thread(town: Cast, mail_domain: str) -> None:
    take()
    made, desk = only(town), town.actor("赵敏")
    requests.answer_request(actor=desk, request=made, words="电工下午来")
    job = requests.dispatch_request(actor=desk, request=made, assignee_id=town.person("张强").id)
    requests.add_note(actor=desk, request=made, words="内部的话")
    assert job is not None
    found = sent(town)
    assert (
        len(found) == 2
        and "电工下午来" in found[1].body
        and "内部的话" not in str([one.body for one in found])
    )
    threads = {one.message()["References"].split()[-1] for one in found}
    assert threads == {f"<anju.{token_of(made.id)}@mail.example.org>"}
    assert len({one.message()["Message-ID"] for one in found}) == 2
    assert found[1].message()["Auto-Submitted"] == "auto-generated"


def test_a_notices_mail_can_be_replied_to(town: Cast, mail_domain: str) -> None:
    known(town)
    made = requests.report_request(
        actor=town.actor("王小明"),
        place=town.place("3-2-1001"),
        category=category_for(town.cuihu.id, "0101"),
        words="水龙头漏水",
    )
    requests.answer_request(actor=town.actor("赵敏"), request=made, words="下午来")
    delivery = Delivery.objects.of(town.cuihu.id).select_related("notice").latest("id")
    message = letter_of(delivery).message()
    assert message["Reply-To"] == f"reply+{token_of(made.id)}@mail.example.org"
    mail = take("好的", message_id="<2@e.cn>", In_Reply_To=message["Message-ID"], to="x@y.zz")
    assert mail.state == MailState.ADDED
    assert Message.objects.of(town.cuihu.id).latest("id").person == town.person("王小明")


def test_whose_mail_it_is(town: Cast) -> None:
    assert take(to="laohuai@mail.example.org").community_id == town.laohuai.id
    with override_settings(MAIL_ADDRESSES={"wuye@example.org": "cuihu"}):
        assert take(to="wuye@example.org", message_id="<2@e.cn>").community_id == town.cuihu.id
    assert take(to="Cuihu+fast@x.zz", message_id="<3@e.cn>").community_id == town.cuihu.id
    with pytest.raises(NobodysMail):
        take(to="nobody@mail.example.org", message_id="<4@e.cn>")
    assert (
        take_in(raw(to="hidden", message_id="<5@e.cn>"), recipient="cuihu@a.b").community_id == town.cuihu.id
    )
    assert Mail.objects.across().count() == 4


class Endless(io.RawIOBase):
    """A mail of so many bytes that is never in memory; it counts what was read."""

    def __init__(self, head: bytes, size: int) -> None:
        self.head, self.left = head, size - len(head)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self.head:
            head, self.head = self.head, b""
            return head
        some = min(size, self.left)
        self.left -= some
        return b"x" * some


def test_a_mail_of_forty_megabytes_is_refused_politely(town: Cast, mail_domain: str) -> None:
    pipe = Endless(raw(), 40 * 2**20)
    mail = take_stream(pipe)  # type: ignore[arg-type]
    assert pipe.left == 0  # who writes it is not cut off
    assert (mail.state, mail.reason, mail.size) == (MailState.REFUSED, Reason.LARGE, 40 * 2**20)
    assert mail.words == "" and not Request.objects.of(town.cuihu.id).exists()
    (letter,) = sent(town)
    assert "40 MB" in letter.body and f"{MOST_BYTES // 2**20} MB" in letter.body and letter.to == [WANG]


def test_a_large_robot_is_not_answered(town: Cast) -> None:
    mail = take_in(raw(Auto_Submitted="auto-replied"), size=40 * 2**20)
    assert mail.state == MailState.IGNORED and not Letter.objects.of(town.cuihu.id).exists()


def test_a_community_without_areas_keeps_the_mail(town: Cast) -> None:
    mail = take(to="laohuai@mail.example.org")
    assert (mail.state, mail.reason) == (MailState.IGNORED, Reason.NOWHERE)
    assert not Request.objects.of(town.laohuai.id).exists()


def test_the_pipe_says_how_it_went(
    town: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pipe(content: bytes) -> int:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
        try:
            call_command("mail_in")
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    assert pipe(raw()) == 0 and only(town).number in capsys.readouterr().out
    assert pipe(raw(to="nobody@mail.example.org", message_id="<2@e.cn>")) == 65
    monkeypatch.setattr("anju.channels.management.commands.mail_in.take_stream", _away)
    assert pipe(raw(message_id="<3@e.cn>")) == 75
    assert Request.objects.of(town.cuihu.id).count() == 1


def _away(*_: object, **__: object) -> None:
    raise OSError("the database is away")
