"""Reporting: how a request comes to be, through whichever door."""

import re
from collections.abc import Sequence
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
from anju.requests.choices import Channel, Subject
from anju.requests.events import RequestReported
from anju.requests.models import Request
from anju.standards.choices import RequestKind
from anju.standards.queries import service_hours
from anju.standards.rules import danger_in, promise_for

if TYPE_CHECKING:
    from anju.people.models import Person
    from anju.places.models import Place
    from anju.standards.models import Category

PREFIXES = {"repair": "BX", "complaint": "TS", "enquiry": "ZX", "suggestion": "JY", "praise": "BY"}
OTHER_PREFIX = "FW"
PHONE = re.compile(r"^[0-9+][0-9 -]{4,18}$")


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
    wish: str = "",
    photos: Sequence[UploadedFile] = (),
    channel: Channel = Channel.PHONE,
    subject: str = "",
    sealed: bool = False,
) -> Request:
    """File a request on behalf of somebody: a known person, or a caller with a name and a number."""
    actor.check("requests.answer", place.community_id)
    if reporter is not None and reporter.community_id != place.community_id:
        raise NotFound()
    if reporter is None and not guest_phone.strip():
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
        filed_by_id=actor.person_in(place.community_id),
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
    filed_by_id: int | None = None,
    subject: str = "",
    sealed: bool = False,
) -> Request:
    if category.community_id != place.community_id or not category.priority:
        raise Invalid(fields={"category": _("请选一个具体的类别。")})
    if subject and subject not in Subject.values:
        raise Invalid(fields={"subject": _("请选一个最接近的。")})
    complains = category.kind == RequestKind.COMPLAINT
    words = clean(words, field="words", most=1000, least=2)
    images = check_photos(photos)
    danger = danger_in(words) is not None
    priority = "P1" if danger else category.priority
    now = clock.now()
    promise = promise_for(category, priority, now, service_hours(place.community_id))
    request = Request(
        community_id=place.community_id,
        kind=category.kind,
        category=category,
        priority=priority,
        words=words,
        place=place,
        wish=clean_line(wish, field="wish", most=80),
        channel=channel,
        reporter_id=reporter_id,
        guest_name=clean_line(guest_name, field="guest_name", most=60),
        guest_phone=_phone(guest_phone),
        filed_by_id=filed_by_id,
        sealed=sealed and complains,
        follow_until=None if reporter_id else now + rules.GUEST_FOLLOWS,
        opened_at=now,
        answer_by=promise.answer_by,
        arrive_by=promise.arrive_by,
        finish_by=promise.finish_by,
        first_finish_by=promise.finish_by,
    )
    request.due_at = rules.next_due(request)
    with transaction.atomic():
        request.number = next_number(
            place.community_id,
            community_named(place.community_id).zone,
            PREFIXES.get(category.kind, OTHER_PREFIX),
        )
        request.save()
        keep_photos(images, actor=actor, about=request, purpose="report")
        record(
            RequestReported(
                number=request.number,
                request_kind=request.kind,
                category=category.code,
                priority=priority,
                channel=channel,
                danger=danger,
                sealed=request.sealed,
                subject=subject if complains else "",
            ),
            actor=actor,
            about=request,
        )
    return request


def _phone(text: str) -> str:
    phone = clean_line(text, field="guest_phone", most=20)
    if phone and not PHONE.match(phone):
        raise Invalid(fields={"guest_phone": _("这个号码好像不对，请再看一下。")})
    return phone
