"""Number plates: how they are kept."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Invalid

# GA 36-2018: province, issuing office, then 5 signs (6 for new energy); the import checks more closely.
_PLATE = re.compile(r"[\u4e00-\u9fff][A-HJ-NP-Z][A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9学警港澳挂]")


def clean_plate(typed: str, *, field: str = "plate") -> str:
    """``浙a·12345`` → ``浙A12345``; ``Invalid`` on ``field`` when it is no plate."""
    plate = re.sub(r"[\s·•.\-]", "", unicodedata.normalize("NFKC", typed)).upper()
    if not _PLATE.fullmatch(plate):
        raise Invalid(fields={field: _("车牌的写法不对，例如 浙A12345。")})
    return plate
