"""The box that mails are fetched from. ``fetched`` is the port; over it tests stand a box of their own."""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from urllib.parse import unquote, urlsplit

from anju.channels.parsing import MOST_BYTES

PATIENCE = 30  # seconds
HEAD_ONLY = 64 * 1024


class Mailbox(Protocol):
    """New mails by their lasting number; ``read`` gives (content, whole size), only the head of a very large one."""

    def unseen(self) -> list[str]: ...

    def read(self, uid: str) -> tuple[bytes, int]: ...

    def mark_seen(self, uid: str) -> None: ...


class ImapBox:
    """A folder of an IMAP server. Reading marks nothing (``PEEK``)."""

    def __init__(self, server: imaplib.IMAP4) -> None:
        self._server = server

    def unseen(self) -> list[str]:
        _ok, found = self._server.uid("SEARCH", "UNSEEN")
        return found[0].decode().split() if found and found[0] else []

    def read(self, uid: str) -> tuple[bytes, int]:
        size = self._size(uid)
        part = "BODY.PEEK[]" if size <= MOST_BYTES else f"BODY.PEEK[HEADER]<0.{HEAD_ONLY}>"
        _ok, answer = self._server.uid("FETCH", uid, f"({part})")
        content = next((one[1] for one in answer if isinstance(one, tuple)), b"")
        return content, max(size, len(content))

    def mark_seen(self, uid: str) -> None:
        self._server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)")

    def _size(self, uid: str) -> int:
        _ok, answer = self._server.uid("FETCH", uid, "(RFC822.SIZE)")
        line = next((one for one in answer if isinstance(one, bytes)), b"")
        number = line.partition(b"RFC822.SIZE")[2].strip(b" )").split(b" ")[0]
        return int(number) if number.isdigit() else 0


@contextmanager
def opened(url: str, password: str) -> Iterator[Mailbox]:
    """The box at ``imaps://user@host[:port]/folder`` (``imap://`` begins plain and goes over to TLS)."""
    parts = urlsplit(url)
    host, safe = parts.hostname or "", ssl.create_default_context()
    server: imaplib.IMAP4
    if parts.scheme == "imaps":
        server = imaplib.IMAP4_SSL(host, parts.port or 993, ssl_context=safe, timeout=PATIENCE)
    elif parts.scheme == "imap":
        server = imaplib.IMAP4(host, parts.port or 143, timeout=PATIENCE)
        if host not in ("localhost", "127.0.0.1", "::1"):
            server.starttls(safe)
    else:
        raise ValueError("ANJU_IMAP_URL begins with imaps:// or imap://")
    with server:
        server.login(unquote(parts.username or ""), password)
        folder = unquote(parts.path.strip("/")) or "INBOX"
        state, _answer = server.select(f'"{folder}"')
        if state != "OK":
            raise OSError(f"no folder {folder}")
        yield ImapBox(server)
