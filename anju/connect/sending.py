"""Carrying one signed message to one address, without ever reaching into the operator's own network."""

import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Timer
from typing import Any

import httpx
from django.conf import settings
from standardwebhooks.webhooks import Webhook as Signer

from anju.connect import rules

TIMEOUT_SECONDS = 10  # for each step: connecting, sending, waiting for the next bytes
DEADLINE_SECONDS = 20  # for all of it
EXCERPT = 300


@dataclass(frozen=True)
class Answer:
    """What came back. ``status`` is None when nothing did; ``excerpt`` is the answer's beginning or the problem."""

    status: int | None
    milliseconds: int
    excerpt: str

    @property
    def good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class TargetRefused(Exception):
    """The address leads to a private network, and the operator has not allowed that (``ANJU_WEBHOOK_PRIVATE``)."""


def signed_headers(secret: str, message_id: str, at: datetime, body: str) -> dict[str, str]:
    """The headers of the Standard Webhooks specification for ``body``."""
    at = at.astimezone(UTC)  # the signer takes any time for one of UTC
    return {
        "content-type": "application/json",
        "user-agent": "Anju-Webhooks/1",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Signer(secret).sign(message_id, at, body),
    }


def send(url: str, *, headers: dict[str, str], body: str) -> Answer:
    """Post the body; every problem on the way becomes an ``Answer`` without a status. Redirects are not followed."""
    started = time.monotonic()
    try:
        status, text = _post(httpx.URL(url), headers, body)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, TargetRefused) as problem:
        return Answer(None, _since(started), (str(problem) or type(problem).__name__)[:EXCERPT])
    return Answer(status, _since(started), text)


def _post(url: httpx.URL, headers: dict[str, str], body: str) -> tuple[int, str]:
    # The name is looked up once and the checked address is the one that is called: a name that changes its
    # address in between cannot lead us inside. TLS still checks the certificate against the name.
    address = _checked_address(
        url.raw_host.decode("ascii"), url.port or (443 if url.scheme == "https" else 80)
    )
    line = _Line()
    cut = Timer(DEADLINE_SECONDS, line.cut)
    cut.start()
    try:
        return _call(url, address, line, headers, body)
    finally:
        cut.cancel()


def _call(url: httpx.URL, address: str, line: "_Line", headers: dict[str, str], body: str) -> tuple[int, str]:
    name = url.raw_host.decode("ascii")
    with httpx.Client(timeout=TIMEOUT_SECONDS, follow_redirects=False, trust_env=False) as client:
        request = client.build_request(
            "POST",
            url.copy_with(host=address),
            content=body.encode(),
            headers={**headers, "host": url.netloc.decode("ascii"), "accept-encoding": "identity"},
            extensions={"sni_hostname": name, "trace": line.follow},
        )
        answer = client.send(request, stream=True)
        try:
            beginning = next(answer.iter_raw(), b"")  # what came first is enough for the log
        finally:
            answer.close()
    words = beginning[: 4 * EXCERPT].decode("utf-8", "replace")
    return answer.status_code, words.replace("\x00", "")[:EXCERPT]


class _Line:
    """The connection of one call. A receiver that answers a byte at a time would else hold a worker for hours."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None

    def follow(self, event: str, facts: dict[str, Any]) -> None:
        """httpcore tells what it does: here it made the connection, or put TLS on it."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._socket = facts["return_value"].get_extra_info("socket")

    def cut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


def _checked_address(host: str, port: int) -> str:
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not settings.WEBHOOK_PRIVATE and not all(rules.is_public(address) for address in found):
        raise TargetRefused(f"{host} leads to a private address")
    return found[0]


def _since(started: float) -> int:
    return int((time.monotonic() - started) * 1000)
