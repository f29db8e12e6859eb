"""The way to tokens and webhooks."""

from django.utils.translation import gettext_lazy as _

from anju.ui.menu import MenuEntry

MENU = [
    MenuEntry(
        face="desk",
        label=_("系统对接"),
        url_name="connect:connect",
        icon="plug-connected",
        order=720,
        needs="settings.manage",
        area=_("标准与设置"),
    ),
]
