"""Words as people type them: cleaned before they are kept."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Invalid

# Controls, but not tab and newline; the marks that turn the direction of text around; what takes no room and
# would let an empty line pass for words (but not the joiners, which scripts and emoji need); halves of characters.
_UNWANTED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)


def clean(words: str, *, field: str, most: int, least: int = 0) -> str:
    """The words without control characters and outer space, in NFC; ``Invalid`` on ``field`` if too short or long."""
    lines = re.sub(r"\r\n|\r|\u2028|\u2029", "\n", words)
    cleaned = unicodedata.normalize("NFC", _UNWANTED.sub("", lines)).strip()
    if len(cleaned) < least:
        raise Invalid(
            fields={field: _("这里还没有写内容。") if not cleaned else _("写得太短了，请再多说几个字。")}
        )
    if len(cleaned) > most:
        raise Invalid(
            fields={
                field: _("最多 %(most)d 个字，现在有 %(now)d 个字。") % {"most": most, "now": len(cleaned)}
            }
        )
    return cleaned


def clean_line(words: str, *, field: str, most: int, least: int = 0) -> str:
    """Like ``clean``, on one line."""
    return " ".join(clean(words, field=field, most=most, least=least).split())
