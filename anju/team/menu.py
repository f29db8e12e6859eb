"""Ways into the pages of the team."""

from django.utils.translation import gettext_lazy as _

from anju.ui.menu import MenuEntry

MENU = [
    MenuEntry(
        face="desk",
        label=_("排班"),
        url_name="team:plan",
        icon="calendar-user",
        order=620,
        needs="work.see",
        area=_("班组"),
    ),
    MenuEntry(
        face="desk",
        label=_("技能与证件"),
        url_name="team:everybody",
        icon="certificate",
        order=630,
        needs="team.manage",
        area=_("班组"),
    ),
    MenuEntry(
        face="crew",
        label=_("我的班次和证件"),
        url_name="team:mine",
        icon="calendar-user",
        order=60,
        spot="me",
    ),
]
