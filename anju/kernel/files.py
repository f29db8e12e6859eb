"""Photos: checked by content, turned upright, made smaller and re-encoded without their location data, then stored."""

import hashlib
import io
from collections.abc import Callable, Iterable, Sequence

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, NotFound
from anju.kernel.ids import new_id
from anju.kernel.models import StoredFile
from anju.kernel.records import CommunityOwned

MOST_BYTES = 20 * 2**20
MOST_PIXELS = 60_000_000
MOST_PHOTOS = 9
LONGEST_SIDE = 2048
THUMB_SIDE = 480
FORMATS = (
    "JPEG",
    "PNG",
    "WEBP",
    "GIF",
)  # a phone's MPO is read as JPEG; named here, Pillow would not know it

Check = Callable[[Actor, int, int], object]
_checks: dict[str, list[Check]] = {}


def seen_through(about_type: str) -> Callable[[Check], Check]:
    """Mark a query that lets people see the files of a kind of record: ``query(actor, community_id, about_id)``
    raises ``NotFound`` for who may not. An app above may mark one more for a record of an app below; one that lets
    the actor in is enough."""

    def mark(check: Check) -> Check:
        _checks.setdefault(about_type, []).append(check)
        return check

    return mark


def file_for(actor: Actor, community_id: int, token: str) -> StoredFile:
    """The file behind a token, if the actor may see the record it belongs to."""
    found = StoredFile.objects.of(community_id).filter(token=token).first()
    if found is None:
        raise NotFound()
    for check in _checks.get(found.about_type, []):
        try:
            check(actor, community_id, found.about_id)
        except NotFound:
            continue
        return found
    raise NotFound()


def files_of(record: CommunityOwned, purpose: str | None = None) -> list[StoredFile]:
    return files_about(record.community_id, record._meta.label_lower, record.pk, purpose)


def files_about(
    community_id: int, about_type: str, about_id: int, purpose: str | None = None
) -> list[StoredFile]:
    """The files of a record named by its type and id, for an app that knows no more of it than that."""
    found = StoredFile.objects.of(community_id).filter(about_type=about_type, about_id=about_id)
    return list((found if purpose is None else found.filter(purpose=purpose)).order_by("id"))


def files_of_each(records: Sequence[CommunityOwned]) -> dict[int, list[StoredFile]]:
    """The files of several records of one kind in one community, by their id, in one query."""
    found: dict[int, list[StoredFile]] = {record.pk: [] for record in records}
    if records:
        one = records[0]
        rows = StoredFile.objects.of(one.community_id)
        for stored in rows.filter(about_type=one._meta.label_lower, about_id__in=list(found)).order_by("id"):
            found[stored.about_id].append(stored)
    return found


def check_photos(uploads: Iterable[UploadedFile], *, already: int = 0) -> list[Image.Image]:
    """Open each upload by its content; ``Invalid`` names the file that cannot be used. Nothing is stored yet."""
    uploads = list(uploads)
    if already + len(uploads) > MOST_PHOTOS:
        raise Invalid(fields={"photos": _("最多可以放 %(most)d 张照片。") % {"most": MOST_PHOTOS}})
    return [_open(upload) for upload in uploads]


def keep_photos(
    images: Iterable[Image.Image], *, actor: Actor, about: CommunityOwned, purpose: str = ""
) -> list[StoredFile]:
    """Store checked photos for a record. Call inside the action's transaction."""
    return [_keep(image, actor=actor, about=about, purpose=purpose) for image in images]


def _open(upload: UploadedFile) -> Image.Image:
    name = {"name": upload.name}
    if (upload.size or 0) > MOST_BYTES:
        raise Invalid(fields={"photos": _("“%(name)s”太大了，每张照片不超过 20 MB。") % name})
    try:
        image: Image.Image = Image.open(upload, formats=FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        if image.mode in {"1", "P"}:  # a palette cannot be made smaller smoothly
            image = image.convert("RGBA" if image.has_transparency_data else "RGB")
        # Made small while it is read: nine photos of a good camera would else fill the memory.
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Invalid(fields={"photos": _("“%(name)s”像素太多，请换一张小一点的。") % name}) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise Invalid(
            fields={"photos": _("“%(name)s”不是照片，或已损坏。可以用 JPG、PNG、WebP。") % name}
        ) from None
    return _plain(_upright(image))


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # what cameras write about the orientation can be broken in many ways
        return image


def _plain(image: Image.Image) -> Image.Image:
    """The picture alone, on white where it is transparent: no place, no device, no comment comes along."""
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        image = Image.new("RGB", seen.size, "white")
        image.paste(seen, mask=seen)
    plain = image.convert("RGB")
    plain.info.clear()
    return plain


def _keep(image: Image.Image, *, actor: Actor, about: CommunityOwned, purpose: str) -> StoredFile:
    full, thumb = _encoded(image, LONGEST_SIDE, 84), _encoded(image, THUMB_SIDE, 78)
    width, height = _fitted(image, LONGEST_SIDE).size
    digest = hashlib.sha256(full).hexdigest()
    folder = f"{about.community_id}/{clock.now():%Y%m}"
    stored = StoredFile(
        id=new_id(),
        community_id=about.community_id,
        about_type=about._meta.label_lower,
        about_id=about.pk,
        purpose=purpose,
        mime="image/jpeg",
        size=len(full),
        width=width,
        height=height,
        sha256=digest,
        person_id=actor.person_in(about.community_id),
        at=clock.now(),
    )
    stored.path = default_storage.save(f"{folder}/{stored.id}.jpg", ContentFile(full))
    stored.thumb_path = default_storage.save(f"{folder}/{stored.id}-thumb.jpg", ContentFile(thumb))
    stored.save(force_insert=True)
    return stored


def _fitted(image: Image.Image, side: int) -> Image.Image:
    copy = image.copy()
    copy.thumbnail((side, side))
    return copy


def _encoded(image: Image.Image, side: int, quality: int) -> bytes:
    out = io.BytesIO()
    _fitted(image, side).save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
