"""Ways into the pages of stores and tools."""

from django.utils.translation import gettext_lazy as _

from anju.assets.queries import short_count
from anju.kernel.actor import Standing
from anju.places.beside import PlacePanel
from anju.ui.menu import MenuEntry


def _short(standing: Standing) -> int:
    return short_count(standing.community_id)


MENU = [
    MenuEntry(
        face="desk",
        label=_("配件与仓库"),
        url_name="assets:stock",
        icon="package",
        order=40,
        needs="stores.see",
        area=_("服务"),
        badge=_short,
    ),
    MenuEntry(
        face="desk",
        label=_("工具"),
        url_name="assets:tools",
        icon="hammer",
        order=41,
        needs="stores.see",
        area=_("服务"),
    ),
]

PLACE_PANELS = [
    PlacePanel(
        "assets:warranties", kinds=("home", "building", "area"), needs=("stores.see",), select="#warranties"
    )
]
