"""Reporting: how a request comes to be, through whichever door."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import STRANGER, Actor
from anju.kernel.errors import Invalid, NotFound
from anju.kernel.events import record
from anju.kernel.files import check_photos, keep_photos
from anju.kernel.numbers import next_number
from anju.kernel.text import clean, clean_line
from anju.places.queries import community_named
from anju.requests import rules
from anju.requests.actions.keeping import keep
from anju.requests.actions.watching import DANGER, call_at_once
from anju.requests.choices import Channel, Subject
from anju.requests.clock_queries import Foreseen, foresee, plain_terms
from anju.requests.events import RequestReported
from anju.requests.models import Request
from anju.standards.choices import RequestKind

if TYPE_CHECKING:
    from anju.people.models import Person
    from anju.places.models import Place
    from anju.standards.models import Category

PREFIXES = {"repair": "BX", "complaint": "TS", "enquiry": "ZX", "suggestion": "JY", "praise": "BY"}
OTHER_PREFIX = "FW"
PHONE = re.compile(r"^[0-9+][0-9 -]{4,18}$")
EMAIL = re.compile(r"^[^\s@<>\"(),:;\\]{1,64}@[A-Za-z0-9.-]{1,185}$")
# Who writes a mail or a city's hotline writes longer than on a phone.
MOST_WORDS, MOST_WRITTEN = 1000, 4000
WRITTEN = (Channel.EMAIL, Channel.OPEN311)
CALLED_WITHIN = timedelta(hours=12)


def report_request(
    *,
    actor: Actor,
    place: "Place",
    category: "Category",
    words: str,
    wish: str = "",
    photos: Sequence[UploadedFile] = (),
    channel: Channel = Channel.APP,
    guest_name: str = "",
    guest_phone: str = "",
    guest_email: str = "",
    subject: str = "",
    sealed: bool = False,
    anonymous: bool = False,
) -> Request:
    """File a request for oneself: as a person of the community, or without an account (then followed by a link).

    ``place`` is one the actor may name (queries of places), or the one whose code was scanned. ``Invalid`` names
    the field; nothing is kept then. ``subject`` and ``sealed`` belong to a complaint. An ``anonymous`` complaint is
    filed as by a stranger: nothing that is kept tells who it was, and of a home only the building.
    """
    if anonymous:
        if category.kind != RequestKind.COMPLAINT:
            raise Invalid(fields={"anonymous": _("只有投诉可以匿名。这类事要知道找谁，请去掉匿名再发。")})
        actor, guest_name, guest_phone = STRANGER, "", ""
        place = place.building if place.is_home and place.building else place
    reporter_id = actor.person_in(place.community_id)
    return _file(
        actor=actor,
        place=place,
        category=category,
        words=words,
        wish=wish,
        photos=photos,
        channel=channel,
        reporter_id=reporter_id,
        guest_name="" if reporter_id else guest_name,
        guest_phone="" if reporter_id else guest_phone,
        guest_email="" if reporter_id else guest_email,
        subject=subject,
        sealed=sealed,
    )


def report_for(
    *,
    actor: Actor,
    place: "Place",
    category: "Category",
    words: str,
    reporter: "Person | None" = None,
    guest_name: str = "",
    guest_phone: str = "",
    guest_email: str = "",
    wish: str = "",
    photos: Sequence[UploadedFile] = (),
    channel: Channel = Channel.PHONE,
    called_at: datetime | None = None,
    subject: str = "",
    sealed: bool = False,
) -> Request:
    """File a request on behalf of somebody: a known person, or a caller with a number or a mail address.

    ``called_at`` is when they said it, at most twelve hours ago: all promises run from there, not from the typing.
    """
    actor.check("requests.answer", place.community_id)
    if reporter is not None and reporter.community_id != place.community_id:
        raise NotFound()
    if called_at is not None and not clock.now() - CALLED_WITHIN <= called_at <= clock.now():
        raise Invalid(fields={"called_at": _("来电时间要在过去 12 小时内，不能晚于现在。")})
    if reporter is None and not guest_phone.strip() and not guest_email.strip():
        raise Invalid(fields={"guest_phone": _("请留下回电号码。")})
    return _file(
        actor=actor,
        place=place,
        category=category,
        words=words,
        wish=wish,
        photos=photos,
        channel=channel,
        reporter_id=reporter.id if reporter else None,
        guest_name="" if reporter else guest_name,
        guest_phone="" if reporter else guest_phone,
        guest_email="" if reporter else guest_email,
        filed_by_id=actor.person_in(place.community_id),
        opened_at=called_at,
        subject=subject,
        sealed=sealed,
    )


def _file(
    *,
    actor: Actor,
    place: "Place",
    category: "Category",
    words: str,
    wish: str,
    photos: Sequence[UploadedFile],
    channel: Channel,
    reporter_id: int | None,
    guest_name: str,
    guest_phone: str,
    guest_email: str,
    filed_by_id: int | None = None,
    opened_at: datetime | None = None,
    subject: str = "",
    sealed: bool = False,
) -> Request:
    if category.community_id != place.community_id or not category.priority:
        raise Invalid(fields={"category": _("请选一个具体的类别。")})
    if subject and subject not in Subject.values:
        raise Invalid(fields={"subject": _("请选一个最接近的。")})
    complains = category.kind == RequestKind.COMPLAINT
    words = clean(words, field="words", most=MOST_WRITTEN if channel in WRITTEN else MOST_WORDS, least=2)
    images = check_photos(photos)
    now = clock.now()
    opened_at = opened_at or now
    seen = foresee(category, words, place, at=opened_at)
    promise = seen.promise
    request = Request(
        community_id=place.community_id,
        kind=category.kind,
        category=category,
        priority=seen.priority,
        level=seen.level,
        words=words,
        place=place,
        wish=clean_line(wish, field="wish", most=80),
        channel=channel,
        reporter_id=reporter_id,
        guest_name=clean_line(guest_name, field="guest_name", most=60),
        guest_phone=_phone(guest_phone),
        guest_email=_email(guest_email),
        filed_by_id=filed_by_id,
        sealed=sealed and complains,
        follow_until=None if reporter_id else now + rules.GUEST_FOLLOWS,
        opened_at=opened_at,
        answer_by=promise.answer_by,
        arrive_by=promise.arrive_by,
        safe_by=promise.safe_by,
        unknown_year=promise.unknown_year,
        finish_by=promise.finish_by,
        first_finish_by=promise.finish_by,
    )
    with transaction.atomic():
        request.number = next_number(
            place.community_id,
            community_named(place.community_id).zone,
            PREFIXES.get(category.kind, OTHER_PREFIX),
        )
        keep(request)
        keep_photos(images, actor=actor, about=request, purpose="report")
        record(_reported(request, seen, subject if complains else ""), actor=actor, about=request)
        if seen.danger:
            call_at_once(request, DANGER)
    return request


def _reported(request: Request, seen: Foreseen, subject: str) -> RequestReported:
    return RequestReported(
        number=request.number,
        request_kind=request.kind,
        category=request.category.code,
        priority=request.priority,
        channel=request.channel,
        danger=seen.danger,
        level=seen.level,
        terms=plain_terms(seen.terms),
        sealed=request.sealed,
        subject=subject,
    )


def _phone(text: str) -> str:
    phone = clean_line(text, field="guest_phone", most=20)
    if phone and not PHONE.match(phone):
        raise Invalid(fields={"guest_phone": _("这个号码好像不对，请再看一下。")})
    return phone


def _email(text: str) -> str:
    address = clean_line(text, field="guest_email", most=254)
    if address and not EMAIL.match(address):
        raise Invalid(fields={"guest_email": _("这个邮箱地址好像不对，请再看一下。")})
    return address
