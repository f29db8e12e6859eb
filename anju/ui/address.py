"""Where a web request comes from, for limits by rate."""

from ipaddress import IPv4Address, ip_address

from django.conf import settings
from django.http import HttpRequest

HOME_NETWORK = 64  # bits of an IPv6 address that one household has; the rest changes as it likes


def client_address(request: HttpRequest) -> str:
    """The sender's address; of IPv6 the network only. "unknown" where the server names none.

    ``X-Forwarded-For`` is believed only as far as the operator's own proxies wrote it (``ANJU_PROXIES``): what the
    sender put before that is their invention.
    """
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    told = hops[-proxies] if 0 < proxies <= len(hops) else request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(told)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv4Address):
        return str(address)
    return f"{address.exploded[: HOME_NETWORK // 4 + HOME_NETWORK // 16 - 1]}::"
