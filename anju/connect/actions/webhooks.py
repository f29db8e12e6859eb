"""Webhooks: added, tried out, stopped and started."""

import base64
import secrets
from collections.abc import Collection

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anju.connect import events, rules
from anju.connect.actions.deliveries import give_up_waiting, plan_delivery
from anju.connect.models import Webhook
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import known_kinds, record
from anju.kernel.text import clean_line

MOST_WEBHOOKS = 20


def add_webhook(
    *, actor: Actor, community_id: int, name: str, url: str, kinds: Collection[str] = ()
) -> Webhook:
    """Tell an address of events from now on. ``kinds`` empty means all, ``requests.*`` all of an app."""
    actor.check("settings.manage", community_id)
    url = clean_line(url, field="url", most=300, least=1)
    name = clean_line(name, field="name", most=60, least=1)
    rules.check_address(url, private=settings.WEBHOOK_PRIVATE)
    unknown = rules.unknown_kind(kinds, known_kinds())
    if unknown is not None:
        raise Invalid(fields={"kinds": _("没有“%s”这种事件。") % unknown})
    if Webhook.objects.of(community_id).filter(is_active=True).count() >= MOST_WEBHOOKS:
        raise Refused(_("推送已经够多了，请先停用不用的。"))
    try:
        with transaction.atomic():
            webhook = Webhook.objects.of(community_id).create(
                name=name,
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
    """Stop or start it. What is still on its way when it is stopped is not sent; it can be sent again later."""
    actor.check("settings.manage", webhook.community_id)
    with transaction.atomic():
        webhook = Webhook.objects.of(webhook.community_id).select_for_update().get(id=webhook.id)
        if webhook.is_active == is_active:
            return
        webhook.is_active, webhook.ended_why = is_active, ""
        webhook.save(update_fields=["is_active", "ended_why"])
        if not is_active:
            give_up_waiting(webhook)
        record(events.WebhookChanged(is_active=is_active), actor=actor, about=webhook)


def ping_webhook(*, actor: Actor, webhook: Webhook) -> None:
    """Send a trial message, whatever kinds the webhook asked for."""
    actor.check("settings.manage", webhook.community_id)
    if not webhook.is_active:
        raise Refused(_("这个推送已停用，请先启用。"))
    with transaction.atomic():
        event = record(events.WebhookPinged(), actor=actor, about=webhook)
        plan_delivery(webhook, event, body=rules.body_of(event))
