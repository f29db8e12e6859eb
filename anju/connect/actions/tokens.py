"""Tokens: made for an account, used, ended."""

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.connect import events
from anju.connect.models import ApiToken
from anju.connect.queries import digest_of
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid
from anju.kernel.events import record
from anju.kernel.text import clean_line
from anju.people.queries import actor_of

if TYPE_CHECKING:
    from anju.people.models import Account

USED_EVERY = timedelta(minutes=5)


def make_token(
    *,
    actor: Actor,
    community_id: int,
    account: "Account",
    name: str,
    may_write: bool = True,
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """A new token for an account, and its text, which is shown this once.

    The account must be one of the community, and nobody gives away more than they may themselves: ``Invalid``
    on ``person`` otherwise.
    """
    actor.check("settings.manage", community_id)
    if expires_at is not None and expires_at <= clock.now():
        raise Invalid(fields={"expires_at": _("到期时间要在现在之后。")})
    _check_may_give(actor, community_id, account)
    text = f"anju_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        token = ApiToken.objects.of(community_id).create(
            account=account,
            name=clean_line(name, field="name", most=60, least=1),
            digest=digest_of(text),
            hint=text[:10],
            may_write=may_write,
            made_at=clock.now(),
            expires_at=expires_at,
        )
        record(events.TokenMade(account_id=account.pk, may_write=may_write), actor=actor, about=token)
    return token, text


def end_token(*, actor: Actor, token: ApiToken) -> None:
    """The token opens nothing any more, from this moment on."""
    actor.check("settings.manage", token.community_id)
    with transaction.atomic():
        ended = ApiToken.objects.of(token.community_id).filter(id=token.id, ended_at__isnull=True)
        if ended.update(ended_at=clock.now()):
            record(events.TokenEnded(), actor=actor, about=token)


def note_use(token: ApiToken) -> None:
    """Remember when a token was last used, to the nearest minutes."""
    now = clock.now()
    if token.used_at is None or now - token.used_at > USED_EVERY:
        ApiToken.objects.of(token.community_id).filter(id=token.id).update(used_at=now)


def _check_may_give(actor: Actor, community_id: int, account: "Account") -> None:
    theirs = [one for one in actor_of(account).standings if one.community_id == community_id]
    if not theirs:
        raise Invalid(fields={"person": _("这个人在本小区还没有账号，请先在“人员”里开通。")})
    if not all(actor.may(grant, community_id) for grant in theirs[0].grants):
        raise Invalid(fields={"person": _("这个人的权限比您多，令牌只能由有同样权限的同事来开。")})
