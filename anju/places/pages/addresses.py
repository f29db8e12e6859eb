"""The address in a printed code."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

ONLY_HERE = {"localhost", "127.0.0.1", "::1"}


def code_url(request: HttpRequest, place: Any) -> str:
    """``<site>/q/<token>``: ASCII, and short so that the code stays coarse.

    A site whose address was never set is known by the name under which it is being used: nobody's phone reaches
    "localhost".
    """
    site: str = settings.SITE_URL
    if urlsplit(site).hostname in ONLY_HERE:
        site = request.build_absolute_uri("/")
    return f"{site.rstrip('/')}/q/{place.token}"
