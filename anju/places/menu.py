"""Places in the desk's navigation."""

from django.utils.translation import gettext_lazy as _

from anju.ui.menu import MenuEntry

MENU = [
    MenuEntry(
        face="desk",
        label=_("房屋与区域"),
        url_name="places:tree",
        icon="building-community",
        order=510,
        needs="places.see",
        area=_("住户与房屋"),
    ),
]
