"""Webhooks never reach into the operator's own network, and TLS vouches for the name that was asked for."""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from anju.connect import rules, sending
from anju.connect.tests.receiver import Receiver, listening
from anju.kernel.errors import Invalid

INSIDE = """
127.0.0.1 127.8.9.10 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 192.0.2.1
198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 ::10.0.0.1 fe80::1 fe80::1%2
fc00::1 fd12:3456::1 ff02::1 2002:a00:1::1 2002:7f00:1:: 64:ff9b::a00:1 2001:db8::1 2001:0:1::1
"""
OUTSIDE = ["1.1.1.1", "8.8.8.8", "203.0.114.1", "2606:4700:4700::1111", "2400:3200::1", "::ffff:8.8.8.8"]


@pytest.mark.parametrize("address", INSIDE.split())
def test_inside_is_inside(address: str) -> None:
    assert not rules.is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_the_public_internet_is_public(address: str) -> None:
    assert rules.is_public(address)


NOT_TAKEN = """
example.org //example.org/x ftp://example.org/ http://example.org/ https:///x https:// javascript:alert(1)
https://user:pass@example.org/ https://example.org:99999/ https://[::1 https://localhost/ https://localhost./
https://127.0.0.1/ https://[::1]:8443/x https://[::ffff:10.0.0.1]/ https://10.1.2.3/ https://169.254.169.254/meta
"""


@pytest.mark.parametrize("url", ["", "https://a b/", "https://example.org/\x00", *NOT_TAKEN.split()])
def test_such_an_address_is_not_taken(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_address(url, private=False)
    assert list(refused.value.fields) == ["url"]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "https://例子.中国/hook?x=1",
        "https://8.8.8.8:8443/",
        "https://[2606:4700::1]/",
    ],
)
def test_such_an_address_is_taken(url: str) -> None:
    rules.check_address(url, private=False)


def test_the_operator_may_allow_the_own_network_and_plain_http() -> None:
    for url in ("http://10.0.0.5:9000/hook", "https://localhost/", "http://erp.internal/"):
        rules.check_address(url, private=True)
    with pytest.raises(Invalid):
        rules.check_address("ftp://10.0.0.5/", private=True)


def names(monkeypatch: pytest.MonkeyPatch, known: dict[str, list[str]]) -> None:
    """A name server that knows these names and says what others are as always."""
    real = socket.getaddrinfo

    def look_up(host: str, port: Any, *more: Any, **how: Any) -> Any:
        return [answer for address in known.get(host, [host]) for answer in real(address, port, *more, **how)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1"])
def test_a_name_that_leads_inside_is_not_called(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, {"hook.example.org": ["8.8.8.8", address]})  # one good answer does not help
    monkeypatch.setattr(httpx, "Client", None)
    answer = sending.send("https://hook.example.org/", headers={}, body="{}")
    assert (answer.status, answer.good) == (None, False)
    assert "private" in answer.excerpt


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0"]
)
def test_nor_is_the_machine_itself_however_it_is_written(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening() as receiver:
        answer = sending.send(f"http://{host}:{receiver.port}/hook", headers={}, body="{}")
    assert (answer.status, receiver.received) == (None, [])


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    with listening() as inside:
        receiver.will_answer(
            (302, {"Location": inside.url}, b"over there"), (307, {"Location": inside.url}, b"")
        )
        first = sending.send(receiver.url, headers={}, body="{}")
        second = sending.send(receiver.url, headers={}, body="{}")
    assert (first.status, first.good, first.excerpt) == (302, False, "over there")
    assert (second.status, second.good) == (307, False)
    assert inside.received == []


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://nowhere.invalid/", "http://[::1/", "http://\x00/"]
)
def test_what_cannot_be_reached_is_an_answer_too(url: str, settings: Any) -> None:
    settings.WEBHOOK_PRIVATE = True
    answer = sending.send(url, headers={}, body="{}")
    assert (answer.status, answer.good) == (None, False)
    assert answer.excerpt


def test_only_the_beginning_of_an_answer_is_kept(receiver: Receiver) -> None:
    receiver.will_answer((500, {}, ("坏" * 1000).encode()), (500, {}, b"a\x00b"), (500, {}, b"\xff\xfe"))
    first, second, third = (sending.send(receiver.url, headers={}, body="{}") for _ in range(3))
    assert first.excerpt == "坏" * sending.EXCERPT
    assert second.excerpt == "ab"
    assert third.excerpt == "\ufffd\ufffd"


@pytest.mark.parametrize("secure", [False, True])
def test_who_answers_a_byte_at_a_time_is_cut_off(
    papers: "Papers", monkeypatch: pytest.MonkeyPatch, secure: bool
) -> None:
    monkeypatch.setattr(sending, "DEADLINE_SECONDS", 0.4)
    over = threading.Event()

    def drip(listener: socket.socket) -> None:
        with listener.accept()[0] as line, suppress(OSError):
            line.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not over.wait(0.05):
                line.sendall(b"a")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        shown = papers.server_for(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
        door = shown.wrap_socket(listener, server_side=True) if secure else listener
        thread = threading.Thread(target=drip, args=[door])
        thread.start()
        answer = sending.send(f"http{'s' * secure}://127.0.0.1:{port}/", headers={}, body="{}")
        over.set()
        thread.join()
        door.close()
    assert answer.status is None
    assert 300 < answer.milliseconds < 5000


def test_the_name_goes_along_though_the_address_is_called(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, {"hook.example.org": ["127.0.0.1"]})
    answer = sending.send(
        f"http://hook.example.org:{receiver.port}/a%20b?x=1", headers={"webhook-id": "m"}, body="{}"
    )
    assert answer.status == 204
    (got,) = receiver.received
    assert (got.path, got.headers["host"]) == ("/a%20b?x=1", f"hook.example.org:{receiver.port}")
    assert got.headers["webhook-id"] == "m"


class Papers:
    """An authority of this test only, and a server that shows what it wrote."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.key = folder, ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test authority")])
        self.own = self._write(self.name, self.key, x509.BasicConstraints(ca=True, path_length=None))
        (folder / "authority.pem").write_bytes(self.own.public_bytes(serialization.Encoding.PEM))

    def _write(self, subject: x509.Name, key: Any, *more: x509.ExtensionType) -> x509.Certificate:
        now = datetime.now(UTC)
        paper = x509.CertificateBuilder(
            subject_name=subject, issuer_name=self.name, public_key=key.public_key()
        )
        paper = paper.serial_number(x509.random_serial_number())
        paper = paper.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        for extension in more:
            paper = paper.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
        return paper.sign(self.key, hashes.SHA256())

    def server_for(self, name: x509.GeneralName) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        paper = self._write(x509.Name([]), key, x509.SubjectAlternativeName([name]))
        file = self.folder / "server.pem"
        file.write_bytes(
            paper.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Papers]:
    settings.WEBHOOK_PRIVATE = True
    papers, plain = Papers(tmp_path), httpx.Client
    trusting = ssl.create_default_context(cafile=tmp_path / "authority.pem")
    monkeypatch.setattr(httpx, "Client", lambda **how: plain(verify=trusting, **how))
    names(monkeypatch, {name: ["127.0.0.1"] for name in ("hook.example.org", "other.example.org")})
    yield papers


@pytest.mark.parametrize(
    ("shown", "asked", "good"),
    [
        (x509.DNSName("hook.example.org"), "hook.example.org", True),
        (x509.DNSName("other.example.org"), "hook.example.org", False),
        (x509.DNSName("hook.example.org"), "127.0.0.1", False),
        (x509.IPAddress(ipaddress.ip_address("127.0.0.1")), "127.0.0.1", True),
        (x509.IPAddress(ipaddress.ip_address("127.0.0.1")), "hook.example.org", False),
    ],
)
def test_the_certificate_must_be_for_the_name_that_was_asked_for(
    papers: Papers, shown: x509.GeneralName, asked: str, good: bool
) -> None:
    with listening(papers.server_for(shown)) as receiver:
        answer = sending.send(f"https://{asked}:{receiver.port}/", headers={}, body="{}")
    assert answer.good is good
    assert len(receiver.received) == int(good)
    assert good or "certificate" in answer.excerpt.lower()


def test_an_unknown_authority_is_not_trusted(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr("anju.connect.sending.settings.WEBHOOK_PRIVATE", True)
    with listening(papers.server_for(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))) as receiver:
        answer = sending.send(f"https://127.0.0.1:{receiver.port}/", headers={}, body="{}")
    assert (answer.status, receiver.received) == (None, [])


def _speaks_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def test_an_ipv6_address_stands_in_brackets(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WEBHOOK_PRIVATE = True
    if not _speaks_ipv6():
        pytest.skip("no IPv6 on this machine")
    with listening(host="::1") as receiver:
        answer = sending.send(f"http://[::1]:{receiver.port}/hook", headers={}, body="{}")
    assert answer.good
    assert receiver.received[0].headers["host"] == f"[::1]:{receiver.port}"
