"""Pure decisions about webhooks: which addresses may be called, when to try again, what is sent."""

import ipaddress
import json
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Invalid
from anju.kernel.events import Recorded

# After the n-th failed try the next one comes this much later: about three days in all.
WAITS = [
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
]
# Webhooks that failed are kept to be sent again, those that arrived to be looked up.
KEEP_DELIVERIES = timedelta(days=60)

_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_6TO4 = ipaddress.IPv6Network("2002::/16")


def wait_after(tries: int) -> timedelta | None:
    """How long to wait after so many failed tries; None when it is enough."""
    return WAITS[tries - 1] if tries <= len(WAITS) else None


def check_address(url: str, *, private: bool) -> None:
    """``Invalid`` unless the address is https with a host and without a user name.

    ``private`` (the operator's setting) also allows http and addresses that name a private network; names are
    looked up only when something is sent.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
        httpx.URL(url)
        good = url.isprintable() and " " not in url and bool(host) and parts.username is None
    except (ValueError, httpx.InvalidURL):
        good = False
    if not good or parts.scheme not in ({"https", "http"} if private else {"https"}):
        raise Invalid(fields={"url": _("请填写以 https:// 开头的完整地址。")})
    if not private and (host.rstrip(".") == "localhost" or (is_ip(host) and not is_public(host))):
        raise Invalid(fields={"url": _("这个地址在内部网络里，不能推送到那里。")})


def is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not private, loopback, link-local, reserved, nor an IPv6
    address that stands for an IPv4 one (mapped, 6to4, NAT64) which is not public itself."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip not in _GLOBAL_UNICAST or ip in _6TO4:
            return False
    return ip.is_global and not ip.is_multicast


def wants(kinds: Collection[str], kind: str) -> bool:
    """Whether a webhook that asked for ``kinds`` (empty: all; ``requests.*``: all of an app) wants this one."""
    return not kinds or any(
        kind == want or (want.endswith("*") and kind.startswith(want[:-1])) for want in kinds
    )


def unknown_kind(kinds: Collection[str], known: Collection[str]) -> str | None:
    """The first of ``kinds`` that means none of the known ones; None where all mean something."""
    return next((kind for kind in kinds if not any(wants([kind], one) for one in known)), None)


def body_of(event: Recorded[Any]) -> str:
    """The message for an event, by the Standard Webhooks shape: type, timestamp, data. Ids are texts."""
    return json.dumps(
        {
            "type": event.kind,
            "timestamp": event.at.isoformat(),
            "data": {
                "id": str(event.id),
                "community_id": str(event.community_id),
                "actor": {"kind": event.actor_kind, "person_id": _text(event.person_id)},
                "about": {"type": event.about_type, "id": str(event.about_id)},
                "facts": {
                    name: _text(value) if name.endswith("_id") else value
                    for name, value in event.facts.items()
                },
            },
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def message_id(event_id: int) -> str:
    """The ``webhook-id``: the same for every try and every sending again, so that a receiver can tell them."""
    return f"msg_{event_id}"


def _text(id: int | None) -> str | None:
    return None if id is None else str(id)
