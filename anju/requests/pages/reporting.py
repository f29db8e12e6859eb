"""What the report pages share: the choices that are shown, the place that is meant, one request per key."""

import secrets
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, NotFound
from anju.kernel.idempotency import create_once
from anju.requests import wishes
from anju.requests.alarm import alarm_in
from anju.requests.beside import Told, offers_for
from anju.requests.choices import Subject
from anju.requests.forms.resident import HINTS, KINDS, ReportForm, likely_categories
from anju.requests.own_queries import request_made
from anju.standards.choices import RequestKind
from anju.standards.queries import category_for, category_groups, danger_lists

SERVICE_COMPLAINTS = "10"  # the group of categories that complain of the service and of its people


def fresh_key() -> str:
    return secrets.token_urlsafe(16)


def shown(actor: Actor, community: Any, form: ReportForm, told: Any, place: Any = None) -> dict[str, Any]:
    """What the form's template needs beside the form. ``told`` is what was typed so far, or the address's query."""
    kind = told.get("kind", "")
    return {
        "form": form,
        "kind": kind,
        "kinds": [(one.value, one.label, HINTS[one]) for one in KINDS],
        "hint": HINTS.get(kind, HINTS[RequestKind.REPAIR]),
        "groups": category_groups(community.id),
        "wishes": wishes.offered(clock.now(), timezone.get_current_timezone()),
        **guessed(actor, community, told, place),
    }


def guessed(actor: Actor, community: Any, told: Any, place: Any = None) -> dict[str, Any]:
    """What the words seem to mean: likely categories with the chosen one first, danger with whom to call, and what
    other apps offer for them (``beside.REPORT_OFFERS``)."""
    words = told.get("words", "")[:1000]
    likely = likely_categories(community.id, words, told.get("kind", ""))
    chosen = _chosen(community.id, told.get("category", ""))
    if chosen is not None:
        likely = [chosen, *(one for one in likely if one.id != chosen.id)]
    meant = likely[0] if likely else None
    return {
        "likely": likely,
        "chosen": chosen,
        "meant": meant,
        "alarm": alarm_in(words, community.hotline, danger_lists(community.id)),
        "offers": offers_for(actor, Told(community.id, words, told.get("kind", ""), place, meant)),
        "asked": bool(words.strip()),
        **complaint_told(told, told.get("kind", ""), likely[0] if likely else None),
    }


def complaint_told(told: Any, kind: str, meant: Any) -> dict[str, Any]:
    """What is asked of a complaint beside its words, and what was ticked so far. Not asked where something is to be
    cleaned or mended and nobody said that they complain."""
    service = meant is not None and meant.code.startswith(SERVICE_COMPLAINTS)
    return {
        "complains": kind == RequestKind.COMPLAINT or service,
        "subjects": Subject.choices,
        "subject": told.get("subject", ""),
        "sealed": bool(told.get("sealed")),
        "anonymous": bool(told.get("anonymous")),
    }


def _chosen(community_id: int, code: str) -> Any:
    if not code:
        return None
    try:
        found = category_for(community_id, code[:10])
    except NotFound:
        return None
    return found if found.priority and found.is_active else None


def report_once(
    request: HttpRequest, form: ReportForm, *, owner: str, key: str, create: Callable[[], Any]
) -> Any:
    """Make the request once per key of the form. ``Invalid`` when the key was used for other words before."""
    told = form.cleaned_data
    content = {
        name: request.POST.getlist(name)
        for name in ("words", "category", "kind", "place", "wish", "wish_own", "subject", "sealed")
        if not (told["anonymous"] and name == "place")  # a place could be guessed from the key's digest
    }
    content["photos"] = [f"{photo.name} {photo.size}" for photo in told["photos"]]
    try:
        return create_once(
            owner=owner,
            door="report",
            key=key,
            content=content,
            create=create,
            find=request_made,
        )
    except Invalid as wrong:
        if wrong.fields:
            raise
        raise Invalid(_("您刚才已经发出一件，在“我报过的”里能看到。如果这是另一件事，请再点一次。")) from None
