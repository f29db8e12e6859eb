"""The commands that fill an empty database: the demo's first days, or the first community of a company."""

import getpass
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client

from anju.config.tests.conftest import NOW
from anju.people.models import Account
from anju.places.models import Community
from anju.requests.models import Request

pytestmark = pytest.mark.django_db
FOUNDED = {
    "company": "安心物业服务有限公司",
    "community": "杏花村",
    "slug": "xinghua",
    "manager": "陈静",
    "phone": "13800000007",
}
PASSWORD = "three quiet words"


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is typed when the command asks."""
    typed = [PASSWORD]
    monkeypatch.setattr(getpass, "getpass", lambda prompt: typed[-1])
    return typed


def test_the_first_slice_is_there_at_once_and_the_worker_makes_the_rest(db: None, tiny: None) -> None:
    call_command("demo", "--first-slice", verbosity=0)
    yesterday = NOW.replace(hour=0, minute=0) - timedelta(days=1)
    assert Request.objects.across().filter(opened_at__gt=yesterday).exists()
    assert not Request.objects.across().filter(opened_at__lt=yesterday).exists()
    queued = apps.get_model("procrastinate.ProcrastinateJob").objects.filter(queue_name="demo")
    assert sorted(job.args["day"] for job in queued) == ["2026-11-21"]


def test_a_founded_community_has_its_catalogue_and_a_manager_who_can_sign_in(password: list[str]) -> None:
    call_command("found", **FOUNDED)
    manager = Client()
    assert manager.post("/sign-in/", {"login": FOUNDED["phone"], "password": PASSWORD}).status_code == 302
    for page in ("today/", "requests/", "places/", "people/", "standards/"):
        assert manager.get(f"/desk/xinghua/{page}").status_code == 200, page
    assert "水龙头" in manager.get("/desk/xinghua/standards/").content.decode()
    assert "杏花村" in manager.get("/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "typed"),
    [({}, "12345678"), ({}, "kurz"), ({"phone": "138"}, PASSWORD), ({"slug": "Xing Hua"}, PASSWORD)],
)
def test_what_is_wrong_is_said_and_nothing_is_founded(
    password: list[str], wrong: dict[str, str], typed: str
) -> None:
    password.append(typed)
    with pytest.raises(CommandError):
        call_command("found", **FOUNDED | wrong)
    assert not Community.objects.exists()
    assert not Account.objects.exists()


def test_a_second_community_of_the_same_name_in_addresses_is_refused(password: list[str]) -> None:
    call_command("found", **FOUNDED)
    with pytest.raises(CommandError):
        call_command("found", **FOUNDED | {"phone": "13800000008", "manager": "何丽"})
    assert Community.objects.count() == 1
    assert Account.objects.count() == 1
