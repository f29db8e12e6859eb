"""Photos: known by their content, turned upright, bare of place and device, never too large for the machine."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import Image

from anju.kernel import files
from anju.kernel.errors import Invalid, NotFound
from tests.cast import Cast

StoredFile = apps.get_model("kernel.StoredFile")
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>30,15N</exif:GPSLatitude></x:xmpmeta>"


def picture(size: tuple[int, int] = (300, 200), form: str = "JPEG", mode: str = "RGB", **how: Any) -> bytes:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.convert(mode).save(out, form, **how)
    return out.getvalue()


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def bare_png(width: int, height: int) -> bytes:
    """A small file that unpacks to many pixels."""
    row = b"\x00" + b"\x00" * ((width + 7) // 8)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(row * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("name", ["photo.jpg", "photo.txt", "照片", "a/../b.exe"])
def test_the_content_decides_not_the_name(form: str, name: str) -> None:
    (image,) = files.check_photos([upload(picture(form=form), name)])
    assert (image.mode, image.size) == ("RGB", (300, 200))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"just words",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><script>alert(1)</script>",
        b"PK\x03\x04" + b"\x00" * 200,
        b"%PDF-1.7\n",
        b"MZ\x90\x00",
        b"GIF89a<script>alert(1)</script>",
        b"\xff\xd8\xff\xe0 not a photo",
        picture()[:400],
        picture((3000, 2000))[:-2000],
        picture(form="PNG")[:-30],
        picture(form="TIFF"),
        picture(form="BMP"),
    ],
    ids=lambda content: content[:12].decode("ascii", "replace"),
)
def test_what_is_no_photo_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        files.check_photos([upload(picture(), "good.jpg"), upload(content, "bad.jpg")])
    assert "bad.jpg" in str(refused.value.fields["photos"])


@pytest.mark.parametrize("size", [(9000, 7000), (12_000, 9_000), (30_000, 30_000), (60_001, 1_000)])
def test_too_many_pixels_are_refused_before_they_are_unpacked(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unpacked(*_given: Any) -> None:
        raise AssertionError("unpacked")

    content = bare_png(*size)
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", unpacked)
    with pytest.raises(Invalid) as refused:
        files.check_photos([upload(content, "bomb.png")])
    assert "bomb.png" in str(refused.value.fields["photos"])
    assert len(content) < 2**20


def test_one_byte_too_many_is_refused() -> None:
    most = files.MOST_BYTES
    padded = picture() + b"\x00" * (most - len(picture()))
    assert len(files.check_photos([upload(padded)])) == 1
    with pytest.raises(Invalid) as refused:
        files.check_photos([upload(padded + b"\x00", "large.jpg")])
    assert "20 MB" in str(refused.value.fields["photos"])


def test_more_than_nine_are_refused_with_those_already_there() -> None:
    with pytest.raises(Invalid):
        files.check_photos([upload(picture())] * 10)
    with pytest.raises(Invalid):
        files.check_photos([upload(picture())] * 2, already=8)


def test_a_large_photo_is_made_small_while_it_is_read() -> None:
    (image,) = files.check_photos([upload(picture((6000, 4000)))])
    assert max(image.size) == files.LONGEST_SIDE


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "L", "CMYK"])
def test_every_kind_of_colour_becomes_plain(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    (image,) = files.check_photos([upload(picture((3000, 2000), form, mode))])
    assert image.mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    (image,) = files.check_photos([upload(out.getvalue())])
    assert image.getpixel((10, 10)) == (255, 255, 255)


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


def keep(cast: Cast, *contents: bytes) -> list[Any]:
    images = files.check_photos([upload(content) for content in contents])
    return files.keep_photos(images, actor=cast.actor("王小明"), about=cast.person("王小明"), purpose="x")


def test_place_device_and_comment_stay_behind_and_the_picture_stands_upright(
    cast: Cast, folder: Path
) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = 6, "SecretPhone 9"  # to be turned right; the camera's model
    exif.get_ifd(0x8825)[2] = (30.0, 15.0, 12.0)
    content = picture(exif=exif, comment=b"at home of Wang", xmp=XMP)
    assert all(word in content for word in (b"SecretPhone", b"at home of Wang", b"GPSLatitude"))
    (stored,) = keep(cast, content)
    assert (stored.width, stored.height, stored.mime) == (200, 300, "image/jpeg")
    for path in (stored.path, stored.thumb_path):
        kept = (folder / path).read_bytes()
        assert not any(word in kept for word in (b"Exif", b"SecretPhone", b"Wang", b"GPS", b"xmp"))
        image = Image.open(io.BytesIO(kept)).convert("RGB")
        red, _green, blue = image.getpixel((image.width // 2, 5))  # what was left is now above
        assert red > 200 and blue < 60


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_broken_orientation_does_not_lose_the_photo() -> None:
    content = picture(exif=b"Exif\x00\x00II*\x00\x08\x00\x00\x00\xff\xff\x12\x01garbage")
    (image,) = files.check_photos([upload(content)])
    assert image.size == (300, 200)


def test_files_are_found_by_who_sees_the_record(cast: Cast, folder: Path, monkeypatch: Any) -> None:
    (stored,) = keep(cast, picture((3000, 2000)))
    thumb = Image.open(io.BytesIO((folder / stored.thumb_path).read_bytes()))
    assert (stored.width, max(thumb.size)) == (2048, files.THUMB_SIDE)
    assert [found.id for found in files.files_of(cast.person("王小明"), "x")] == [stored.id]
    assert files.files_of(cast.person("王小明"), "y") == []

    monkeypatch.setattr(files, "_checks", {})
    with pytest.raises(NotFound):  # nobody says who may
        files.file_for(cast.actor("赵敏"), cast.cuihu.id, stored.token)

    @files.seen_through("people.person")
    def only_the_desk(actor: Any, community_id: int, about_id: int) -> None:
        if not actor.may("people.see", community_id):
            raise NotFound()

    assert files.file_for(cast.actor("赵敏"), cast.cuihu.id, stored.token).id == stored.id
    for name, community in (("李芳", cast.cuihu), ("钱进", cast.laohuai), ("何丽", cast.laohuai)):
        with pytest.raises(NotFound):
            files.file_for(cast.actor(name), community.id, stored.token)
    with pytest.raises(NotFound):
        files.file_for(cast.actor("赵敏"), cast.cuihu.id, stored.token + "x")
