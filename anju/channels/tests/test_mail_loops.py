"""Mails that nobody wrote: kept as seen with the reason, and never answered."""

from typing import Any

import pytest
from django.test.utils import override_settings

from anju.channels.choices import MailState, Reason
from anju.channels.intake import take_in
from anju.channels.models import Letter, Mail
from anju.channels.tests.mails import letters, raw, take
from anju.kernel.clock import MovedClock
from anju.requests.models import Request
from tests.cast import Cast

ROBOTS: list[tuple[dict[str, Any], Reason]] = [
    ({"Auto_Submitted": "auto-replied"}, Reason.AUTOMATIC),
    ({"Auto_Submitted": "auto-generated; x=1"}, Reason.AUTOMATIC),
    ({"X_Auto_Response_Suppress": "All"}, Reason.AUTOMATIC),
    ({"X_Autoreply": "yes"}, Reason.AUTOMATIC),
    ({"Precedence": "bulk"}, Reason.BULK),
    ({"Precedence": "Junk"}, Reason.BULK),
    ({"Precedence": "list"}, Reason.BULK),
    ({"List_Id": "<all.example.com>"}, Reason.BULK),
    ({"subject": "自动回复：灯坏了"}, Reason.AWAY),
    ({"subject": "Automatic reply: lamp"}, Reason.AWAY),
    ({"subject": "Out of Office: back on Monday"}, Reason.AWAY),
    ({"subject": "=?utf-8?B?6Ieq5Yqo5Zue5aSNOiDlpb0=?="}, Reason.AWAY),
    ({"subject": "Undelivered Mail Returned to Sender"}, Reason.BOUNCE),
    ({"subject": "系统退信"}, Reason.BOUNCE),
    ({"sender": "MAILER-DAEMON@example.com"}, Reason.AUTOMATIC),
    ({"sender": "Postmaster <postmaster@example.com>"}, Reason.AUTOMATIC),
    ({"sender": "no-reply@example.com"}, Reason.AUTOMATIC),
    ({"Return_Path": "<>"}, Reason.BOUNCE),
    ({"kind": 'multipart/report; report-type=delivery-status; boundary="x"'}, Reason.BOUNCE),
    ({"X_Anju": "cuihu"}, Reason.OURS),
    ({"sender": "cuihu@mail.example.org"}, Reason.OURS),
    ({"sender": "reply+abc@mail.example.org"}, Reason.OURS),
    ({"sender": "anju@localhost"}, Reason.OURS),
    ({"sender": ""}, Reason.NOBODY),
]


@pytest.mark.parametrize(("head", "reason"), ROBOTS)
def test_robots_are_left_aside_and_never_answered(
    town: Cast, mail_domain: str, head: dict[str, Any], reason: Reason
) -> None:
    mail = take(**head)
    assert (mail.state, mail.reason) == (MailState.IGNORED, reason)
    assert not Request.objects.of(town.cuihu.id).exists()
    assert not Letter.objects.of(town.cuihu.id).exists() and letters() == []


def test_auto_submitted_no_is_a_person(town: Cast) -> None:
    assert take(Auto_Submitted="no").state == MailState.FILED


@override_settings(MAIL_PER_HOUR=3)
def test_too_many_from_one_address_are_left_aside(town: Cast, clock: MovedClock) -> None:
    states = [take(f"第 {n} 封，楼道灯不亮", message_id=f"<{n}@example.com>").reason for n in range(5)]
    assert states == ["", "", "", Reason.OFTEN, Reason.OFTEN]
    assert (
        take("第 0 封，楼道灯不亮", message_id="<0@example.com>").state == MailState.FILED
    )  # known: not counted
    assert take(sender="li@example.com", message_id="<li@example.com>").state == MailState.FILED
    clock.forward(hours=1)
    assert take(message_id="<later@example.com>").state == MailState.FILED


@pytest.mark.parametrize("body", ["", "   \r\n\t", "> nothing of my own"])
def test_empty_mails(town: Cast, body: str) -> None:
    mail = take(body, subject="")
    if body.startswith(">"):
        assert mail.state == MailState.FILED  # handed on: what it hands on is all there is
    else:
        assert (mail.state, mail.reason) == (MailState.IGNORED, Reason.EMPTY)
        assert letters() == []


def test_our_own_letters_that_come_back_go_nowhere(town: Cast, mail_domain: str) -> None:
    take()
    (letter,) = Letter.objects.of(town.cuihu.id)
    from_us = raw(
        letter.body, sender="翠湖花园 <anju@localhost>", subject=letter.subject, message_id="<x@y.zz>"
    )
    mail = take_in(from_us)
    assert (mail.state, mail.reason) == (MailState.IGNORED, Reason.OURS)
    assert Mail.objects.of(town.cuihu.id).count() == 2 and Letter.objects.of(town.cuihu.id).count() == 1
