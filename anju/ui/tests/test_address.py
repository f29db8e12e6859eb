"""Whose address a limit counts."""

from typing import Any

import pytest
from django.test import RequestFactory

from anju.ui.address import client_address


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "told"),
    [
        (0, "203.0.113.7", "", "203.0.113.7"),
        (0, "203.0.113.7", "10.0.0.1", "203.0.113.7"),  # nobody's proxy: what the header says is invented
        (1, "127.0.0.1", "10.0.0.1, 203.0.113.7", "203.0.113.7"),
        (2, "127.0.0.1", "10.0.0.1, 203.0.113.7, 192.0.2.1", "203.0.113.7"),
        (2, "192.0.2.9", "203.0.113.7", "192.0.2.9"),  # fewer hops than our proxies would have written
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:0db8:0001:0002::"),
        (0, "", "", "unknown"),
        (1, "127.0.0.1", "<script>", "unknown"),
    ],
)
def test_the_sender_s_address(settings: Any, proxies: int, remote: str, forwarded: str, told: str) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}

    assert client_address(RequestFactory().get("/", REMOTE_ADDR=remote, **headers)) == told
