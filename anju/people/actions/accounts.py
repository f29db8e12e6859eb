"""Changes to accounts: opened by the desk, kept by the person: language, password, devices, passkeys."""

from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, NotFound, Refused
from anju.kernel.events import record
from anju.people.actions.persons import check_rank, lock
from anju.people.events import AccountOpened
from anju.people.models import Account, Person
from anju.people.rules import is_mobile


def open_account(*, actor: Actor, person: Person, password: str | None = None) -> Account:
    """Let the person sign in with their phone number; persons of other communities with it share the account.

    ``password`` is for a new account; one that is there keeps its own.
    """
    check_rank(actor, person)
    if not is_mobile(person.phone):
        raise Invalid(fields={"phone": _("需要手机号才能登录，请先填上手机号。")})
    with transaction.atomic():
        lock(person)
        account = Account.objects.filter(phone=person.phone).first() or Account.objects.create_user(
            phone=person.phone, password=password, name=person.name, email=person.email
        )
        if person.account_id == account.id:
            return account
        sharer = Person.objects.of(person.community_id).filter(account=account).first()
        if sharer is not None:
            raise Refused(_("这个号码已经由%(name)s用来登录，一个号码只能给一个人。") % {"name": sharer.name})
        person.account = account
        person.save(update_fields=["account"])
        record(AccountOpened(), actor=actor, about=person)
    return account


def give_same_password(accounts: Sequence[Account], password: str) -> None:
    """One password for many accounts, hashed once: hashing is slow by design. For the demo."""
    Account.objects.filter(id__in=[account.id for account in accounts]).update(
        password=make_password(password)
    )


def change_language(*, account: Account, language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise Invalid(fields={"language": _("没有这种语言。")})
    account.language = language
    account.save(update_fields=["language"])


def check_password(*, account: Account, password: str) -> None:
    """``Invalid`` when the password is too easy."""
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise Invalid(fields={"password": " ".join(weak.messages)}) from None


def change_password(*, account: Account, password: str) -> None:
    """A new password for signing in. Every session but the one that is renewed ends by it."""
    check_password(account=account, password=password)
    account.set_password(password)
    account.save(update_fields=["password"])


def end_session(*, account: Account, session_id: int) -> None:
    """Sign out the device that holds the session."""
    session = UserSession.objects.filter(user_id=account.id, id=session_id).first()
    if session is None:
        raise NotFound()
    session.end()


def end_other_sessions(*, account: Account, current_key: str) -> int:
    """Sign out every device but the one with ``current_key``; how many there were."""
    others = UserSession.objects.filter(user_id=account.id).exclude(session_key=current_key)
    for session in others:
        session.end()
    return len(others)


def forget_ended_sessions() -> None:
    """Sessions that ran out, and the devices of sessions that are gone."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def remove_passkey(*, account: Account, passkey_id: int) -> None:
    gone, _rows = Authenticator.objects.filter(user_id=account.id, id=passkey_id).delete()
    if not gone:
        raise NotFound()
