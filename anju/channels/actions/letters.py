"""Letters to who has no account: written with the fact, sent by a job, once."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage

from anju.channels import queries
from anju.channels.models import Letter
from anju.channels.rules import REPLY, message_id_of, token_of
from anju.kernel import clock
from anju.kernel.queue import queue
from anju.places.queries import community_named

if TYPE_CHECKING:
    from anju.requests.models import Request

NO_DOMAIN = "anju.invalid"


def write_letter(
    *,
    community_id: int,
    key: str,
    address: str,
    subject: str,
    body: str,
    request: "Request | None" = None,
    in_reply_to: str = "",
) -> Letter | None:
    """Keep a letter and queue its sending; None where ``key`` was written before. Call inside a transaction."""
    letter = Letter(
        community_id=community_id,
        key=key[:80],
        request=request,
        address=address,
        subject=" ".join(subject.split())[:200],
        body=body,
        in_reply_to=in_reply_to,
        at=clock.now(),
    )
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    if not Letter.objects.of(community_id).filter(id=letter.id).exists():
        return None
    put_in_queue([letter])
    return letter


def put_in_queue(letters: Iterable[Letter]) -> None:
    for letter in letters:
        queue.configure_task("anju.channels.jobs.send").defer(
            community_id=letter.community_id, letter_id=letter.id
        )


def send_letter(*, community_id: int, letter_id: int) -> None:
    """Send one letter and write down that it went. Call inside a transaction; it raises where the server refuses."""
    letter = queries.letter_waiting(community_id, letter_id)
    if letter is None:
        return
    as_mail(letter).send()
    letter.sent_at = clock.now()
    letter.save(update_fields=["sent_at"])


def as_mail(letter: Letter) -> EmailMessage:
    """The letter with all that keeps it in its thread and machines from answering it (RFC 3834)."""
    community = community_named(letter.community_id)
    domain = settings.MAIL_DOMAIN or NO_DOMAIN
    headers = {
        "Auto-Submitted": "auto-replied" if letter.in_reply_to else "auto-generated",
        "X-Anju": community.slug,
    }
    reply_to = []
    if letter.request_id:
        token = token_of(letter.request_id)
        root = message_id_of(token, domain)
        threads = [one for one in (letter.in_reply_to, root) if one]
        headers |= {"Message-ID": message_id_of(token, domain, letter.id), "References": " ".join(threads)}
        headers["In-Reply-To"] = threads[0]
        reply_to = [f"{REPLY}{token}@{domain}"] if settings.MAIL_DOMAIN else []
    elif letter.in_reply_to:
        headers |= {"In-Reply-To": letter.in_reply_to, "References": letter.in_reply_to}
    sent_from = re.sub(r"^.*<([^>]+)>\s*$", r"\1", settings.DEFAULT_FROM_EMAIL)
    name = re.sub(r"[\"\\<>\r\n]", "", community.name)
    return EmailMessage(
        subject=letter.subject,
        body=letter.body,
        from_email=f'"{name}" <{sent_from}>',
        to=[letter.address],
        reply_to=reply_to,
        headers=headers,
    )
