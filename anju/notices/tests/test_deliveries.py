"""From a notice to an e-mail and a text message: by choice, outside quiet hours, again after a failure, never twice."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core import mail
from django.db import connection

from anju.kernel.clock import MovedClock
from anju.kernel.models import SentText
from anju.notices.actions import mark_read
from anju.notices.choices import Topic
from anju.notices.jobs import deliver, sweep
from anju.notices.models import Delivery
from anju.notices.tests.telling import SHANGHAI, at, only_delivery, queued, tell, with_email, work_off
from tests.cast import Cast


def state_of(cast: Cast) -> tuple[str, int]:
    delivery = only_delivery(cast)
    return delivery.state, delivery.tries


def test_an_email_in_our_look_with_the_way_to_the_page_and_to_the_settings(
    cast: Cast, clock: MovedClock
) -> None:
    with_email(cast, "王小明")
    tell(cast, "王小明", title="张强已接单 <b>")
    work_off(at(9))
    (letter,) = mail.outbox
    assert letter.to == ["wang@example.org"]
    assert letter.subject == "张强已接单 <b> · 翠湖花园"
    assert re.search(r"http://localhost:8000/n/\w+/", letter.body)
    assert "/home/cuihu/inbox/settings/" in letter.body
    html, kind = letter.alternatives[0]
    assert kind == "text/html"
    assert "张强已接单 &lt;b&gt;" in html
    assert "0571-88001234" in html
    assert "/home/cuihu/inbox/settings/" in letter.extra_headers["List-Unsubscribe"]
    assert state_of(cast) == ("sent", 1)


def test_without_an_address_nothing_goes_out(cast: Cast) -> None:
    tell(cast, "王小明")
    assert not Delivery.objects.of(cast.cuihu.id).exists()


def test_danger_goes_out_by_every_channel_at_any_hour(cast: Cast, clock: MovedClock) -> None:
    clock.to(at(2))
    with_email(cast, "王小明")
    client = cast.client_of("王小明")
    client.post("/home/cuihu/inbox/settings/", {"quiet": "on", "starts": "20:00", "ends": "08:00"})
    tell(cast, "王小明", topic=Topic.DANGER, danger=True, title="3栋有燃气味，请开窗离开", body="")
    work_off(at(2))
    assert [letter.subject for letter in mail.outbox] == ["3栋有燃气味，请开窗离开 · 翠湖花园"]
    words = SentText.objects.get().words
    assert words.startswith("3栋有燃气味，请开窗离开 http://")
    assert len(words) <= 70


@pytest.mark.parametrize(
    ("said", "goes"),
    [
        (at(21, 59), at(21, 59)),
        (at(22), at(7, day=24)),
        (at(23, 30), at(7, day=24)),
        (at(3), at(7)),
        (at(6, 59), at(7)),
        (at(7), at(7)),
    ],
)
def test_quiet_hours_hold_a_delivery_until_morning(cast: Cast, clock: MovedClock, said, goes) -> None:
    with_email(cast, "王小明")
    clock.to(said)
    tell(cast, "王小明")
    (job,) = queued()
    assert job.scheduled_at.astimezone(SHANGHAI) == goes
    clock.to(goes)
    work_off(goes)
    assert state_of(cast) == ("sent", 1)


def test_a_worker_that_comes_late_does_not_wake_anybody(cast: Cast, clock: MovedClock) -> None:
    with_email(cast, "王小明")
    clock.to(at(21, 30))
    tell(cast, "王小明")
    clock.to(at(23))
    work_off(at(23))
    assert mail.outbox == []
    assert only_delivery(cast).not_before == at(7, day=24)
    clock.to(at(7, day=24))
    work_off(at(7, day=24))
    assert len(mail.outbox) == 1


def test_what_was_read_meanwhile_is_not_sent_in_the_morning(cast: Cast, clock: MovedClock) -> None:
    with_email(cast, "王小明")
    clock.to(at(23))
    tell(cast, "王小明")
    mark_read(standing=cast.actor("王小明").at(cast.cuihu.id))
    clock.to(at(7, day=24))
    work_off(at(7, day=24))
    assert mail.outbox == []
    assert state_of(cast) == ("needless", 0)


class Broken:
    """A channel that fails so many times, then keeps what is sent."""

    failures = 0
    sent: list[str] = []

    def send(self, *, phone: str, words: str) -> None:
        if Broken.failures:
            Broken.failures -= 1
            raise ConnectionError("gateway does not answer")
        Broken.sent.append(phone)


@pytest.fixture
def broken(settings) -> type[Broken]:
    settings.SMS_CHANNEL = f"{__name__}.Broken"
    Broken.failures, Broken.sent = 0, []
    return Broken


def test_a_failed_try_is_repeated_later_each_time(
    cast: Cast, clock: MovedClock, broken: type[Broken]
) -> None:
    broken.failures = 3
    tell(cast, "王小明", danger=True)
    moments = []
    for _ in range(4):
        due = queued()[-1].scheduled_at
        moments.append(due)
        clock.to(due)
        deliver(community_id=cast.cuihu.id, delivery_id=only_delivery(cast).id)
    waits = [after - before for before, after in pairwise(moments)]
    assert waits == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert broken.sent == ["13800000001"]
    assert state_of(cast) == ("sent", 4)
    assert only_delivery(cast).error == ""


def test_a_second_try_keeps_quiet_hours_too(cast: Cast, clock: MovedClock, broken: type[Broken]) -> None:
    broken.failures = 1
    client = cast.client_of("王小明")
    client.post(
        "/home/cuihu/inbox/settings/",
        {"quiet": "on", "starts": "22:00", "ends": "07:00", "sms-progress": "on"},
    )
    clock.to(at(21, 59) + timedelta(seconds=45))
    tell(cast, "王小明")
    deliver(community_id=cast.cuihu.id, delivery_id=only_delivery(cast).id)
    assert only_delivery(cast).not_before == at(7, day=24)


def test_after_the_last_try_it_is_given_up_with_the_reason(
    cast: Cast, clock: MovedClock, broken: type[Broken]
) -> None:
    broken.failures = 99
    tell(cast, "王小明", danger=True)
    for _ in range(20):
        clock.forward(hours=3)
        deliver(community_id=cast.cuihu.id, delivery_id=only_delivery(cast).id)
    assert state_of(cast) == ("failed", 16)
    assert "gateway does not answer" in only_delivery(cast).error


def test_running_a_delivery_twice_sends_once(cast: Cast, clock: MovedClock) -> None:
    with_email(cast, "王小明")
    tell(cast, "王小明")
    for _ in range(3):
        deliver(community_id=cast.cuihu.id, delivery_id=only_delivery(cast).id)
    assert len(mail.outbox) == 1


def test_a_lost_job_is_found_by_the_sweep_once(cast: Cast, clock: MovedClock) -> None:
    with_email(cast, "王小明")
    tell(cast, "王小明")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'anju.notices.jobs.deliver'")
    clock.forward(minutes=20)
    sweep(timestamp=0)
    assert queued() == [], "it is not lost yet"
    clock.forward(minutes=20)
    sweep(timestamp=0)
    sweep(timestamp=0)
    assert len(queued()) == 1
    work_off(at(12))
    assert len(mail.outbox) == 1


def test_a_landline_gets_no_text_message(cast: Cast) -> None:
    person = cast.person("王小明")
    person.phone = "057188001234"
    person.save(update_fields=["phone"])
    tell(cast, "王小明", danger=True)
    assert not Delivery.objects.of(cast.cuihu.id).exists()


def test_telling_many_people_asks_the_database_little(
    cast: Cast, clock: MovedClock, django_assert_max_num_queries
) -> None:
    names = ["王小明", "李芳", "欧阳慧敏", "赵敏", "张强", "刘工", "陈静", "老周"]
    for name in names:
        with_email(cast, name, f"{cast.person(name).id}@example.org")
    people = [cast.person(name) for name in names]
    with django_assert_max_num_queries(12):
        tell(cast, *names, danger=True)
    assert Delivery.objects.of(cast.cuihu.id).count() == 2 * len(people) == len(queued())
