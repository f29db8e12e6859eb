"""From bytes to a mail that was taken in: read, find whose it is, hand it to the action. One way for pipe and box."""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from anju.channels import queries
from anju.channels.actions import receive_mail
from anju.channels.mailbox import Mailbox
from anju.channels.parsing import MOST_BYTES, read_mail
from anju.channels.rules import tokens_in

if TYPE_CHECKING:
    from anju.channels.models import Mail

CHUNK = 64 * 1024
logger = logging.getLogger(__name__)


class NobodysMail(Exception):
    """The mail is for no community of ours."""


def take_in(raw: bytes, *, size: int | None = None, recipient: str = "") -> "Mail":
    """Take in a mail. ``recipient`` is the address it was delivered to, where the caller knows it. ``NobodysMail``
    where it is for none of our communities."""
    incoming = read_mail(raw, size=size)
    recipients = tuple(one.lower() for one in (recipient, *incoming.recipients) if one)
    tokens = tokens_in(addresses=" ".join(recipients), subject=incoming.subject, thread=incoming.thread)
    about = queries.request_of_tokens(tokens)
    community = about.community if about is not None else queries.community_of_mail(recipients)
    if community is None:
        raise NobodysMail(", ".join(recipients)[:200])
    return receive_mail(incoming=incoming, community=community, about=about)


def take_stream(stream: BinaryIO, *, recipient: str = "") -> "Mail":
    """Take in a mail from a pipe. Of one that is too large only the beginning is kept in memory; the rest is read and
    dropped, so that who writes it is not cut off."""
    chunks: list[bytes] = []
    size = 0
    for chunk in _chunks(stream):
        size += len(chunk)
        if size <= MOST_BYTES:
            chunks.append(chunk)
        elif len(chunks) > 1:
            del chunks[1:]
    return take_in(b"".join(chunks), size=size, recipient=recipient)


def fetch_new(box: Mailbox) -> int:
    """Take in what is new in the box; each mail is marked as seen only when it has been kept. How many there were."""
    uids = box.unseen()
    for uid in uids:
        content, size = box.read(uid)
        try:
            take_in(content, size=size)
        except NobodysMail as stranger:
            logger.warning("a mail in the box is for no community of ours: %s", stranger)
        box.mark_seen(uid)
    return len(uids)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk
