"""The way into the catalogue."""

from django.utils.translation import gettext_lazy as _

from anju.ui.menu import MenuEntry

MENU = [
    MenuEntry(
        face="desk",
        label=_("服务标准"),
        url_name="standards:catalogue",
        icon="list-check",
        order=700,
        needs="requests.see",
        area=_("标准与设置"),
    ),
    MenuEntry(
        face="desk",
        label=_("时间和等级"),
        url_name="standards:service",
        icon="calendar-time",
        order=705,
        needs="requests.see",
        area=_("标准与设置"),
    ),
    MenuEntry(
        face="desk",
        label=_("危险词"),
        url_name="standards:danger",
        icon="flame",
        order=706,
        needs="requests.see",
        area=_("标准与设置"),
    ),
]
