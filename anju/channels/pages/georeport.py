"""Open311 GeoReport v2: services, their definitions, requests, tokens, and the discovery of it all.

Built to the published specification. Errors are lists of code and description with the status the specification
names: 404 for what does not exist, 403 for a missing or wrong api_key, 400 for anything else.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from anju.channels import wire
from anju.channels.actions import file_report
from anju.channels.attributes import attributes_of
from anju.channels.pages.georeport_door import Caller, Fault, door
from anju.channels.pages.georeport_shown import asked_for, shown
from anju.channels.pages.georeport_told import told_in
from anju.channels.queries import request_of_follow_token, request_of_tokens
from anju.kernel import clock
from anju.kernel.errors import NotFound
from anju.kernel.idempotency import create_once, fingerprint, key_used_since
from anju.requests.own_queries import request_made, requests_shown
from anju.requests.sentences import on_paper, promises_of
from anju.standards.queries import catalogue_changed_at, category_for, leaf_categories

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
AGAIN_WITHIN = timedelta(minutes=1)  # the same report from the same caller is the same report so long
MOST_KEY = 255


@door(jurisdiction="maybe")
def discovery(request: HttpRequest, caller: Caller) -> HttpResponse:
    changed = wire.w3_time(catalogue_changed_at(caller.community.id if caller.community else None))
    hotline = caller.community.hotline if caller.community else ""
    content = {
        "changeset": changed,
        "contact": _("服务热线 %(phone)s") % {"phone": hotline} if hotline else settings.SITE_URL,
        "key_service": _("请小区的项目经理在“系统对接”里开一个令牌，作为 api_key：%(site)s")
        % {"site": settings.SITE_URL},
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": request.build_absolute_uri(reverse("open311:base")).rstrip("/"),
                "changeset": changed,
                "type": "test" if settings.DEMO else "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }
    return wire.answer(caller.form, "discovery", content)


@door()
def services(request: HttpRequest, caller: Caller) -> HttpResponse:
    rows = [
        {
            "service_code": leaf.code,
            "service_name": leaf.shown_name,
            "description": leaf.advice or leaf.name,
            "metadata": bool(attributes_of(leaf.code)),
            "type": "realtime",
            "keywords": ", ".join(leaf.keywords.replace("+", " ").split()),
            "group": leaf.parent.shown_name if leaf.parent else None,
        }
        for leaf in leaf_categories(caller.here.id)
        if leaf.priority
    ]
    return wire.answer(caller.form, "services", rows)


@door()
def service(request: HttpRequest, caller: Caller, code: str) -> HttpResponse:
    category = offered_category(caller, code)
    attributes = [one.as_wire(order) for order, one in enumerate(attributes_of(category.code), 1)]
    content = {"service_code": category.code, "attributes": attributes}
    return wire.answer(caller.form, "service_definition", content)


@door(methods=("GET", "POST"))
def requests(request: HttpRequest, caller: Caller) -> HttpResponse:
    return _post(request, caller) if request.method == "POST" else _list(request, caller)


@door()
def one_request(request: HttpRequest, caller: Caller, number: str) -> HttpResponse:
    found = requests_shown(caller.here.id, filed_by=caller.person_id, numbers=[number], most=1)
    if not found:
        raise Fault(404, _("没有这个 service_request_id：%(number)s") % {"number": number})
    return wire.answer(caller.form, "service_requests", shown(found, caller))


@door()
def token(request: HttpRequest, caller: Caller, token: str) -> HttpResponse:
    """Everything is filed at once here, so no POST answers with a token; a follow link's or a mail's token leads to
    its request."""
    found = request_of_tokens([token]) or request_of_follow_token(caller.here.id, token)
    if found is None or found.community_id != caller.here.id:
        raise Fault(404, _("没有这个 token：%(token)s") % {"token": token})
    row = {"service_request_id": found.number, "token": token}
    return wire.answer(caller.form, "service_requests", [row])


@door(jurisdiction="maybe", methods=("GET", "POST"))
def unknown(request: HttpRequest, caller: Caller, rest: str = "") -> HttpResponse:
    raise Fault(404, _("没有这个地址，请对照 GeoReport v2：%(path)s") % {"path": request.path})


def offered_category(caller: Caller, code: str) -> Any:
    try:
        category = category_for(caller.here.id, code[:40])
    except NotFound:
        category = None
    on = (
        category is not None
        and category.is_active
        and category.priority
        and category.parent
        and category.parent.is_active
    )
    if not on:
        raise Fault(404, _("没有这个 service_code：%(code)s") % {"code": code[:40]})
    return category


def _list(request: HttpRequest, caller: Caller) -> HttpResponse:
    found = requests_shown(caller.here.id, filed_by=caller.person_id, **asked_for(request.GET, clock.now()))
    return wire.answer(caller.form, "service_requests", shown(found, caller))


def _post(request: HttpRequest, caller: Caller) -> HttpResponse:
    actor = caller.check_may_write()
    code = request.POST.get("service_code", "").strip()
    if not code:
        raise Fault(400, _("缺少 service_code。"))
    category = offered_category(caller, code)
    told = told_in(request.POST, caller, category)
    sent = {name: request.POST.getlist(name) for name in sorted(request.POST) if name != "api_key"}
    owner, way = f"open311:{caller.token_id}", f"open311 {caller.here.slug}"
    made = create_once(
        owner=owner,
        door=way,
        key=_key_of(request, owner, way, sent),
        content=sent,
        create=lambda: file_report(actor=actor, told=told),
        find=request_made,
    )
    row = {
        "service_request_id": made.number,
        "service_notice": "；".join(on_paper(one) for one in promises_of(made)) or None,
        "account_id": told.account or None,
    }
    return wire.answer(caller.form, "service_requests", [row])


def _key_of(request: HttpRequest, owner: str, way: str, sent: dict[str, list[str]]) -> str:
    """The caller's own key; else one of the content, good for a minute: clients send a report again when an answer is
    slow."""
    given = request.headers.get("Idempotency-Key", "")
    if given:
        if len(given) > MOST_KEY or not given.isascii() or not given.isprintable():
            raise Fault(400, _("Idempotency-Key 最多 255 个可见字符。"))
        return given
    now = clock.now()
    slice_now = int(now.timestamp() // AGAIN_WITHIN.total_seconds())
    keys = [f"same {fingerprint(sent)} {part}" for part in (slice_now, slice_now - 1)]
    return key_used_since(owner=owner, door=way, keys=keys, since=now - AGAIN_WITHIN) or keys[0]
