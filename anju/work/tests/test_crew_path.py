"""A technician's whole path through the pages, and what is refused on the way."""

from anju.work.models import PartUsed
from anju.work.tests.stories import leak_job, now
from tests.cast import Cast


def test_the_whole_path_from_the_list_to_done(cast: Cast) -> None:
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
    assert str(PartUsed.objects.of(job.community_id).get()) == "角阀 2.00个"
    page = client.get(f"{at}finish/").content.decode()
    assert "做了什么" in page
    answer = client.post(f"{at}finish/", {"words": "换了角阀，试水不漏"})
    assert answer["Location"] == at
    assert now(job).state == "finished"
    assert "这件做完了" in client.get(at).content.decode()
    assert "今天做完 1 件" in client.get("/crew/cuihu/").content.decode()
