"""Pictures that come as text: the signature drawn on a screen, a photo over the API. Kept like any other upload."""

import base64
import binascii
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from anju.kernel.errors import Invalid

PREFIX = "data:image/png;base64,"
MOST_TEXT = 700_000  # a drawing of a phone's width has some ten thousand characters
MOST_PHOTO_TEXT = 2_400_000  # a photo of 1.8 MB in base64; a body may hold 2.5
MOST_SIDE = 4000
LEAST_INK = 60  # dark points: fewer is a touch by mistake


def drawn(text: str) -> SimpleUploadedFile:
    """The drawing as a file. ``Invalid`` on ``signature`` when it is none, too large, or empty."""
    if not text:
        raise Invalid(fields={"signature": _("还没有签字。请用手指在框里写下名字。")})
    if not text.startswith(PREFIX) or len(text) > MOST_TEXT:
        raise Invalid(fields={"signature": _("签字没有传完整，请再签一次。")})
    try:
        content = base64.b64decode(text.removeprefix(PREFIX), validate=True)
        image = Image.open(io.BytesIO(content), formats=("PNG",))
        if max(image.size) > MOST_SIDE:
            raise ValueError
        image.load()
    except (binascii.Error, UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise Invalid(fields={"signature": _("签字没有传完整，请再签一次。")}) from None
    if _ink(image) < LEAST_INK:
        raise Invalid(fields={"signature": _("还没有签字。请用手指在框里写下名字。")})
    return SimpleUploadedFile("signature.png", content, content_type="image/png")


def uploaded(text: str) -> SimpleUploadedFile:
    """A photo that came as base64; what it holds is checked when it is kept."""
    try:
        return SimpleUploadedFile("photo", base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        raise Invalid(fields={"photo": _("照片没有传完整，请再传一次。")}) from None


def _ink(image: Image.Image) -> int:
    """How many points are drawn: dark ones on white, with what is transparent counted as white."""
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image.convert("RGBA"))
    return sum(white.convert("L").histogram()[:128])
