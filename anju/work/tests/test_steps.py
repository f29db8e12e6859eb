"""The technician answers steps on the phone: readings, yes and no, what follows where one does not pass."""

import json
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from anju.kernel import clock as kernel_clock
from anju.kernel.clock import MovedClock
from anju.kernel.files import files_of
from anju.notices.models import Notice
from anju.work.models import Job, JobStep
from anju.work.quotes import actions as quotes
from anju.work.tests.stories import leak_job, now
from anju.work.tests.test_crew_path import photo
from tests.cast import Cast

HTMX = {"HX-Request": "true"}
SOCKET, HEATING = "0105", "0109"


def at_work(cast: Cast, category: str, **more: Any) -> tuple[Job, Client, str]:
    """A job of the category at whose place 张强 is."""
    job = leak_job(cast, category=category, **more)
    client, at = cast.client_of("张强"), f"/crew/cuihu/jobs/{job.number}/"
    for move in ("accept", "set_out", "arrive"):
        client.post(f"{at}next/{move}/")
    quotes.decide_party(
        actor=cast.actor("张强"), job=now(job), party="ours"
    )  # nobody is asked for money here
    return now(job), client, at


def step_of(job: Job, number: int) -> JobStep:
    return JobStep.objects.of(job.community_id).get(job=job, number=number)


def number_of(job: Job, kind: str) -> int:
    return JobStep.objects.of(job.community_id).filter(job=job, kind=kind).order_by("number")[0].number


def test_the_phone_asks_for_the_right_thing(cast: Cast) -> None:
    _job, client, at = at_work(cast, SOCKET)
    page = client.get(at).content.decode()
    assert 'inputmode="decimal"' in page
    assert "198–235.4 V" in page
    assert page.count('name="answer" value="yes"') >= 2
    assert "有危险的步骤，要留照片" in page


def test_a_reading_within_its_limits_passes(cast: Cast) -> None:
    job, client, at = at_work(cast, SOCKET)
    number = number_of(job, "number")
    answer = client.post(f"{at}steps/{number}/answer/", {"answer": "221.5"})
    assert answer["Location"] == f"{at}#step-{number}"
    step = step_of(job, number)
    assert (step.result, step.reading, step.done_by) == ("ok", Decimal("221.5"), cast.person("张强"))
    assert "221.5 V" in client.get(at).content.decode()


@pytest.mark.parametrize("typed", ["很多", "", "1e9999"])
def test_what_is_no_reading_is_said_beside_the_field_and_kept(cast: Cast, typed: str) -> None:
    job, client, at = at_work(cast, SOCKET)
    number = number_of(job, "number")
    for headers in ({}, HTMX):
        answer = client.post(f"{at}steps/{number}/answer/", {"answer": typed}, headers=headers)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert f'aria-describedby="reading-{number}-wrong"' in page
        assert f'value="{typed}"' in page
    assert step_of(job, number).result == ""


def test_a_reading_that_breaks_its_limit_opens_a_job_with_all_that_was_found(
    cast: Cast, clock: MovedClock, inline_reactions: None
) -> None:
    job, client, at = at_work(cast, SOCKET)
    number = number_of(job, "number")
    client.post(f"{at}steps/{number}/photos/", {"photos": [photo("meter.jpg")]})
    page = client.post(f"{at}steps/{number}/answer/", {"answer": "187"}, headers=HTMX).content.decode()
    assert "读数 187 V，应为 198–235.4 V" in page
    step = step_of(job, number)
    assert step.result == "failed" and step.follow_job is not None
    follow = step.follow_job
    assert (follow.category.code, follow.state, follow.place_id) == ("0203", "waiting", job.place_id)
    assert (follow.source_type, follow.source_id) == ("work.job", job.id)
    assert job.number in follow.words and "读数 187 V，应为 198–235.4 V" in follow.words
    assert follow.arrive_by is not None and follow.arrive_by > kernel_clock.now()
    assert follow.number in page

    # The desk is told, and sees it on both jobs; the photo of the meter comes along.
    notice = Notice.objects.of(job.community_id).filter(
        title__contains="有一步没通过", person=cast.person("赵敏")
    )
    assert "187 V" in notice.get().body
    desk = cast.client_of("赵敏")
    assert follow.number in desk.get(f"/desk/cuihu/jobs/{job.number}/").content.decode()
    assert f"来自 {job.number}" in desk.get(f"/desk/cuihu/jobs/{follow.number}/").content.decode()

    # Sent again, corrected, and failed once more: there is still one job.
    for typed in ("187", "220", "180"):
        client.post(f"{at}steps/{number}/answer/", {"answer": typed})
    assert Job.objects.of(job.community_id).filter(source_id=job.id, source_type="work.job").count() == 1
    assert step_of(job, number).reading == Decimal(180)


def test_who_does_the_second_job_sees_the_photo_of_the_first(cast: Cast) -> None:
    job, client, at = at_work(cast, SOCKET)
    number = number_of(job, "number")
    client.post(f"{at}steps/{number}/photos/", {"photos": [photo()]})
    stored = files_of(job)[0]
    guard = cast.client_of("老周")
    assert guard.get(f"/files/cuihu/{stored.token}").status_code == 404
    client.post(f"{at}steps/{number}/answer/", {"answer": "187"})
    follow = step_of(job, number).follow_job
    assert follow is not None
    cast.client_of("赵敏").post(
        f"/desk/cuihu/jobs/{follow.number}/assign/", {"assignee": cast.person("老周").id}
    )
    shown = guard.get(f"/files/cuihu/{stored.token}")
    assert shown.status_code == 200
    assert shown.getvalue()
    assert stored.token in guard.get(f"/crew/cuihu/jobs/{follow.number}/").content.decode()


def test_no_tells_the_post_that_the_procedure_names(cast: Cast, inline_reactions: None) -> None:
    job, client, at = at_work(cast, SOCKET)
    number = number_of(job, "yes_no")
    assert step_of(job, number).fail_to == "ENG_LEADER"
    page = client.post(f"{at}steps/{number}/answer/", {"answer": "no", "words": "没带验电笔"}, headers=HTMX)
    assert "没带验电笔" in page.content.decode()
    told = Notice.objects.of(job.community_id).filter(title__contains="有一步没通过")
    assert [one.person for one in told] == [cast.person("刘工")]


def test_what_cannot_be_done_or_is_of_no_use_wants_a_word(cast: Cast) -> None:
    job, client, at = at_work(cast, SOCKET)
    for do, result in (("fail", "failed"), ("skip", "skipped")):
        answer = client.post(f"{at}steps/2/answer/", {"do": do, "words": " "}, headers=HTMX)
        assert answer.status_code == 422
        assert 'aria-describedby="why-2-wrong"' in answer.content.decode()
        assert step_of(job, 2).result == ""
        client.post(f"{at}steps/2/answer/", {"do": do, "words": "家里没人应门"}, headers=HTMX)
        assert (step_of(job, 2).result, step_of(job, 2).words) == (result, "家里没人应门")
        client.post(f"{at}steps/2/", {"undo": "1"})
        assert (step_of(job, 2).result, step_of(job, 2).done_at) == ("", None)


def test_nobody_answers_for_another_or_before_accepting(cast: Cast) -> None:
    job = leak_job(cast, category=SOCKET)
    number, at = number_of(job, "number"), f"/crew/cuihu/jobs/{job.number}/"
    assert cast.client_of("张强").post(f"{at}steps/{number}/answer/", {"answer": "220"}).status_code == 409
    cast.client_of("张强").post(f"{at}next/accept/")
    assert cast.client_of("刘工").post(f"{at}steps/{number}/answer/", {"answer": "220"}).status_code == 403
    assert cast.client_of("老周").post(f"{at}steps/{number}/answer/", {"answer": "220"}).status_code == 404
    assert cast.client_of("张强").post(f"{at}steps/99/answer/", {"answer": "220"}).status_code == 404
    assert step_of(job, number).result == ""


def test_a_wanted_photo_holds_the_end_up_until_it_is_there_or_explained(cast: Cast) -> None:
    job, client, at = at_work(cast, HEATING)
    wanted = list(JobStep.objects.of(job.community_id).filter(job=job).exclude(evidence_why=""))
    assert [step.evidence_why for step in wanted] == ["risk", "risk"]
    first, second = (step.number for step in wanted)
    answer = client.post(f"{at}finish/", {"words": "换了阀"})
    assert answer.status_code == 422
    assert f"第 {first}、{second} 步还要一张照片才能完成" in answer.content.decode()
    assert now(job).state == "arrived"

    client.post(f"{at}steps/{first}/photos/", {"photos": [photo()]})
    assert f"第 {second} 步还要" in client.post(f"{at}finish/", {"words": "换了阀"}).content.decode()
    client.post(f"{at}steps/{second}/answer/", {"do": "no_photo", "words": "手机进水了，拍不了"})
    assert client.post(f"{at}finish/", {"words": "换了阀"}).status_code == 302
    assert now(job).state == "finished"
    desk = cast.client_of("赵敏").get(f"/desk/cuihu/jobs/{job.number}/").content.decode()
    assert "没拍照：手机进水了，拍不了" in desk


def test_a_photo_that_is_not_wanted_stays_free(cast: Cast) -> None:
    job, client, at = at_work(cast, "0101")
    assert not JobStep.objects.of(job.community_id).filter(job=job).exclude(evidence_why="").exists()
    assert client.post(f"{at}finish/", {"words": "换了垫片"}).status_code == 302


def test_one_job_in_ten_is_drawn_and_a_pressing_one_always(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressing = leak_job(cast, priority="P2")
    steps = JobStep.objects.of(pressing.community_id)
    assert set(
        steps.filter(job=pressing).exclude(evidence_why="").values_list("evidence_why", flat=True)
    ) == {"priority"}
    monkeypatch.setattr("anju.work.step_rules.draw_of", lambda job_id: 0.05)
    drawn = leak_job(cast)
    assert set(steps.filter(job=drawn).exclude(evidence_why="").values_list("evidence_why", flat=True)) == {
        "draw"
    }


def test_lateness_is_said_quietly_and_blocks_nothing(cast: Cast, clock: MovedClock) -> None:
    job, client, at = at_work(cast, "0101", level=1)
    client.post(f"{at}steps/1/")
    clock.forward(minutes=42)  # from one step to the next: 30 minutes at level 1, counted from the report
    client.post(f"{at}steps/2/")
    page = client.get(at).content.decode()
    assert "比说好的晚了 12 分钟" in page
    assert step_of(job, 2).result == "ok"


@pytest.mark.parametrize(("level", "minutes"), [(1, "60.0"), (2, "90.0"), (3, "120.0")])
def test_the_limit_is_that_of_the_service_level(cast: Cast, level: int, minutes: str) -> None:
    job = leak_job(cast, level=level)
    step = JobStep.objects.of(job.community_id).get(job=job, action__startswith="断电关阀后施工")
    assert (str(step.minutes), step.due_from) == (minutes, "previous")


def test_a_tick_is_too_little_where_a_reading_is_asked(cast: Cast) -> None:
    job, client, at = at_work(cast, SOCKET)
    number = number_of(job, "number")
    assert client.post(f"{at}steps/{number}/", headers=HTMX).status_code in (400, 422)
    assert step_of(job, number).result == ""


def test_an_answer_over_the_api(cast: Cast) -> None:
    job, client, _at = at_work(cast, SOCKET)
    number, url = number_of(job, "number"), f"/api/v1/communities/cuihu/jobs/{job.number}"
    sent = client.post(
        f"{url}/steps/{number}/answer", json.dumps({"answer": "200"}), content_type="application/json"
    )
    step = sent.json()["steps"][number - 1]
    assert (step["result"], Decimal(step["reading"]), step["evidence_why"]) == ("ok", Decimal(200), "risk")
    refused = client.post(f"{url}/finish", json.dumps({"words": "好了"}), content_type="application/json")
    assert refused.status_code == 409
    for one in (number - 1, number):
        client.post(
            f"{url}/steps/{one}/no-photo", json.dumps({"words": "镜头坏了"}), content_type="application/json"
        )
    done = client.post(f"{url}/finish", json.dumps({"words": "好了"}), content_type="application/json")
    assert done.json()["state"] == "finished"
    left = client.post(f"{url}/sign-off", json.dumps({"absent": True}), content_type="application/json")
    assert left.json()["sign_off"]["present"] is False


def test_the_follow_up_is_due_by_the_promise_of_its_own_kind(cast: Cast, clock: MovedClock) -> None:
    job, client, at = at_work(cast, SOCKET)
    number = number_of(job, "number")
    client.post(f"{at}steps/{number}/answer/", {"answer": "250"})
    follow = step_of(job, number).follow_job
    assert follow is not None and follow.arrive_by is not None and follow.category.arrive_minutes
    assert follow.arrive_by == kernel_clock.now() + timedelta(minutes=follow.category.arrive_minutes)


def test_a_step_that_waits_leads_to_the_hold(cast: Cast) -> None:
    job, client, at = at_work(cast, "0101")
    step = JobStep.objects.of(job.community_id).filter(job=job, fail_opens="hold_reason")[0]
    client.post(f"{at}steps/{step.number}/answer/", {"do": "fail", "words": "没有人开门"})
    page = client.get(at).content.decode()
    assert f"{at}hold/?reason={step.fail_to}" in page
    form = client.get(f"{at}hold/", {"reason": step.fail_to}).content.decode()
    assert re.search(f'value="{step.fail_to}"[^>]*checked', form)
