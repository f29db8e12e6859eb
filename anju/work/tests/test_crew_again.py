"""A phone that lost its network sends again what the server may have heard already."""

import json

from anju.work.models import PartUsed
from anju.work.tests.stories import leak_job, now
from tests.cast import Cast

HTMX = {"HX-Request": "true"}


def test_a_part_that_is_sent_twice_is_noted_once(cast: Cast) -> None:
    job = leak_job(cast)
    client, at = cast.client_of("张强"), f"/crew/cuihu/jobs/{job.number}/"
    client.post(f"{at}next/accept/")
    for _ in range(3):
        answer = client.post(f"{at}parts/", {"name": "角阀", "quantity": "2", "key": "one"}, headers=HTMX)
        assert answer.status_code == 200
    client.post(f"{at}parts/", {"name": "角阀", "quantity": "2", "key": "two"}, headers=HTMX)
    assert PartUsed.objects.of(job.community_id).filter(job=job).count() == 2


def test_a_step_that_comes_late_is_answered_in_words_and_changes_nothing(cast: Cast) -> None:
    job = leak_job(cast)
    client, at = cast.client_of("张强"), f"/crew/cuihu/jobs/{job.number}/"
    client.post(f"{at}next/accept/")
    client.post(f"{at}next/set_out/")
    answer = client.post(f"{at}next/accept/", headers=HTMX)
    assert answer.status_code == 409
    assert json.loads(answer["HX-Trigger"])["toast"]["words"] == "已经在路上了。"
    assert now(job).state == "on_way"


def test_ticking_twice_is_ticking_once(cast: Cast) -> None:
    job = leak_job(cast)
    client, at = cast.client_of("张强"), f"/crew/cuihu/jobs/{job.number}/"
    client.post(f"{at}next/accept/")
    for _ in range(2):
        assert client.post(f"{at}steps/1/", headers=HTMX).status_code == 200


def test_the_page_says_for_whom_unsent_steps_are_kept(cast: Cast) -> None:
    page = cast.client_of("张强").get("/crew/cuihu/").content.decode()
    assert f'data-keeper="{cast.person("张强").id}"' in page
