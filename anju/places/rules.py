"""Pure decisions about places."""

import re

from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Invalid
from anju.places.choices import HIGHEST_FLOOR, LOWEST_FLOOR


def sort_key(code: str) -> str:
    """A text that orders codes as people count: ``3-2-1001`` → ``000003-000002-001001``."""
    return re.sub(r"\d+", lambda digits: digits.group().zfill(6), code)[:60]


def check_floor(floor: int | None, *, field: str) -> None:
    """Physical levels begin at 1 on the ground and at -1 below it; ``Invalid`` on ``field`` for 0 and beyond."""
    if floor == 0:
        raise Invalid(fields={field: _("没有 0 层：地面一层写 1，地下一层写 -1。")})
    if floor is not None and not LOWEST_FLOOR <= floor <= HIGHEST_FLOOR:
        raise Invalid(
            fields={
                field: _("楼层要在 %(low)d 到 %(high)d 之间。") % {"low": LOWEST_FLOOR, "high": HIGHEST_FLOOR}
            }
        )
