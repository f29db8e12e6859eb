"""Return visits in the navigation, and on the page of a request at the desk."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Actor
from anju.requests.beside import RequestPanel
from anju.ui.menu import MenuEntry
from anju.voice.queries import visits_of_request
from anju.voice.shown import chance_of, look_of, reasons_of


def _visits(actor: Actor, found: Any) -> Mapping[str, Any] | None:
    visits = visits_of_request(found.community_id, found.id)
    if not visits:
        return None
    rows = [(one, look_of(one), reasons_of(one), chance_of(one)) for one in visits]
    return {"visits": rows, "may_call": actor.may("voice.visit", found.community_id)}


MENU = [
    MenuEntry(
        face="desk",
        label=_("回访"),
        url_name="voice:visits",
        icon="phone-call",
        order=35,
        needs="voice.visit",
        area=_("服务"),
    )
]

REQUEST_PANELS = [RequestPanel("desk", "voice/desk/beside.html", _visits)]
