"""Making and ending tokens, keeping webhooks, sending again."""

import base64
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anju.connect import events, rules
from anju.connect.models import ApiToken, Webhook, WebhookDelivery
from anju.connect.queries import digest_of
from anju.connect.sending import Answer
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import Recorded, known_kinds, record
from anju.kernel.queue import queue
from anju.kernel.text import clean_line

if TYPE_CHECKING:
    from anju.people.models import Account

USED_EVERY = timedelta(minutes=5)
GONE = 410


def make_token(
    *,
    actor: Actor,
    community_id: int,
    account: "Account",
    name: str,
    may_write: bool = True,
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """A new token for an account, and its text, which is shown this once."""
    actor.check("settings.manage", community_id)
    if expires_at is not None and expires_at <= clock.now():
        raise Invalid(fields={"expires_at": _("到期时间要在现在之后。")})
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


def add_webhook(*, actor: Actor, community_id: int, name: str, url: str, kinds: list[str]) -> Webhook:
    """Tell an address of events from now on. ``kinds`` empty means all."""
    actor.check("settings.manage", community_id)
    url = clean_line(url, field="url", most=300, least=1)
    rules.check_address(url)
    _check_kinds(kinds)
    try:
        with transaction.atomic():
            webhook = Webhook.objects.of(community_id).create(
                name=clean_line(name, field="name", most=60, least=1),
                url=url,
                kinds=sorted(set(kinds)),
                secret="whsec_" + base64.b64encode(secrets.token_bytes(32)).decode(),
                made_at=clock.now(),
            )
            record(events.WebhookAdded(), actor=actor, about=webhook)
    except IntegrityError:
        raise Invalid(fields={"name": _("这个地址已有同名的推送。")}) from None
    return webhook


def set_webhook_active(*, actor: Actor, webhook: Webhook, is_active: bool) -> None:
    actor.check("settings.manage", webhook.community_id)
    with transaction.atomic():
        webhook.is_active, webhook.ended_why = is_active, ""
        webhook.save(update_fields=["is_active", "ended_why"])
        record(events.WebhookChanged(is_active=is_active), actor=actor, about=webhook)


def ping_webhook(*, actor: Actor, webhook: Webhook) -> None:
    """Send a trial message, whatever kinds the webhook asked for."""
    actor.check("settings.manage", webhook.community_id)
    if not webhook.is_active:
        raise Refused(_("这个推送已停用，请先启用。"))
    with transaction.atomic():
        event = record(events.WebhookPinged(), actor=actor, about=webhook)
        plan_delivery(webhook, event, body=rules.body_of(event))


def resend(*, actor: Actor, delivery: WebhookDelivery) -> WebhookDelivery:
    """Send the same message once more, as a delivery of its own with the same message id."""
    actor.check("settings.manage", delivery.community_id)
    with transaction.atomic():
        again = WebhookDelivery.objects.of(delivery.community_id).create(
            webhook_id=delivery.webhook_id,
            event_id=delivery.event_id,
            kind=delivery.kind,
            attempt=secrets.token_hex(6),
            body=delivery.body,
            made_at=clock.now(),
            next_try_at=clock.now(),
        )
        _queue(again, clock.now())
    return again


def plan_delivery(webhook: Webhook, event: Recorded, *, body: str) -> None:
    """Put an event on its way to a webhook; planning it again changes nothing."""
    delivery = WebhookDelivery(
        community_id=webhook.community_id,
        webhook=webhook,
        event_id=event.id,
        kind=event.kind,
        body=body,
        made_at=clock.now(),
        next_try_at=clock.now(),
    )
    WebhookDelivery.objects.bulk_create([delivery], ignore_conflicts=True)
    if WebhookDelivery.objects.of(webhook.community_id).filter(id=delivery.id).exists():
        _queue(delivery, clock.now())


def keep_answer(delivery: WebhookDelivery, answer: Answer) -> None:
    """Write down what came back, and plan the next try when it was not good."""
    delivery.tries += 1
    delivery.answered_at = clock.now()
    delivery.answer_status = answer.status
    delivery.answer_ms = answer.milliseconds
    delivery.answer_excerpt = answer.excerpt
    wait = rules.wait_after(delivery.tries)
    if answer.good:
        delivery.state, delivery.next_try_at = WebhookDelivery.State.SENT, None
    elif wait is None or answer.status == GONE:
        delivery.state, delivery.next_try_at = WebhookDelivery.State.FAILED, None
    else:
        delivery.next_try_at = clock.now() + wait
    with transaction.atomic():
        delivery.save()
        if delivery.next_try_at is not None:
            _queue(delivery, delivery.next_try_at)
        if answer.status == GONE:
            webhooks = Webhook.objects.of(delivery.community_id).filter(id=delivery.webhook_id)
            webhooks.update(is_active=False, ended_why="410 Gone")


def _queue(delivery: WebhookDelivery, at: datetime) -> None:
    queue.configure_task("anju.connect.jobs.deliver", schedule_at=at).defer(
        community_id=delivery.community_id, delivery_id=delivery.id, tries=delivery.tries
    )


def _check_kinds(kinds: list[str]) -> None:
    known = known_kinds()
    for kind in kinds:
        stem = kind[:-1] if kind.endswith("*") else kind
        if not stem or not any(one == stem or (kind.endswith("*") and one.startswith(stem)) for one in known):
            raise Invalid(fields={"kinds": _("没有“%s”这种事件。") % kind})
