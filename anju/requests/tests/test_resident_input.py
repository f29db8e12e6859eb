"""What should not be typed or sent with a report: it is refused in words, kept in the form, and nothing is made."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from anju.kernel.files import MOST_BYTES
from anju.requests.tests.reporter import NASTY, NASTY_SHOWN, REPORT, Reporter, picture


def refused(reporter: Reporter, said: str, /, **changes: object) -> str:
    """The page that came back, after which nothing is in the database."""
    answer = reporter.send(**changes)
    page: str = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert reporter.all() == []
    assert reporter.kept_files() == 0
    return page


def test_too_long_and_too_short_words_are_refused_and_kept(reporter: Reporter) -> None:
    assert "漏" * 1001 in refused(reporter, "最多 1000 个字", words="漏" * 1001)
    refused(reporter, "请再多说几个字", words="漏")
    refused(reporter, "请说一下是什么事", words="   \n ")
    refused(reporter, "写得太长了", wish="own", wish_own="周六" * 31)


def test_control_characters_are_taken_out(reporter: Reporter) -> None:
    reporter.send(words="厨房\x00水龙头\x07一直\u202e滴水\x1b[31m", wish="own", wish_own="周六\x00上午")

    made = reporter.only()
    assert (made.words, made.wish) == ("厨房水龙头一直滴水[31m", "周六上午")


def test_markup_and_sql_are_only_words(reporter: Reporter) -> None:
    reporter.send(words=NASTY, wish="own", wish_own=NASTY[:60])

    made = reporter.only()
    assert made.words == NASTY
    for address in (
        reporter.page(made),
        reporter.page(made, "print"),
        "/home/cuihu/",
        "/home/cuihu/requests/",
    ):
        page = reporter.read(address)
        assert NASTY_SHOWN in page, address
        assert NASTY not in page


@pytest.mark.parametrize("name", ["key", "kind", "words", "category", "place", "wish", "wish_own"])
def test_markup_in_any_field_comes_back_escaped(reporter: Reporter, name: str) -> None:
    changes = {
        "category": None,
        "place": "0",
        name: NASTY,
    }  # the place is wrong, so the form always comes back
    page = refused(reporter, "", **changes)

    assert NASTY not in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("address", ["?kind={}", "?place={}", "areas/?area={}", "areas/?place={}"])
def test_markup_in_the_address_is_escaped(reporter: Reporter, address: str) -> None:
    assert "<script>alert" not in reporter.read(REPORT + address.format(NASTY))


# Photos


def test_photos_come_with_the_report(reporter: Reporter) -> None:
    reporter.send(photos=[picture(), picture("two.png", kind="PNG")])

    assert reporter.kept_files() == 2
    assert reporter.read(reporter.page(reporter.only())).count("data-photo>") == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("drip.jpg", b"%PDF-1.7 not a picture"),
        ("drip.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("drip.jpg", b"\xff\xd8\xff\xe0 broken"),
        ("drip.jpg", b"GIF89a"),
        ("run.exe", b"MZ\x90\x00"),
    ],
)
def test_what_is_no_photo_is_refused(reporter: Reporter, name: str, content: bytes) -> None:
    refused(
        reporter, f"“{name}”不是照片", photos=[picture(), SimpleUploadedFile(name, content, "image/jpeg")]
    )


def test_an_empty_file_is_refused(reporter: Reporter) -> None:
    refused(reporter, "", photos=[SimpleUploadedFile("drip.jpg", b"", "image/jpeg")])


def test_ten_photos_are_too_many(reporter: Reporter) -> None:
    refused(reporter, "最多放 9 张照片", photos=[picture(f"{number}.jpg") for number in range(10)])


@pytest.fixture
def huge(tmp_path: Path) -> Iterator[Path]:
    """50 MB that take no room on the disk."""
    path = tmp_path / "huge.jpg"
    with path.open("wb") as file:
        file.write(picture().read())
        file.truncate(50 * 2**20)
    yield path


def test_a_photo_of_fifty_megabytes_is_refused_with_words(reporter: Reporter, huge: Path) -> None:
    with huge.open("rb") as file:
        refused(reporter, "太大了，每张照片不超过 20 MB", photos=file)
    assert huge.stat().st_size > MOST_BYTES


def test_a_body_beyond_all_measure_is_refused_unread(reporter: Reporter) -> None:
    answer = reporter.phone.post(REPORT, reporter.told, CONTENT_LENGTH=str(300 * 2**20))

    assert answer.status_code == 413
    assert reporter.all() == []


def test_a_markup_name_of_a_photo_is_escaped(reporter: Reporter) -> None:
    page = refused(
        reporter, "不是照片", photos=SimpleUploadedFile("<script>alert(1)</script>", b"no", "image/jpeg")
    )

    assert "<script>alert" not in page
