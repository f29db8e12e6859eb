"""Requests in the navigation."""

from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Standing
from anju.places.beside import PlacePanel
from anju.requests import quote_ways
from anju.requests.offers import known_already
from anju.requests.queries import open_count
from anju.ui.menu import MenuEntry


def _new(standing: Standing) -> int:
    return open_count(standing)


MENU = [
    MenuEntry("resident", _("首页"), "resident:home", "home", 10),
    MenuEntry("resident", _("报事"), "resident:report", "message-plus", 20),
    MenuEntry(
        face="desk",
        label=_("诉求"),
        url_name="desk:board",
        icon="messages",
        order=20,
        needs="requests.see",
        area=_("服务"),
        badge=_new,
    ),
]

PLACE_PANELS = [
    PlacePanel(
        "desk:at_place",
        kinds=("home", "area", "entrance", "building"),
        needs=("requests.see",),
        select="#at-place",
    )
]

REPORT_OFFERS = [known_already]
REQUEST_PANELS = quote_ways.PANELS
REQUEST_WAYS = quote_ways.WAYS
