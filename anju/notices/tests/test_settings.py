"""How people say in which way they want to be told."""

from datetime import time

import pytest

from anju.notices.choices import Topic
from anju.notices.models import Delivery, Preference, QuietHours
from anju.notices.queries import choices_of, quiet_hours_of
from anju.notices.tests.telling import tell, with_email
from tests.cast import Cast

HOME = "/home/cuihu/inbox/settings/"


def kept(cast: Cast, name: str) -> tuple[int, int]:
    person = cast.person(name)
    return (
        Preference.objects.of(person.community_id).filter(person=person).count(),
        QuietHours.objects.of(person.community_id).filter(person=person).count(),
    )


def test_the_page_says_plainly_that_danger_always_comes(cast: Cast) -> None:
    page = cast.client_of("王小明").get(HOME).content.decode()
    assert "总会告诉您，什么时间都发，不能关" in page
    assert "138****0001" in page
    assert "我报的事的进展" in page
    assert "派给我的工作" not in page, "a resident hears nothing of jobs"


@pytest.mark.parametrize(
    ("face", "name", "topic"), [("crew", "张强", "派给我的工作"), ("desk", "赵敏", "前台新来的事")]
)
def test_each_face_offers_its_own_topics(cast: Cast, face: str, name: str, topic: str) -> None:
    page = cast.client_of(name).get(f"/{face}/cuihu/inbox/settings/").content.decode()
    assert topic in page
    assert "我报的事的进展" not in page


def test_a_choice_is_kept_and_followed(cast: Cast) -> None:
    with_email(cast, "王小明")
    client = cast.client_of("王小明")
    answer = client.post(HOME, {"sms-progress": "on", "quiet": "on", "starts": "21:30", "ends": "08:00"})
    assert answer["Location"] == HOME
    person = cast.person("王小明")
    chosen = {choice.topic: choice for choice in choices_of(person.community_id, person.id)}
    assert (chosen[Topic.PROGRESS].email, chosen[Topic.PROGRESS].sms) == (False, True)
    quiet = quiet_hours_of(person.community_id, person.id)
    assert (quiet.starts, quiet.ends) == (time(21, 30), time(8))
    tell(cast, "王小明")
    assert [delivery.channel for delivery in Delivery.objects.of(cast.cuihu.id)] == ["sms"]


def test_no_quiet_hours_means_none(cast: Cast) -> None:
    client = cast.client_of("王小明")
    client.post(HOME, {"starts": "22:00", "ends": "07:00"})
    person = cast.person("王小明")
    quiet = quiet_hours_of(person.community_id, person.id)
    assert quiet.starts == quiet.ends
    page = client.get(HOME).content.decode()
    assert 'value="22:00' in page, "the usual hours are offered when one wants them again"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"quiet": "on", "starts": "08:00", "ends": "23:00"}, "最长 14 小时"),
        ({"quiet": "on", "starts": "08:00", "ends": ""}, "请写上几点"),
        ({"quiet": "on", "starts": "25:00", "ends": "07:00"}, "is-invalid"),
        ({"quiet": "on", "starts": "22:00", "ends": "22:00"}, "同一时刻"),
    ],
)
def test_hours_without_sense_are_refused_and_nothing_is_kept(cast: Cast, given: dict, words: str) -> None:
    answer = cast.client_of("王小明").post(HOME, {"sms-progress": "on", **given})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert kept(cast, "王小明") == (0, 0)


def test_a_topic_that_is_not_one_s_own_cannot_be_set(cast: Cast) -> None:
    cast.client_of("王小明").post(HOME, {"sms-desk": "on", "sms-danger": "on", "email-work": "on"})
    person = cast.person("王小明")
    topics = set(Preference.objects.of(person.community_id).values_list("topic", flat=True))
    assert topics == {Topic.PROGRESS, Topic.DIALOGUE}


def test_everything_off_is_kept_too(cast: Cast) -> None:
    with_email(cast, "王小明")
    assert cast.client_of("王小明").post(HOME, {})["Location"] == HOME
    tell(cast, "王小明")
    assert not Delivery.objects.of(cast.cuihu.id).exists()
