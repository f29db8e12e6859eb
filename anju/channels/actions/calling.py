"""The log of calls: noted also where they lead to nothing, and made a request later with the time of the call."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anju.channels import events
from anju.channels.actions.filing import category_of, place_of
from anju.channels.models import Call
from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.errors import Invalid, NotFound, Refused
from anju.kernel.events import record
from anju.kernel.text import clean, clean_line
from anju.people.rules import clean_phone
from anju.requests import actions as requests
from anju.requests.choices import Channel

if TYPE_CHECKING:
    from anju.people.models import Person
    from anju.places.models import Place
    from anju.requests.models import Request

MOST_MINUTES = 600
KEPT_BACK_DAYS = 7


def log_call(
    *,
    actor: Actor,
    community_id: int,
    called_at: datetime,
    words: str,
    caller: "Person | None" = None,
    caller_name: str = "",
    phone: str = "",
    minutes: int | None = None,
    place: "Place | None" = None,
    request: "Request | None" = None,
) -> Call:
    """Note a call: who, when, about what; ``request`` where it was about one that there is already.

    ``Invalid`` names the field: a time to come or more than a week ago, neither a person nor a name nor a number.
    """
    actor.check("requests.answer", community_id)
    if any(one is not None and one.community_id != community_id for one in (caller, place, request)):
        raise NotFound()
    now = clock.now()
    if called_at > now or (now - called_at).days >= KEPT_BACK_DAYS:
        raise Invalid(fields={"called_at": _("来电时间要在过去一周内，不能晚于现在。")})
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise Invalid(fields={"minutes": _("通话分钟数好像不对。")})
    phone = clean_phone(phone, field="phone") if phone.strip() else ""
    caller_name = clean_line(caller_name, field="caller_name", most=60)
    if caller is None and not caller_name and not phone:
        raise Invalid(fields={"caller_name": _("请记下是谁，或者回电号码。")})
    with transaction.atomic():
        call = Call.objects.of(community_id).create(
            called_at=called_at,
            minutes=minutes,
            caller=caller,
            caller_name=caller.name if caller else caller_name,
            phone=phone or (caller.phone if caller else ""),
            place=place,
            words=clean(words, field="words", most=1000, least=1),
            request=request,
            taken_by_id=actor.person_in(community_id),
            at=now,
        )
        record(events.CallLogged(request_id=call.request_id), actor=actor, about=call)
    return call


def file_call(*, actor: Actor, call: Call) -> "Request":
    """Make a request of a call that was only noted. Its promises run from the time of the call."""
    actor.check("requests.answer", call.community_id)
    with transaction.atomic():
        rows = Call.objects.of(call.community_id).select_for_update(of=("self",))
        call = rows.select_related("caller", "place").get(id=call.id)
        if call.request_id is not None:
            raise Refused(_("这个来电已经登记成一件事了。"))
        category, _unsure = category_of(call.community_id, call.words)
        request = requests.report_for(
            actor=actor,
            place=call.place or place_of(call.community_id, call.caller),
            category=category,
            words=call.words,
            reporter=call.caller,
            guest_name=call.caller_name,
            guest_phone=call.phone,
            channel=Channel.PHONE,
            called_at=call.called_at,
        )
        call.request = request
        call.save(update_fields=["request"])
        record(events.CallFiled(request_id=request.id), actor=actor, about=call)
    return request


def note_call_of(request: "Request") -> None:
    """A request that the desk filed from a call stands in the log of calls too. Safe to run twice."""
    with transaction.atomic():
        reporter = request.reporter
        phone = reporter.phone if reporter else request.guest_phone
        this_one = Q(request=request) | Q(request__isnull=True, called_at=request.opened_at, phone=phone)
        if Call.objects.of(request.community_id).filter(this_one).exists():
            return
        call = Call.objects.of(request.community_id).create(
            called_at=request.opened_at,
            caller=reporter,
            caller_name=reporter.name if reporter else request.guest_name,
            phone=phone,
            place=request.place,
            words=request.words,
            request=request,
            taken_by=request.filed_by,
            at=clock.now(),
        )
        record(events.CallLogged(request_id=request.id), actor=SYSTEM, about=call)
