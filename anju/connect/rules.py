"""Pure decisions about webhooks: which addresses may be called, when to try again."""

import ipaddress
import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

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


def wait_after(tries: int) -> timedelta | None:
    """How long to wait after so many failed tries; None when it is enough."""
    return WAITS[tries - 1] if tries <= len(WAITS) else None


def check_address(url: str) -> None:
    """``Invalid`` unless the address is http(s) with a host and without a user name."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
        _port = parts.port
    except ValueError:
        good = False
    if not good:
        raise Invalid(fields={"url": _("请填写以 https:// 开头的完整地址。")})


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not private, loopback, link-local or reserved."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return ip.is_global and not ip.is_multicast


def wants(kinds: list[str], kind: str) -> bool:
    """Whether a webhook that asked for ``kinds`` (empty: all; ``requests.*``: all of an app) wants this one."""
    return not kinds or any(
        kind == want or (want.endswith("*") and kind.startswith(want[:-1])) for want in kinds
    )


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


def _text(id: int | None) -> str | None:
    return None if id is None else str(id)
