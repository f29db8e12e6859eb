"""The port for text messages (SMS). ``ANJU_SMS`` names the channel class; the local one keeps them to be read."""

from typing import Protocol

import httpx
from django.conf import settings
from django.utils.module_loading import import_string

from anju.kernel import clock
from anju.kernel.models import SentText


class TextChannel(Protocol):
    """A way to send text messages. ``send`` raises on failure; the caller's job tries again."""

    def send(self, *, phone: str, words: str) -> None: ...


class LocalChannel:
    """Keeps each message in the database: the demo shows them on a page of their own."""

    def send(self, *, phone: str, words: str) -> None:
        SentText.objects.create(phone=phone, words=words, at=clock.now())


class HttpChannel:
    """Posts ``{"phone", "words"}`` as JSON to the operator's gateway (``ANJU_SMS_URL``, ``ANJU_SMS_TOKEN``)."""

    def send(self, *, phone: str, words: str) -> None:
        answer = httpx.post(
            settings.SMS_URL,
            json={"phone": phone, "words": words},
            headers={"Authorization": f"Bearer {settings.SMS_TOKEN}"},
            timeout=10,
        )
        answer.raise_for_status()


def send_text(*, phone: str, words: str) -> None:
    channel: TextChannel = import_string(settings.SMS_CHANNEL)()
    channel.send(phone=phone, words=words)
