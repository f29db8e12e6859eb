"""Photos are sent to who may see the record they belong to, and kept by nobody else."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from anju.kernel.files import files_of
from anju.requests.tests.reporter import Reporter, picture
from tests.cast import OUTSIDER


@pytest.fixture
def address(reporter: Reporter) -> str:
    (photo,) = files_of(reporter.report(photos=[picture()]))
    return f"/files/cuihu/{photo.token}"


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_who_reported_sees_it(reporter: Reporter, address: str) -> None:
    answer = reporter.phone.get(address)

    assert body(answer).startswith(b"\xff\xd8\xff")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == "private, max-age=86400"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert answer.headers["Content-Disposition"].startswith("inline")


def test_a_known_photo_is_not_sent_again(reporter: Reporter, address: str) -> None:
    full, small = reporter.phone.get(address), reporter.phone.get(f"{address}?thumb")
    assert body(full) and body(small)
    assert full.headers["ETag"] != small.headers["ETag"]

    again = reporter.phone.get(address, headers={"If-None-Match": full.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_the_desk_and_who_has_the_job_see_it(reporter: Reporter, address: str) -> None:
    assert body(reporter.cast.client_of("赵敏").get(address))
    assert reporter.cast.client_of("张强").get(address).status_code == 404


@pytest.mark.parametrize("who", ["李芳", "欧阳慧敏", "老周", OUTSIDER])
def test_nobody_else_does(reporter: Reporter, address: str, who: str) -> None:
    client = reporter.cast.client_of(who)

    assert client.get(address).status_code == 404
    assert client.get(address.replace("cuihu", "laohuai")).status_code == 404


def test_a_stranger_and_an_unknown_name_find_nothing(reporter: Reporter, address: str) -> None:
    assert Client().get(address).status_code == 404
    assert reporter.phone.get(f"{address}x").status_code == 404
    assert reporter.phone.get("/files/cuihu/..%2f..%2fsecret_key").status_code == 404
    assert reporter.phone.post(address).status_code == 405


def test_a_file_that_is_gone_from_the_storage_is_not_found(reporter: Reporter, address: str) -> None:
    (photo,) = files_of(reporter.only())
    default_storage.delete(photo.path)

    assert reporter.phone.get(address).status_code == 404
