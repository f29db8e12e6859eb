"""Requests as Open311 shows them: to who filed them in full, to anybody else without people in them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from anju.channels.pages.georeport_door import Caller, Fault
from anju.channels.queries import geo_reports_of
from anju.channels.rules.geo import (
    MOST_ROWS,
    SHOWN_GROUPS,
    STATES,
    WINDOW,
    listed_in,
    moment_in,
    status_of,
    window_of,
)
from anju.channels.rules.scrub import scrubbed
from anju.channels.wire import w3_time
from anju.people.queries import names_of
from anju.requests.choices import RequestState
from anju.requests.sentences import on_paper, promises_of, sentence_of

MOST_PAGES = 1000


def asked_for(query: QueryDict, now: datetime) -> dict[str, Any]:
    """What ``requests_shown`` should look for; a ``Fault`` names what cannot be used."""
    if numbers := listed_in(query.get("service_request_id", "")):
        return {"numbers": numbers}
    wrong: list[str] = []
    states = list(listed_in(",".join(query.getlist("status")).lower()))
    if any(one not in STATES for one in states):
        wrong.append(_("status 只有 open 和 closed。"))
        states = []
    borders = {}
    for name in ("start_date", "end_date"):
        text = query.get(name, "").strip()
        borders[name] = moment_in(text) if text else None
        if text and borders[name] is None:
            wrong.append(_("%(name)s 要是 W3C 格式的日期时间，例如 2026-11-01T00:00:00Z。") % {"name": name})
    first, last = window_of(borders["start_date"], borders["end_date"], now)
    if first > last:
        wrong.append(_("start_date 不能晚于 end_date。"))
    elif last - first > WINDOW:
        wrong.append(_("start_date 到 end_date 最多 90 天。"))
    size = _count(query, "page_size", MOST_ROWS, MOST_ROWS, wrong)
    page = _count(query, "page", 1, MOST_PAGES, wrong)
    if wrong:
        raise Fault(400, *wrong)
    return {
        "groups": SHOWN_GROUPS,
        "codes": listed_in(",".join(query.getlist("service_code"))),
        "states": [state for one in states for state in STATES[one]],
        "first": first,
        "last": last,
        "skip": (page - 1) * size,
        "most": size,
    }


def shown(found: Sequence[Any], caller: Caller) -> list[dict[str, Any]]:
    """The rows of the answer. The names of the community's people are asked for once, and only if somebody else's
    words are shown."""
    geo = geo_reports_of(caller.here.id, [one.id for one in found])
    strange = any(not is_own(one, caller) for one in found)
    names = names_of(caller.here.id) if strange else frozenset()
    return [_row(one, geo.get(one.id), caller, names) for one in found]


def is_own(request: Any, caller: Caller) -> bool:
    """Whether the api_key belongs to who filed it."""
    person_id = caller.person_id
    return person_id is not None and person_id in (request.reporter_id, request.filed_by_id)


def _row(request: Any, geo: Any, caller: Caller, names: frozenset[str]) -> dict[str, Any]:
    own = is_own(request, caller)
    category, community = request.category, caller.here
    where = _where(request, geo, caller, own)
    return {
        "service_request_id": request.number,
        "status": status_of(request.state),
        "status_notes": sentence_of(request).words if own else _notes(request),
        "service_name": category.shown_name,
        "service_code": category.code,
        "description": _description(request, geo, own, names),
        "agency_responsible": community.name,
        "service_notice": "；".join(on_paper(one) for one in promises_of(request)) or None,
        "requested_datetime": w3_time(request.opened_at),
        "updated_datetime": w3_time(_updated(request)),
        "expected_datetime": w3_time(request.finish_by),
        **where,
        "media_url": (geo.media_url if own and geo else "") or None,
    }


def _notes(request: Any) -> str:
    """How it stands, in the fixed words; a verdict where there is one."""
    words = [str(request.get_state_display()), str(request.get_verdict_display()) if request.verdict else ""]
    return " · ".join(part for part in words if part)


def _description(request: Any, geo: Any, own: bool, names: frozenset[str]) -> str:
    """The words: one's own whole, those of others in public areas without people in them, else the category only."""
    said: str = geo.description if geo is not None and geo.description else request.words
    if own:
        return said
    if not _is_public(request):
        return str(request.category.shown_name)
    known = [
        request.guest_name,
        *(one.name for one in (request.reporter, request.filed_by, request.taken_by) if one),
    ]
    return scrubbed(said, names | frozenset(name for name in known if len(name) > 1))


def _is_public(request: Any) -> bool:
    group = request.category.code[:2]
    return request.place.kind == "area" and group in SHOWN_GROUPS


def _where(request: Any, geo: Any, caller: Caller, own: bool) -> dict[str, Any]:
    """The place; of a home only the building, unless it is one's own; where it is about people the community only."""
    place = request.place
    if not own:
        shown_at = request.category.code[:2] in SHOWN_GROUPS or request.category.kind in (
            "repair",
            "incident",
        )
        place = None if not shown_at else place if place.kind == "area" else (place.building or place)
    spots = [(place.lat, place.lon)] if place else []
    if place is not None and place.building is not None:
        spots.append((place.building.lat, place.building.lon))
    if own and geo is not None:
        spots.insert(0, (geo.lat, geo.lon))
    spots.append((caller.here.lat, caller.here.lon))
    lat, lon = next(((lat, lon) for lat, lon in spots if lat is not None), (None, None))
    parts = (place.label if place else "", caller.here.name, caller.here.address)
    return {
        "address": ", ".join(part for part in parts if part),
        "address_id": place.code if place else None,
        "zipcode": None,
        "lat": None if lat is None else float(lat),
        "long": None if lon is None else float(lon),
    }


def _updated(request: Any) -> datetime:
    """When it last changed; of what is closed, when it was."""
    if request.state == RequestState.CLOSED and request.closed_at:
        closed: datetime = request.closed_at
        return closed
    steps = (
        request.opened_at,
        request.answered_at,
        request.arrived_at,
        request.finished_at,
        request.closed_at,
        request.urged_at,
    )
    return max(step for step in steps if step is not None)


def _count(query: QueryDict, name: str, usual: int, most: int, wrong: list[str]) -> int:
    text = query.get(name, "").strip()
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text[:9]) <= most:
        wrong.append(_("%(name)s 要是 1 到 %(most)d 之间的整数。") % {"name": name, "most": most})
        return usual
    return int(text)
