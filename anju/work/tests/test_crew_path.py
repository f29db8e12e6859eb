"""A technician's whole path through the pages."""

import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from anju.kernel import clock
from anju.kernel.clock import MovedClock
from anju.kernel.files import files_of
from anju.work.models import JobNote, JobStep, PartUsed
from anju.work.tests.stories import leak_job, now
from tests.cast import Cast


def photo(name: str = "after.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (160, 190, 186)).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def test_the_whole_path_from_the_list_to_done(cast: Cast, clock: MovedClock) -> None:
    job = leak_job(cast)
    client = cast.client_of("张强")
    today = client.get("/crew/cuihu/").content.decode()
    assert "等您接单 1 件" in today
    assert "3栋2单元1001" in today

    at = f"/crew/cuihu/jobs/{job.number}/"
    assert client.post(f"{at}next/accept/", {"from": "today"})["Location"] == "/crew/cuihu/"
    assert client.post(f"{at}next/set_out/", {"from": "today"})["Location"] == "/crew/cuihu/"
    assert client.post(f"{at}next/arrive/", {"from": "today"})["Location"] == at
    assert now(job).state == "arrived"

    assert client.post(f"{at}steps/1/").status_code == 302
    assert client.post(f"{at}parts/", {"name": "角阀", "quantity": "2", "unit": "个"}).status_code == 302
    assert client.post(f"{at}photos/before/", {"photos": [photo("before.jpg")]}).status_code == 302
    assert "做了什么" in client.get(f"{at}finish/").content.decode()
    clock.forward(minutes=40)
    answer = client.post(f"{at}finish/", {"words": "换了角阀，试水不漏", "photos": [photo(), photo()]})
    assert answer["Location"] == at

    assert now(job).state == "finished"
    assert JobStep.objects.of(job.community_id).filter(job=job, done_at__isnull=False).count() == 1
    assert str(PartUsed.objects.of(job.community_id).get()) == "角阀 2.00个"
    assert [stored.purpose for stored in files_of(job)] == ["before", "after", "after"]
    assert JobNote.objects.of(job.community_id).get().words == "换了角阀，试水不漏"
    assert "这件做完了" in client.get(at).content.decode()
    assert "今天做完 1 件" in client.get("/crew/cuihu/").content.decode()


def test_after_one_job_comes_the_next(cast: Cast) -> None:
    first, second = leak_job(cast), leak_job(cast, place="3-2-302")
    client = cast.client_of("张强")
    at = f"/crew/cuihu/jobs/{first.number}/"
    for step in ("accept", "set_out", "arrive"):
        client.post(f"{at}next/{step}/")
    client.post(f"{at}finish/", {"words": "换了垫片"})
    page = client.get(at).content.decode()
    assert "下一件" in page
    assert second.number in page


def test_the_list_puts_what_waits_first_then_what_presses(cast: Cast) -> None:
    soon = leak_job(cast, place="3-2-302", arrive_by=clock.now() + timedelta(minutes=30))
    later = leak_job(cast, place="3-2-1002", arrive_by=clock.now() + timedelta(hours=5))
    urgent = leak_job(cast, place="5-1-302", priority="P2", arrive_by=clock.now() + timedelta(hours=9))
    waiting = leak_job(cast, place="5-1-1001", priority="P4")
    client = cast.client_of("张强")
    for job in (later, soon, urgent):
        client.post(f"/crew/cuihu/jobs/{job.number}/next/accept/")
    page = client.get("/crew/cuihu/").content.decode()
    order = [page.index(job.number) for job in (waiting, urgent, soon, later)]
    assert order == sorted(order)


def test_an_empty_day_is_kind(cast: Cast) -> None:
    page = cast.client_of("张强").get("/crew/cuihu/").content.decode()
    assert "现在没有派给您的活" in page


def test_a_tick_set_by_mistake_is_taken_back(cast: Cast) -> None:
    job = leak_job(cast)
    client = cast.client_of("张强")
    at = f"/crew/cuihu/jobs/{job.number}/"
    client.post(f"{at}next/accept/")
    ticked = client.post(f"{at}steps/2/", headers={"HX-Request": "true"})
    assert 'id="steps"' in ticked.content.decode()
    assert "<html" not in ticked.content.decode()
    assert JobStep.objects.of(job.community_id).get(job=job, number=2).done_at is not None
    client.post(f"{at}steps/2/", {"undo": "1"}, headers={"HX-Request": "true"})
    assert JobStep.objects.of(job.community_id).get(job=job, number=2).done_at is None


def test_a_part_noted_by_mistake_is_taken_back(cast: Cast) -> None:
    job = leak_job(cast)
    client = cast.client_of("张强")
    at = f"/crew/cuihu/jobs/{job.number}/"
    client.post(f"{at}next/accept/")
    client.post(f"{at}parts/", {"name": "软管", "quantity": "1", "unit": ""})
    part = PartUsed.objects.of(job.community_id).get()
    assert part.unit == "个"
    client.post(f"{at}parts/", {"drop": part.id})
    assert not PartUsed.objects.of(job.community_id).exists()


def test_a_part_without_sense_is_said_beside_its_field(cast: Cast) -> None:
    job = leak_job(cast)
    client = cast.client_of("张强")
    at = f"/crew/cuihu/jobs/{job.number}/"
    client.post(f"{at}next/accept/")
    for quantity in ("0", "-1", "很多", "0.001", "99999"):
        answer = client.post(
            f"{at}parts/", {"name": "软管", "quantity": quantity}, headers={"HX-Request": "true"}
        )
        assert answer.status_code == 422
        assert "is-invalid" in answer.content.decode()
    assert not PartUsed.objects.of(job.community_id).exists()


def test_what_is_no_photo_is_refused_in_words(cast: Cast) -> None:
    job = leak_job(cast)
    client = cast.client_of("张强")
    at = f"/crew/cuihu/jobs/{job.number}/"
    for step in ("accept", "set_out", "arrive"):
        client.post(f"{at}next/{step}/")
    paper = SimpleUploadedFile("notes.jpg", b"%PDF-1.7 not a photo", content_type="image/jpeg")
    answer = client.post(f"{at}finish/", {"words": "换了角阀", "photos": [paper]})
    assert answer.status_code == 422
    assert "不是照片" in answer.content.decode()
    assert "换了角阀" in answer.content.decode(), "what was typed stays"
    assert now(job).state == "arrived"
    assert files_of(job) == []


def test_the_number_is_whole_only_while_the_job_is_open_and_mine(cast: Cast) -> None:
    job = leak_job(cast)
    client, at = cast.client_of("张强"), f"/crew/cuihu/jobs/{job.number}/"
    assert "tel:13800000001" in client.get(at).content.decode()
    lead = cast.client_of("刘工").get(at).content.decode()
    assert "13800000001" not in lead
    assert "138****0001" in lead
    for step in ("accept", "set_out", "arrive"):
        client.post(f"{at}next/{step}/")
    client.post(f"{at}finish/", {"words": "换了角阀"})
    assert "13800000001" not in client.get(at).content.decode()


def test_finished_jobs_are_found_again_page_by_page(cast: Cast, clock: MovedClock) -> None:
    client = cast.client_of("张强")
    for number in range(32):
        job = leak_job(cast, title=f"第{number}件")
        for step in ("accept", "set_out", "arrive"):
            client.post(f"/crew/cuihu/jobs/{job.number}/next/{step}/")
        client.post(f"/crew/cuihu/jobs/{job.number}/finish/", {"words": "做好了"})
        clock.forward(minutes=1)
    page = client.get("/crew/cuihu/done/").content.decode()
    assert "第31件" in page
    assert "第1件" not in page
    older = page.split("?after=")[1].split('"')[0]
    second = client.get(f"/crew/cuihu/done/?after={older}").content.decode()
    assert "第1件" in second
    assert "第31件" not in second


def test_a_photo_that_cannot_be_used_is_said_where_it_was_chosen(cast: Cast) -> None:
    job = leak_job(cast)
    client, at = cast.client_of("张强"), f"/crew/cuihu/jobs/{job.number}/"
    client.post(f"{at}next/accept/")
    paper = SimpleUploadedFile("notes.jpg", b"%PDF-1.7 not a photo", content_type="image/jpeg")
    answer = client.post(f"{at}photos/before/", {"photos": [paper]}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert 'id="before_photos_error"' in answer.content.decode()
    assert client.post(f"{at}photos/later/", {"photos": [photo()]}).status_code == 422
    assert files_of(job) == []
