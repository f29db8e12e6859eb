"""The way to what was learned."""

from django.utils.translation import gettext_lazy as _

from anju.ui.menu import MenuEntry

MENU = [
    MenuEntry(
        face="desk",
        label=_("往年记录"),
        url_name="learning:files",
        icon="history",
        order=720,
        needs="settings.manage",
        area=_("标准与设置"),
    ),
]
