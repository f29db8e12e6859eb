"""The inbox and its settings in the navigation of every face."""

from django.utils.translation import gettext_lazy as _

from anju.notices.queries import unread_count
from anju.ui.menu import MenuEntry

INBOX, SETTINGS = _("消息"), _("消息怎么发给我")

MENU = [
    MenuEntry("resident", INBOX, "notices:home_inbox", "message-circle", 30, badge=unread_count),
    MenuEntry("crew", INBOX, "notices:crew_inbox", "message-circle", 30, badge=unread_count),
    MenuEntry("desk", INBOX, "notices:desk_inbox", "bell", 30, badge=unread_count, spot="bell"),
    MenuEntry("resident", SETTINGS, "notices:home_settings", "bell-cog", 40, spot="me"),
    MenuEntry("crew", SETTINGS, "notices:crew_settings", "bell-cog", 40, spot="me"),
    MenuEntry("desk", SETTINGS, "notices:desk_settings", "bell-cog", 40, spot="me"),
]
