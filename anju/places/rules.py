"""Pure decisions about places."""

import re
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Invalid
from anju.places.choices import HIGHEST_FLOOR, LOWEST_FLOOR

EARTH = 6_371_000  # metres
DEGREE = Decimal("0.000001")
MOST_LAT, MOST_LON = 90, 180
LEAST_RADIUS, MOST_RADIUS = 50, 20_000


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


def check_position(lat: Decimal | None, lon: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """Both or neither, within the globe, to six decimals (about 10 cm); ``Invalid`` names the field."""
    if lat is None and lon is None:
        return None, None
    for field, value, most in (("lat", lat, MOST_LAT), ("lon", lon, MOST_LON)):
        if value is None:
            raise Invalid(fields={field: _("纬度和经度要一起写。")})
        if not value.is_finite() or abs(value) > most:
            raise Invalid(fields={field: _("要在 -%(most)d 到 %(most)d 之间。") % {"most": most}})
    assert lat is not None and lon is not None
    return lat.quantize(DEGREE), lon.quantize(DEGREE)


def metres_between(here: tuple[Decimal, Decimal], there: tuple[Decimal, Decimal]) -> float:
    """The way over the ground between two (lat, lon), by the haversine formula."""
    (lat1, lon1), (lat2, lon2) = (tuple(radians(part) for part in point) for point in (here, there))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))
