"""Mails, calls and letters, and what a city's hotline may see."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anju.channels.choices import MailState
from anju.channels.models import Call, GeoReport, Letter, Mail
from anju.channels.rules import REPLY, request_id_in
from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.kernel.ids import MAX_ID
from anju.people.queries import Hit, finds
from anju.people.rules import mask_phone
from anju.places.queries import community_called, community_named, only_community
from anju.requests.own_queries import requests_followed
from anju.requests.queries import request_with_this_id

if TYPE_CHECKING:
    from anju.places.models import Community
    from anju.requests.models import Request

ROWS = 50
MOST_FOUND = 6


def request_of_tokens(tokens: Iterable[str]) -> "Request | None":
    """The request that the first good token names, in whichever community."""
    for token in tokens:
        request_id = request_id_in(token)
        found = request_with_this_id(request_id) if request_id else None
        if found is not None:
            return found
    return None


def request_of_follow_token(community_id: int, token: str) -> "Request | None":
    """The request behind a follow link, while the link holds."""
    found = requests_followed([token], community_id)
    return found[0] if found else None


def community_of_mail(recipients: Collection[str]) -> "Community | None":
    """Whose mail it is: by a mapped address, by its short name before the @, else the only community there is."""
    for address in recipients:
        local = address.partition("@")[0].partition("+")[0]
        slug = settings.MAIL_ADDRESSES.get(address, "" if address.startswith(REPLY) else local)
        try:
            if slug:
                return community_called(slug)
        except NotFound:
            continue
    return only_community()


def own_addresses() -> frozenset[str]:
    """The addresses that we send from and receive at, so far as they are known."""
    sent_from = re.findall(r"[^\s<>]+@[^\s<>]+", settings.DEFAULT_FROM_EMAIL)
    return frozenset(address.lower() for address in (*sent_from, *settings.MAIL_ADDRESSES))


def is_ours(address: str, community: "Community") -> bool:
    """Whether a mail from this address would come back to us."""
    domain = address.partition("@")[2]
    local = address.partition("@")[0].partition("+")[0]
    return address in own_addresses() or bool(
        settings.MAIL_DOMAIN and domain == settings.MAIL_DOMAIN and local in (community.slug, REPLY[:-1])
    )


def mails_for(
    actor: Actor, community_id: int, *, state: str = "", before: int | None = None, most: int = ROWS
) -> list[Mail]:
    """The mails that came, newest first; ``before`` is the id of the last one of the page before."""
    actor.check("requests.answer", community_id)
    found = Mail.objects.of(community_id).select_related("request", "person")
    if state in MailState.values:
        found = found.filter(state=state)
    return list((found.filter(id__lt=before) if before else found).order_by("-id")[:most])


def mail_for(actor: Actor, community_id: int, mail_id: int) -> Mail:
    actor.check("requests.answer", community_id)
    found = (
        Mail.objects.of(community_id)
        .filter(id=min(mail_id, MAX_ID))
        .select_related("request", "person")
        .first()
    )
    if found is None:
        raise NotFound()
    return found


def mail_known(community_id: int, key: str) -> Mail | None:
    return Mail.objects.of(community_id).filter(key=key).select_related("request").first()


def mails_about(request: "Request") -> list[Mail]:
    return list(Mail.objects.of(request.community_id).filter(request=request).order_by("id"))


def calls_for(
    actor: Actor,
    community_id: int,
    *,
    text: str = "",
    alone: bool = False,
    before: int | None = None,
    most: int = ROWS,
) -> list[Call]:
    """The calls, newest first. ``alone``: only those that led to no request. ``text`` looks in name, tail of the
    number, place and words."""
    actor.check("requests.answer", community_id)
    found = _calls(community_id)
    if alone:
        found = found.filter(request__isnull=True)
    if text := text.replace("\x00", "").strip()[:40]:
        found = found.filter(
            Q(caller_name__icontains=text)
            | Q(caller__haystack__contains=text.lower())
            | Q(phone__endswith=text)
            | Q(place__label__icontains=text)
            | Q(words__icontains=text)
        )
    return list((found.filter(id__lt=before) if before else found).order_by("-id")[:most])


def calls_of_person(actor: Actor, community_id: int, person_id: int, most: int = ROWS) -> list[Call]:
    actor.check("requests.see", community_id)
    return list(_calls(community_id).filter(caller_id=person_id).order_by("-id")[:most])


def calls_about_place(actor: Actor, community_id: int, place_id: int, most: int = ROWS) -> list[Call]:
    actor.check("requests.see", community_id)
    return list(_calls(community_id).filter(place_id=place_id).order_by("-id")[:most])


def call_for(actor: Actor, community_id: int, call_id: int) -> Call:
    actor.check("requests.answer", community_id)
    found = _calls(community_id).filter(id=min(call_id, MAX_ID)).first()
    if found is None:
        raise NotFound()
    return found


def _calls(community_id: int) -> QuerySet[Call]:
    return Call.objects.of(community_id).select_related("caller", "place", "request", "taken_by")


def geo_report_of(request: "Request") -> GeoReport | None:
    return GeoReport.objects.of(request.community_id).filter(request=request).first()


def geo_reports_of(community_id: int, request_ids: Collection[int]) -> dict[int, GeoReport]:
    found = GeoReport.objects.of(community_id).filter(request_id__in=list(request_ids))
    return {one.request_id: one for one in found}


def letter_waiting(community_id: int, letter_id: int) -> Letter | None:
    """The letter, locked, if it has not gone out. Call inside a transaction."""
    waiting = Letter.objects.of(community_id).select_for_update(of=("self",)).filter(id=letter_id)
    return waiting.filter(sent_at__isnull=True).select_related("request").first()


def letters_lost(before: datetime) -> list[Letter]:
    """Letters of all communities that should have gone out before: their job was lost."""
    return list(Letter.objects.across().filter(sent_at__isnull=True, at__lt=before).order_by("at")[:500])


@finds(_("来电"))
def found_calls(actor: Actor, community_id: int, text: str) -> list[Hit]:
    """For the desk's search: calls of that name, number's tail, place or words."""
    if not actor.may("requests.answer", community_id) or len(text.strip()) < 2:
        return []
    slug = community_named(community_id).slug
    return [
        Hit(
            url=reverse("channels:call", args=[slug, one.id]),
            title=one.words[:40] or one.caller_name or mask_phone(one.phone),
            sub=" · ".join(part for part in (one.caller_name, one.place.label if one.place else "") if part),
            icon="phone",
        )
        for one in calls_for(actor, community_id, text=text, most=MOST_FOUND)
    ]
