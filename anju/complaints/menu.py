"""Complaints in the navigation, and on the pages of requests."""

from django.utils.translation import gettext_lazy as _

from anju.complaints.acts import ACTS, WAYS
from anju.complaints.queries import due_today
from anju.complaints.shown import desk_panel, reporter_panel
from anju.complaints.wording import TIMELINE_WORDINGS
from anju.requests.beside import RequestPanel
from anju.ui.menu import MenuEntry

__all__ = ["MENU", "REQUEST_ACTS", "REQUEST_PANELS", "REQUEST_WAYS", "TIMELINE_WORDINGS"]

MENU = [
    MenuEntry(
        face="desk",
        label=_("投诉"),
        url_name="complaints:all",
        icon="scale",
        order=25,
        needs="requests.answer",
        area=_("服务"),
        badge=due_today,
    ),
]

REQUEST_PANELS = [
    RequestPanel("desk", "complaints/desk/panel.html", desk_panel),
    RequestPanel("resident", "complaints/resident/panel.html", reporter_panel),
]
REQUEST_ACTS = ACTS
REQUEST_WAYS = WAYS
