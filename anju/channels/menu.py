"""Channels in the navigation, and beside requests, places and people."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from anju.channels import queries
from anju.channels.attributes import attributes_of
from anju.channels.letters import thread_headers
from anju.kernel.actor import Actor
from anju.people.beside import PersonPanel
from anju.places.beside import PlacePanel
from anju.requests.beside import RequestPanel
from anju.requests.choices import Channel
from anju.ui.menu import MenuEntry

MENU = [
    MenuEntry("desk", _("来电"), "channels:calls", "phone", 24, "requests.answer", _("服务")),
    MenuEntry("desk", _("邮件"), "channels:mails", "mail", 26, "requests.answer", _("服务")),
]

PLACE_PANELS = [
    PlacePanel(
        "channels:calls_at",
        kinds=("home", "area", "entrance", "building"),
        needs=("requests.see",),
        select="#calls-beside",
    )
]

PERSON_PANELS = [PersonPanel("channels:calls_of", needs=("requests.see",), select="#calls-beside")]

LETTER_HEADERS = [thread_headers]


def _came_with(actor: Actor, request: Any) -> Mapping[str, Any] | None:
    """What came along: the mails, or what a city's hotline sent; None where it came another way."""
    mails = queries.mails_about(request)
    geo = queries.geo_report_of(request) if request.channel == Channel.OPEN311 else None
    if not mails and geo is None:
        return None
    names = {one.code: one for one in attributes_of(request.category.code)}
    answers = []
    for code, values in (geo.answers if geo else {}).items():
        asked = names.get(code)
        said = dict(asked.values) if asked else {}
        answers.append(
            (asked.description if asked else code, "、".join(str(said.get(one, one)) for one in values))
        )
    return {"mails": mails, "unsure": any(one.unsure for one in mails), "geo": geo, "answers": answers}


REQUEST_PANELS = [RequestPanel("desk", "channels/desk/came_with.html", _came_with)]
