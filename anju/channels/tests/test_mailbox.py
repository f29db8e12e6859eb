"""Fetching mails from a box: over IMAP with a server of our own, marked as seen only when kept."""

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test.utils import override_settings

from anju.channels import intake, jobs
from anju.channels.models import Mail
from anju.channels.tests.mails import raw
from anju.requests.models import Request
from tests.cast import Cast


@dataclass
class Box:
    """What the server holds: mails by number, those seen, what was asked for."""

    mails: dict[str, bytes]
    seen: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    password: str = "secret"


class Imap(socketserver.StreamRequestHandler):
    """So much of IMAP4rev1 as a client needs that looks for what is new."""

    def handle(self) -> None:
        self._say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, command, *words = line.split(" ", 2)
            getattr(self, f"_{command.lower()}", self._unknown)(tag, words[0] if words else "")
            if command.upper() == "LOGOUT":
                return

    @property
    def box(self) -> Box:
        return self.server.box  # type: ignore[attr-defined, no-any-return]

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _unknown(self, tag: str, words: str) -> None:
        self._say(f"{tag} BAD no")

    def _capability(self, tag: str, words: str) -> None:
        self._say("* CAPABILITY IMAP4rev1")
        self._say(f"{tag} OK done")

    def _login(self, tag: str, words: str) -> None:
        self._say(f"{tag} {'OK done' if self.box.password in words else 'NO wrong'}")

    def _select(self, tag: str, words: str) -> None:
        self._say(f"* {len(self.box.mails)} EXISTS")
        self._say(f"{tag} OK [READ-WRITE]")

    def _logout(self, tag: str, words: str) -> None:
        self._say("* BYE")
        self._say(f"{tag} OK done")

    def _uid(self, tag: str, words: str) -> None:
        self.box.asked.append(words)
        what, _, rest = words.partition(" ")
        if what == "SEARCH":
            self._say("* SEARCH " + " ".join(uid for uid in self.box.mails if uid not in self.box.seen))
        elif what == "FETCH":
            uid, part = rest.split(" ", 1)
            content = self.box.mails[uid]
            if "RFC822.SIZE" in part:
                self._say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(content)})")
            else:
                content = content.split(b"\r\n\r\n")[0] + b"\r\n\r\n" if "HEADER" in part else content
                self.wfile.write(
                    f"* 1 FETCH (UID {uid} BODY[] {{{len(content)}}}\r\n".encode() + content + b")\r\n"
                )
        elif what == "STORE":
            self.box.seen.add(rest.split(" ")[0])
        self._say(f"{tag} OK done")


@pytest.fixture
def box() -> Iterator[tuple[Box, str]]:
    held = Box(
        {"7": raw(), "9": raw("水管漏水", subject="漏", message_id="<2@e.cn>", sender="li@example.com")}
    )
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Imap) as server:
        server.daemon_threads = True
        server.box = held  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield held, f"imap://anju%40example.org@127.0.0.1:{server.server_address[1]}/INBOX"
        server.shutdown()


def fetch(url: str, password: str = "secret") -> None:
    with override_settings(IMAP_URL=url, IMAP_PASSWORD=password):
        jobs.fetch_mail(timestamp=0)


def test_new_mails_are_kept_and_then_marked(town: Cast, box: tuple[Box, str]) -> None:
    held, url = box
    fetch(url)
    assert held.seen == {"7", "9"} and Request.objects.of(town.cuihu.id).count() == 2
    assert all("PEEK" in one or "SIZE" in one for one in held.asked if one.startswith("FETCH"))
    held.seen.clear()
    fetch(url)  # the marks were lost: nothing new comes of it
    assert held.seen == {"7", "9"} and Request.objects.of(town.cuihu.id).count() == 2


def test_a_mail_that_was_not_kept_stays_unseen(
    town: Cast, box: tuple[Box, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    held, url = box
    keep = intake.take_in

    def breaks(content: bytes, **more: Any) -> Mail:
        if b"li@example.com" in content:
            raise OSError("the database is away")
        return keep(content, **more)

    monkeypatch.setattr(intake, "take_in", breaks)
    with pytest.raises(OSError, match="away"):
        fetch(url)
    assert held.seen == {"7"}
    monkeypatch.setattr(intake, "take_in", keep)
    fetch(url)
    assert held.seen == {"7", "9"} and Request.objects.of(town.cuihu.id).count() == 2


def test_of_a_large_mail_only_the_head_is_fetched(town: Cast, box: tuple[Box, str]) -> None:
    held, url = box
    held.mails = {"7": raw("x" * (26 * 2**20))}
    fetch(url)
    assert "HEADER" in held.asked[-2] and held.seen == {"7"}
    assert Mail.objects.of(town.cuihu.id).get().state == "refused"


def test_strangers_mail_is_passed_over(
    town: Cast, box: tuple[Box, str], caplog: pytest.LogCaptureFixture
) -> None:
    held, url = box
    held.mails = {"7": raw(to="nobody@mail.example.org"), "9": raw()}
    fetch(url)
    assert held.seen == {"7", "9"} and Request.objects.of(town.cuihu.id).count() == 1
    assert "no community of ours" in caplog.text


def test_a_wrong_password_and_a_wrong_address_are_errors(town: Cast, box: tuple[Box, str]) -> None:
    held, url = box
    with pytest.raises(Exception, match="wrong"):
        fetch(url, "guess")
    with pytest.raises(ValueError, match="imaps"):
        fetch("https://example.org/INBOX")
    fetch("")  # no box: nothing to do
    assert held.seen == set()
