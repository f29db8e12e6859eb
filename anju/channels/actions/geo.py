"""Filing what a city's hotline or a public client sends over Open311."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from anju.channels.models import GeoReport
from anju.kernel.actor import Actor
from anju.kernel.text import clean, clean_line
from anju.requests import actions as requests
from anju.requests.choices import Channel

if TYPE_CHECKING:
    from anju.places.models import Place
    from anju.requests.models import Request
    from anju.standards.models import Category

LEAST_WORDS = 2


@dataclass(frozen=True)
class Told311:
    """A report as it was told, checked by the door: ``place`` is where it is filed, ``lat``/``lon`` what was sent."""

    category: "Category"
    place: "Place"
    description: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    lat: Decimal | None = None
    lon: Decimal | None = None
    address: str = ""
    media_url: str = ""
    device: str = ""
    account: str = ""
    answers: dict[str, list[str]] = field(default_factory=dict)


def file_report(*, actor: Actor, told: Told311) -> "Request":
    """File it: for who is named, where the actor may file for others, else for the actor themselves."""
    community_id = told.place.community_id
    for_others = actor.may("requests.answer", community_id) and bool(told.phone or told.email)
    with transaction.atomic():
        if for_others:
            request = requests.report_for(
                actor=actor,
                place=told.place,
                category=told.category,
                words=_words(told),
                guest_name=told.name,
                guest_phone=told.phone,
                guest_email=told.email,
                channel=Channel.OPEN311,
            )
        else:
            request = requests.report_request(
                actor=actor,
                place=told.place,
                category=told.category,
                words=_words(told),
                channel=Channel.OPEN311,
            )
        GeoReport.objects.of(community_id).create(
            request=request,
            lat=told.lat,
            lon=told.lon,
            description=clean(told.description, field="description", most=4000),
            address=clean_line(told.address, field="address_string", most=300),
            media_url=told.media_url,
            device=clean_line(told.device, field="device_id", most=120),
            account=clean_line(told.account, field="account_id", most=120),
            answers=told.answers,
        )
    return request


def _words(told: Told311) -> str:
    """What the crew reads: the description, and the address as it was told."""
    words = clean(told.description, field="description", most=4000)
    if len(words) < LEAST_WORDS:
        words = " ".join(part for part in (told.category.name, words) if part)
    address = clean_line(told.address, field="address_string", most=300)
    line = _("位置：%(address)s") % {"address": address} if address else ""
    return f"{words}\n{line}" if line and len(words) + len(line) < 4000 else words
