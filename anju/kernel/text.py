"""Words as people type them: cleaned before they are kept."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Invalid

# Controls, but not tab and newline; also the marks that turn the direction of text around.
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def clean(words: str, *, field: str, most: int, least: int = 0) -> str:
    """The words without control characters and outer space, in NFC; ``Invalid`` on ``field`` if too short or long."""
    cleaned = unicodedata.normalize("NFC", _UNWANTED.sub("", words.replace("\r\n", "\n"))).strip()
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
