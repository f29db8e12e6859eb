"""What a worker may not do, or not yet; and what happens to a job that is given back."""

import pytest
from django.test import Client

from anju.notices.models import Notice
from anju.work.models import JobNote
from anju.work.tests.stories import leak_job, now
from tests.cast import OUTSIDER, Cast

POSTS = [
    ("next/accept/", {}),
    ("next/set_out/", {}),
    ("next/arrive/", {}),
    ("refuse/", {"reason": "busy"}),
    ("steps/1/", {}),
    ("parts/", {"name": "软管", "quantity": "1"}),
    ("finish/", {"words": "换了角阀"}),
]


def as_it_stands(job) -> dict:
    return {name: value for name, value in vars(now(job)).items() if not name.startswith("_")}


def test_a_refused_job_waits_again_and_the_dispatchers_hear_why(cast: Cast, inline_reactions: None) -> None:
    job = leak_job(cast)
    client = cast.client_of("张强")
    answer = client.post(
        f"/crew/cuihu/jobs/{job.number}/refuse/", {"reason": "tools", "words": "缺DN15的角阀"}
    )
    assert answer["Location"] == "/crew/cuihu/"
    assert (now(job).state, now(job).assignee_id) == ("waiting", None)
    assert JobNote.objects.of(job.community_id).get().words == "缺工具或配件。缺DN15的角阀"
    told = Notice.objects.of(job.community_id).filter(person=cast.person("赵敏")).latest("id")
    assert told.title == f"{job.number} 被退回，需要改派"
    assert "缺工具或配件" in told.body
    assert job.number not in client.get("/crew/cuihu/").content.decode()


@pytest.mark.parametrize(
    "given", [{}, {"reason": "lazy"}, {"reason": "other"}, {"reason": "other", "words": " "}]
)
def test_a_refusal_without_reason_changes_nothing(cast: Cast, given: dict) -> None:
    job = leak_job(cast)
    before = as_it_stands(job)
    answer = cast.client_of("张强").post(f"/crew/cuihu/jobs/{job.number}/refuse/", given)
    assert answer.status_code == 422
    assert "is-invalid" in answer.content.decode() or "a-field-error" in answer.content.decode()
    assert as_it_stands(job) == before


@pytest.mark.parametrize(("path", "given"), POSTS)
def test_another_technicians_job_is_not_there(cast: Cast, path: str, given: dict) -> None:
    job = leak_job(cast)
    before = as_it_stands(job)
    stranger = cast.client_of("老周")
    assert stranger.get(f"/crew/cuihu/jobs/{job.number}/").status_code == 404
    assert stranger.post(f"/crew/cuihu/jobs/{job.number}/{path}", given).status_code == 404
    assert as_it_stands(job) == before


@pytest.mark.parametrize(("path", "given"), POSTS)
def test_the_lead_sees_it_but_does_not_do_it_for_another(cast: Cast, path: str, given: dict) -> None:
    job = leak_job(cast)
    before = as_it_stands(job)
    lead = cast.client_of("刘工")
    page = lead.get(f"/crew/cuihu/jobs/{job.number}/").content.decode()
    assert "这件在 张强 手上" in page
    assert "接单</button>" not in page
    assert lead.post(f"/crew/cuihu/jobs/{job.number}/{path}", given).status_code == 403
    assert as_it_stands(job) == before


@pytest.mark.parametrize(
    ("steps", "path", "words"),
    [
        ([], "next/set_out/", "请先接单"),
        ([], "steps/1/", "请先接单"),
        ([], "finish/", "请先接单"),
        (["accept"], "finish/", "请先点“我已到达”"),
        (["accept"], "next/accept/", "已经接单了"),
        (["accept", "set_out", "arrive"], "refuse/", "已经到场"),
    ],
)
def test_a_step_out_of_order_is_refused_in_words(cast: Cast, steps: list[str], path: str, words: str) -> None:
    job = leak_job(cast)
    client, at = cast.client_of("张强"), f"/crew/cuihu/jobs/{job.number}/"
    for step in steps:
        client.post(f"{at}next/{step}/")
    before = as_it_stands(job)
    answer = client.post(f"{at}{path}", {"words": "换了角阀", "reason": "busy"})
    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert as_it_stands(job) == before


def test_the_crew_s_pages_are_for_the_crew(cast: Cast) -> None:
    job = leak_job(cast)
    for path in ("", "scan/", "done/", f"jobs/{job.number}/"):
        assert cast.client_of("王小明").get(f"/crew/cuihu/{path}").status_code == 404
        assert cast.client_of("马超").get(f"/crew/cuihu/{path}").status_code == 404
        assert cast.client_of(OUTSIDER).get(f"/crew/cuihu/{path}").status_code == 404
        answer = Client().get(f"/crew/cuihu/{path}")
        assert answer["Location"].startswith("/sign-in/")


def test_an_unknown_step_is_not_there(cast: Cast) -> None:
    job = leak_job(cast)
    client = cast.client_of("张强")
    assert client.post(f"/crew/cuihu/jobs/{job.number}/next/finish/").status_code == 404
    assert client.post(f"/crew/cuihu/jobs/{job.number}/steps/99/").status_code in (404, 409)
    assert client.get(f"/crew/cuihu/jobs/{job.number}/next/accept/").status_code == 405


def test_a_refusal_through_htmx_leads_back_to_the_list_or_shows_what_is_missing(cast: Cast) -> None:
    job = leak_job(cast)
    client, at = cast.client_of("张强"), f"/crew/cuihu/jobs/{job.number}/refuse/"
    answer = client.post(at, {"reason": "other"}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "请写一句是什么原因" in answer.content.decode().split('id="refuse-form"')[1]
    answer = client.post(at, {"reason": "unwell"}, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/crew/cuihu/"
    assert now(job).state == "waiting"
