"""Signing at the door on the technician's phone, and only once."""

import base64
import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image, ImageDraw

from anju.kernel.files import files_of
from anju.work.models import Job, SignOff
from anju.work.tests.stories import leak_job, now
from anju.work.tests.test_crew_path import photo
from tests.cast import Cast


def drawing(*, empty: bool = False) -> str:
    """What the canvas sends: a transparent picture with a line of ink."""
    picture = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    if not empty:
        ImageDraw.Draw(picture).line(
            [(20, 150), (200, 40), (420, 160), (560, 60)], fill=(17, 17, 17), width=5
        )
    out = io.BytesIO()
    picture.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def finished(cast: Cast, **more: Any) -> tuple[Job, Client, str]:
    job = leak_job(cast, **more)
    client, at = cast.client_of("张强"), f"/crew/cuihu/jobs/{job.number}/"
    for move in ("accept", "set_out", "arrive"):
        client.post(f"{at}next/{move}/")
    client.post(f"{at}finish/", {"words": "换了垫片，试水不漏"})
    return now(job), client, at


def sign_offs(job: Job) -> list[SignOff]:
    return list(SignOff.objects.of(job.community_id).filter(job=job))


def test_the_resident_signs_on_the_technicians_phone(cast: Cast) -> None:
    job, client, at = finished(cast)
    assert "请住户签字" in client.get(at).content.decode()
    page = client.get(f"{at}sign/").content.decode()
    assert "换了垫片，试水不漏" in page and 'value="王小明"' in page
    told = {"opinion": "messy", "words": "地上有水", "name": "王小明", "signature": drawing()}
    assert client.post(f"{at}sign/", told)["Location"] == at
    (signed,) = sign_offs(job)
    assert (signed.present, signed.opinion, signed.name, signed.words) == (
        True,
        "messy",
        "王小明",
        "地上有水",
    )
    assert signed.device_of == cast.person("张强")
    assert [stored.purpose for stored in files_of(job)] == ["signature"]
    assert "说“好了，没收拾干净”" in client.get(at).content.decode()
    desk = cast.client_of("赵敏").get(f"/desk/cuihu/jobs/{job.number}/").content.decode()
    assert "在张强的手机上签的" in desk and "地上有水" in desk
    # Not twice, and not something else afterwards
    assert client.get(f"{at}sign/")["Location"] == at
    assert client.post(f"{at}sign/", told | {"opinion": "solved"})["Location"] == at
    assert [one.opinion for one in sign_offs(job)] == ["messy"]


def test_nobody_at_home_is_no_signature(cast: Cast) -> None:
    job, client, at = finished(cast)
    assert client.post(f"{at}sign/", {"absent": "1"}).status_code == 302
    (left,) = sign_offs(job)
    assert (left.present, left.opinion, left.name) == (False, "", "")
    assert "会在自己手机上确认" in client.get(at).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"opinion": ""}, "请住户选一个最接近的"),
        ({"opinion": "great"}, "great"),
        ({"name": " "}, "请写下签字的人怎么称呼"),
        ({"signature": ""}, "还没有签字"),
        ({"signature": drawing(empty=True)}, "还没有签字"),
        ({"signature": "data:image/png;base64,AAAA"}, "签字没有传完整"),
        ({"signature": "data:image/svg+xml;base64,AAAA"}, "签字没有传完整"),
        ({"signature": "x" * 800_000}, "签字没有传完整"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(cast: Cast, changes: dict[str, str], words: str) -> None:
    job, client, at = finished(cast)
    told = {"opinion": "solved", "words": "", "name": "王小明", "signature": drawing()}
    answer = client.post(f"{at}sign/", told | changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert sign_offs(job) == [] and files_of(job) == []


def test_without_script_a_photo_of_a_signed_sheet_does(cast: Cast) -> None:
    job, client, at = finished(cast)
    told = {"opinion": "solved", "name": "王小明", "signature": "", "paper": [photo("paper.jpg")]}
    assert client.post(f"{at}sign/", told).status_code == 302
    assert [stored.purpose for stored in files_of(job)] == ["signature"]


def test_not_before_the_end_and_not_by_another(cast: Cast) -> None:
    job = leak_job(cast)
    at = f"/crew/cuihu/jobs/{job.number}/"
    told = {"opinion": "solved", "name": "王小明", "signature": drawing()}
    assert cast.client_of("张强").post(f"{at}sign/", told).status_code == 409
    job, _client, at = finished(cast)
    assert cast.client_of("刘工").post(f"{at}sign/", told).status_code == 403
    assert cast.client_of("老周").post(f"{at}sign/", told).status_code == 404
    assert sign_offs(job) == []
