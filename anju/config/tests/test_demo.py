"""The demo: the same code builds a small estate and lives through two of its days, in order and never ahead of now."""

from collections.abc import Iterator
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from anju.config.demo import building
from anju.config.tests.conftest import NOW
from anju.kernel.models import Event
from anju.notices.models import Delivery, Notice
from anju.people.queries import demo_faces
from anju.places.models import Community
from anju.requests.choices import RequestState
from anju.requests.models import Message, Request
from anju.work.models import Job


@pytest.fixture(scope="module")
def lived(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tiny: None) -> Iterator[None]:
    """The tiny estate with its life, built once for all stories of this file; taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", verbosity=0)
        yield
        transaction.set_rollback(True)


def everything() -> list[int]:
    return [model.objects.across().count() for model in (Request, Job, Message, Notice, Delivery, Event)]


def test_what_happens_to_a_request_is_told_in_the_order_of_time(lived: None) -> None:
    events = Event.objects.across().order_by("about_type", "about_id", "id")
    for about, told in groupby(events, key=lambda event: (event.about_type, event.about_id)):
        times = [event.at for event in told]
        assert times == sorted(times), about
    assert Event.objects.across().filter(kind="requests.request.closed").exists()


def test_numbers_follow_the_hours_of_their_day(lived: None) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    requests = list(Request.objects.across().order_by("number"))
    assert len(requests) > 40
    for one in requests:
        assert one.number.split("-")[1] == f"{one.opened_at.astimezone(zone):%Y%m%d}"
    for _day, of_day in groupby(requests, key=lambda one: one.number.rpartition("-")[0]):
        for before, after in pairwise(of_day):
            assert before.opened_at <= after.opened_at, (before.number, after.number)


def test_nothing_lies_ahead_of_the_present(lived: None) -> None:
    assert Event.objects.across().latest("at").at <= NOW
    for one in Request.objects.across():
        done = [one.opened_at, one.answered_at, one.arrived_at, one.finished_at, one.closed_at, one.urged_at]
        assert [at for at in done if at is not None and at > NOW] == []
    assert not Notice.objects.across().filter(at__gt=NOW).exists()
    assert not Message.objects.across().filter(at__gt=NOW).exists()
    waiting = Delivery.objects.across().filter(state=Delivery.State.WAITING)
    assert not waiting.filter(not_before__lt=NOW).exists(), "told in a played past, not to be sent today"


def test_the_board_has_something_for_everybody(lived: None) -> None:
    states = set(Request.objects.across().values_list("state", flat=True))
    assert {RequestState.NEW, RequestState.OPEN, RequestState.DONE, RequestState.CLOSED} <= states
    merged = Request.objects.across().filter(state=RequestState.MERGED)
    assert merged.count() > 5
    assert len({one.merged_into_id for one in merged}) == 1
    jobs = {job.state for job in Job.objects.across()}
    assert {"assigned", "accepted", "on_way", "arrived", "finished"} <= jobs


def test_a_second_run_adds_nothing(lived: None) -> None:
    before = everything()
    first, later = building.slices(NOW)
    building.make_days([*first, *later], NOW, str)
    call_command("demo", "--if-empty")
    assert everything() == before
    with pytest.raises(SystemExit):
        call_command("demo")
    assert everything() == before
    assert Community.objects.count() == 1


def test_everybody_offered_can_sign_in_and_has_a_page(lived: None) -> None:
    faces = demo_faces()
    assert [face.url.split("/")[1] for face in faces] == ["home", "crew", "desk", "desk"]
    for face in faces:
        client = Client()
        answer = client.post("/sign-in/", {"login": face.phone, "password": building.PASSWORD})
        assert answer.status_code == 302, answer.content
        assert client.get(face.url, follow=True).status_code == 200
