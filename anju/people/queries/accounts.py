"""What a person sees of their own account: the devices signed in, the passkeys."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from anju.people.models import Account
from anju.people.rules import device_words


@dataclass(frozen=True)
class Device:
    """A browser in which the account is signed in."""

    id: int
    words: str
    phone: bool
    ip: str
    since: datetime
    seen: datetime
    current: bool


@dataclass(frozen=True)
class Passkey:
    id: int
    name: str
    added: datetime
    used: datetime | None


def devices_of(account: Account, current_key: str | None) -> list[Device]:
    """The account's sessions that still hold, this device first, then the latest used."""
    found = [
        Device(
            id=session.pk,
            words=device_words(session.user_agent),
            phone="Mobile" in session.user_agent,
            ip=session.ip,
            since=session.created_at,
            seen=session.last_seen_at,
            current=session.session_key == current_key,
        )
        for session in UserSession.objects.filter(user_id=account.id, session_key__in=_alive())
    ]
    return sorted(found, key=lambda device: (not device.current, -device.seen.timestamp()))


def _alive() -> QuerySet[Session, str]:
    return Session.objects.filter(expire_date__gt=timezone.now()).values_list("session_key", flat=True)


def passkeys_of(account: Account) -> list[Passkey]:
    found = Authenticator.objects.filter(user_id=account.id, type=Authenticator.Type.WEBAUTHN).order_by("id")
    return [Passkey(id=key.pk, name=str(key), added=key.created_at, used=key.last_used_at) for key in found]
