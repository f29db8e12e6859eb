"""A mail as it came over the wire, read: whatever is broken in it, what can be read is read and nothing raises."""

import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from django.core.files.uploadedfile import SimpleUploadedFile

from anju.channels.rules import MailHead
from anju.channels.text import decoded, plain_of_html
from anju.kernel.text import clean_line

MOST_BYTES = 25 * 2**20
MOST_PARTS = 200
MOST_TEXT = 100_000
ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,183}[A-Za-z0-9])?", re.ASCII
)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_PHOTO_NAMES = (".jpg", ".jpeg", ".png", ".webp", ".gif")


@dataclass(frozen=True)
class Incoming:
    """A mail that was read. ``text`` is all of its words; ``key`` is the same whenever the same mail comes again."""

    key: str
    message_id: str
    head: MailHead
    sender_name: str
    recipients: tuple[str, ...]
    thread: str
    text: str
    size: int
    photos: list[SimpleUploadedFile] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    forged: bool = False
    too_large: bool = False

    @property
    def sender(self) -> str:
        return self.head.sender

    @property
    def subject(self) -> str:
        return self.head.subject


def read_mail(raw: bytes, *, size: int | None = None) -> Incoming:
    """Read a mail. ``size`` is that of the whole where ``raw`` is only its beginning: then only the head counts."""
    whole = len(raw) if size is None else size
    message = message_from_bytes(_without_envelope(raw), policy=policy.default)
    lines = _lines(message)
    too_large = whole > MOST_BYTES
    text, photos, others = ("", [], []) if too_large else _content(message)
    message_id = _first_match(r"<[^<>\s]{1,240}>", lines.get("message-id", ""))
    name, sender = _sender(lines)
    return Incoming(
        key=hashlib.sha256(message_id.encode() if message_id else raw).hexdigest(),
        message_id=message_id,
        head=_head(message, lines, sender),
        sender_name=clean_line(name, field="name", most=10_000)[:60],
        recipients=_recipients(lines),
        thread=f"{lines.get('in-reply-to', '')} {lines.get('references', '')}",
        text=text[:MOST_TEXT],
        size=whole,
        photos=photos,
        others=others,
        forged=bool(
            re.search(r"\b(dmarc|spf)\s*=\s*(fail|softfail)\b", lines.get("authentication-results", ""), re.I)
        ),
        too_large=too_large,
    )


def _without_envelope(raw: bytes) -> bytes:
    """Without the line "From …" that some pipes put before a mail."""
    return raw.split(b"\n", 1)[-1] if raw.startswith(b"From ") else raw


def _lines(message: Message) -> dict[str, str]:
    """The lines of the head by small name, decoded, each on one line; repeated ones joined by a comma."""
    found: dict[str, list[str]] = {}
    for name, raw in message.raw_items():
        found.setdefault(str(name).lower(), []).append(_decoded_line(str(raw)))
    return {name: ", ".join(values) for name, values in found.items()}


def _decoded_line(raw: str) -> str:
    line = decoded(raw.encode("utf-8", "surrogateescape"), "")
    line = re.sub(r"[\r\n]+[ \t]*", " ", line)
    try:
        parts = decode_header(line)
    except Exception:  # broken base64, for instance
        return line
    words = [
        part
        if isinstance(part, str)
        else part.decode("raw-unicode-escape", "replace")
        if charset is None
        else decoded(part, charset)
        for part, charset in parts
    ]
    return re.sub(r"[\r\n\x00]+", " ", "".join(words)).strip()


def _head(message: Message, lines: dict[str, str], sender: str) -> MailHead:
    return MailHead(
        sender=sender,
        subject=clean_line(lines.get("subject", ""), field="subject", most=1_000_000)[:200],
        auto_submitted=lines.get("auto-submitted", ""),
        precedence=lines.get("precedence", ""),
        suppress=lines.get("x-auto-response-suppress", ""),
        auto_reply=lines.get("x-autoreply", "") or lines.get("x-autorespond", ""),
        list_id=lines.get("list-id", "") or lines.get("list-unsubscribe", ""),
        content_type=_type_of(message),
        ours=lines.get("x-anju", ""),
        null_path=lines.get("return-path", "").replace(" ", "") == "<>",
    )


def _sender(lines: dict[str, str]) -> tuple[str, str]:
    """Name and address of who wrote it, else of who sent it; ("", "") where no address can be read."""
    for line in (lines.get("from", ""), lines.get("sender", "")):
        name, address = next(iter(getaddresses([line])), ("", ""))
        if ADDRESS.fullmatch(address) and address in line:  # not glued together from what stood apart
            return name, address.lower()
        if found := ADDRESS.search(line):
            return line.split("<")[0].strip(' "') if "<" in line else "", found.group().lower()
    return "", ""


def _recipients(lines: dict[str, str]) -> tuple[str, ...]:
    """All addresses it was meant for, those that the server wrote down first."""
    named = [lines.get(name, "") for name in ("delivered-to", "x-original-to", "envelope-to", "to", "cc")]
    found = [address.group().lower() for line in named for address in ADDRESS.finditer(line[:20_000])]
    return tuple(dict.fromkeys(found))[:50]


def _content(message: Message) -> tuple[str, list[SimpleUploadedFile], list[str]]:
    plain: list[str] = []
    rich: list[str] = []
    photos: list[SimpleUploadedFile] = []
    others: list[str] = []
    for part in _parts(message):
        kind, name = _type_of(part), _name_of(part)
        if kind.startswith("message/"):
            others.append(name or "message.eml")
        elif kind in ("text/plain", "text/html") and not name and _disposition(part) != "attachment":
            words = decoded(_payload(part), _charset(part))
            (plain if kind == "text/plain" else rich).append(words)
        elif kind.startswith("image/") or name.lower().endswith(_PHOTO_NAMES):
            photos.append(SimpleUploadedFile(name or "photo.jpg", _payload(part)))
        elif not kind.startswith("multipart/"):
            others.append(name or kind)
    text = "\n".join(plain)
    return text if text.strip() else plain_of_html("\n".join(rich)), photos, others


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a mail, but not those of mails inside it; so many at most."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        inside = part.get_payload()
        if isinstance(inside, list) and not _type_of(part).startswith("message/"):
            waiting[:0] = [one for one in inside if isinstance(one, Message)]
        else:
            yield part


def _payload(part: Message) -> bytes:
    """The content, decoded; of broken base64 what comes before the end of its last whole group."""
    try:
        if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
            given = part.get_payload()
            written = given.encode("utf-8", "surrogateescape") if isinstance(given, str) else b""
            letters = _NOT_BASE64.sub(b"", written)
            if len(letters) * 5 < len(b"".join(written.split())) * 4:  # no base64 at all
                return written
            return binascii.a2b_base64(letters[: len(letters) // 4 * 4] + _rest(letters))
        content = part.get_payload(decode=True)
    except Exception:  # a coding that is broken beyond reading
        return b""
    return content if isinstance(content, bytes) else b""


def _rest(letters: bytes) -> bytes:
    """The last group, filled up; one letter alone says nothing."""
    over = len(letters) % 4
    return letters[-over:] + b"=" * (4 - over) if over > 1 else b""


def _type_of(part: Message) -> str:
    try:
        return part.get_content_type().lower()
    except Exception:
        return "text/plain"


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or ""
    except Exception:
        return ""


def _disposition(part: Message) -> str:
    try:
        return (part.get_content_disposition() or "").lower()
    except Exception:
        return ""


def _name_of(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except Exception:
        name = ""
    return clean_line(_decoded_line(name).replace("/", "_").replace("\\", "_"), field="name", most=10_000)[
        :120
    ]


def _first_match(pattern: str, text: str, group: int = 0) -> str:
    found = re.search(pattern, text, re.IGNORECASE)
    return found.group(group) if found else ""
