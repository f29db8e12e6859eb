"""Mails for tests, written out as they come over the wire."""

import base64
import io
from typing import Any

from django.core import mail as outbox
from PIL import Image

from anju.channels.intake import take_in
from anju.channels.models import Mail

WANG = "wang@example.com"


def raw(
    body: str | bytes = "楼道灯不亮，麻烦来看看",
    *,
    sender: str = f"王小明 <{WANG}>",
    to: str = "cuihu@mail.example.org",
    subject: str = "灯坏了",
    message_id: str | None = "<one@example.com>",
    kind: str = "text/plain; charset=utf-8",
    **more: str,
) -> bytes:
    """A mail; names of ``more`` are lines of the head with _ for -."""
    head = {"From": sender, "To": to, "Subject": subject, "Content-Type": kind}
    if message_id:
        head["Message-ID"] = message_id
    head |= {name.replace("_", "-"): value for name, value in more.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items() if value)
    return lines.encode() + b"\r\n" + (body.encode() if isinstance(body, str) else body)


def multipart(*parts: bytes, kind: str = "mixed", **head: str) -> bytes:
    body = b"".join(b"--BORDER\r\n" + part + b"\r\n" for part in parts) + b"--BORDER--\r\n"
    return raw(body, kind=f'multipart/{kind}; boundary="BORDER"', **head)


def part(content: bytes, kind: str, name: str = "", coding: str = "base64") -> bytes:
    lines = [f"Content-Type: {kind}", f"Content-Transfer-Encoding: {coding}"]
    if name:
        lines.append(f'Content-Disposition: attachment; filename="{name}"')
    body = base64.encodebytes(content) if coding == "base64" else content
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def photo(side: int = 400) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), "teal").save(out, "JPEG")
    return out.getvalue()


def take(*args: Any, **head: Any) -> Mail:
    return take_in(raw(*args, **head))


def letters() -> list[Any]:
    return list(outbox.outbox)
