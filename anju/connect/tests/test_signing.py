"""Messages are signed by Standard Webhooks: reckoned here once by hand, with nothing but hmac."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from standardwebhooks.webhooks import Webhook as Verifier

from anju.connect import rules
from anju.connect.models import Webhook
from anju.connect.sending import signed_headers
from anju.connect.tests.receiver import Receiver
from anju.kernel.clock import now
from anju.kernel.events import Recorded
from tests.cast import Cast, people
from tests.worker import work_off

KEY = bytes(range(32))
SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
AT = datetime(2026, 11, 23, 1, 0, 0, tzinfo=UTC)
BODY = '{"type":"people.person.added","data":{"名":"水"}}'
# printf '%s' "msg_42.1795395600.$BODY" | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f -binary | base64
SIGNATURE = "v1,2r00CdEKRJtorRn5npSpoL4vQkqGxfp1yYWXaSFH7lM="


def test_the_headers_are_those_of_the_specification() -> None:
    headers = signed_headers(SECRET, "msg_42", AT, BODY)
    assert headers["webhook-id"] == "msg_42"
    assert headers["webhook-timestamp"] == str(int(AT.timestamp())) == "1795395600"
    assert headers["webhook-signature"] == SIGNATURE
    signed = hmac.new(KEY, f"msg_42.1795395600.{BODY}".encode(), hashlib.sha256).digest()
    assert "v1," + base64.b64encode(signed).decode() == SIGNATURE


def test_the_zone_of_the_time_does_not_matter() -> None:
    shanghai = AT.astimezone(ZoneInfo("Asia/Shanghai"))
    assert signed_headers(SECRET, "msg_42", shanghai, BODY) == signed_headers(SECRET, "msg_42", AT, BODY)


@pytest.mark.parametrize(
    ("message_id", "at", "body"),
    [("msg_43", AT, BODY), ("msg_42", AT.replace(second=1), BODY), ("msg_42", AT, BODY + " ")],
)
def test_every_part_is_signed(message_id: str, at: datetime, body: str) -> None:
    assert signed_headers(SECRET, message_id, at, body)["webhook-signature"] != SIGNATURE


def test_a_receiver_verifies_what_it_gets_with_the_library_of_the_specification(
    cast: Cast, webhook: Webhook, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = people.add_person(actor=cast.actor("陈静"), community_id=cast.cuihu.id, name="新邻居")
    work_off()
    (got,) = receiver.received
    monkeypatch.setattr("standardwebhooks.webhooks.datetime", Standing)  # its clock stands where ours does
    message = Verifier(webhook.secret).verify(got.body, got.headers)
    assert message["type"] == "people.person.added"
    assert message["data"]["about"] == {"type": "people.person", "id": str(person.id)}
    assert "新邻居" not in got.body  # ids only, no personal text


class Standing(datetime):
    @classmethod
    def now(cls, tz: object = None) -> datetime:
        return now()


def test_ids_are_texts_because_they_exceed_what_a_float_holds() -> None:
    told = Recorded(
        id=2**62 + 1,
        community_id=2**62 + 2,
        at=AT,
        kind="work.job.assigned",
        actor_kind="system",
        person_id=None,
        account_id=None,
        about_type="work.job",
        about_id=2**62 + 3,
        facts={"assignee_id": 2**62 + 4, "before_id": None, "step": 3},
    )
    message = json.loads(rules.body_of(told))
    assert message["timestamp"] == "2026-11-23T01:00:00+00:00"
    assert message["data"] == {
        "id": str(2**62 + 1),
        "community_id": str(2**62 + 2),
        "actor": {"kind": "system", "person_id": None},
        "about": {"type": "work.job", "id": str(2**62 + 3)},
        "facts": {"assignee_id": str(2**62 + 4), "before_id": None, "step": 3},
    }
