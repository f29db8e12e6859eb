"""Deliveries: planned once for each event, tried by schedule, sent again by hand."""

import secrets
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.connect import events, rules
from anju.connect.models import Webhook, WebhookDelivery
from anju.connect.sending import Answer
from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.errors import Refused
from anju.kernel.events import Recorded, record
from anju.kernel.queue import queue

State = WebhookDelivery.State


def plan_delivery(webhook: Webhook, event: Recorded[Any], *, body: str) -> None:
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
    with transaction.atomic():
        WebhookDelivery.objects.bulk_create([delivery], ignore_conflicts=True)
        if WebhookDelivery.objects.of(webhook.community_id).filter(id=delivery.id).exists():
            queue_try(delivery, clock.now())


def resend(*, actor: Actor, delivery: WebhookDelivery) -> WebhookDelivery:
    """Send the same message once more, as a delivery of its own with the same message id."""
    actor.check("settings.manage", delivery.community_id)
    with transaction.atomic():
        webhook = Webhook.objects.of(delivery.community_id).select_for_update().get(id=delivery.webhook_id)
        if not webhook.is_active:
            raise Refused(_("这个推送已停用，请先启用。"))
        again = WebhookDelivery.objects.of(delivery.community_id).create(
            webhook=webhook,
            event_id=delivery.event_id,
            kind=delivery.kind,
            attempt=secrets.token_hex(6),
            body=delivery.body,
            made_at=clock.now(),
            next_try_at=clock.now(),
        )
        queue_try(again, clock.now())
    return again


def keep_answer(delivery: WebhookDelivery, answer: Answer) -> None:
    """Write down what came back, and plan the next try when it was not good.

    Where two jobs made the same try, only the first answer counts, so that no second row of tries begins.
    """
    made = delivery.tries + 1
    wait = rules.wait_after(made)
    gone = answer.status == HTTPStatus.GONE
    if answer.good:
        state, next_try_at = State.SENT, None
    elif gone or wait is None:
        state, next_try_at = State.FAILED, None
    else:
        state, next_try_at = State.WAITING, clock.now() + wait
    with transaction.atomic():
        same_try = WebhookDelivery.objects.of(delivery.community_id).filter(
            id=delivery.id, tries=delivery.tries, state=State.WAITING
        )
        kept = same_try.update(
            tries=made,
            state=state,
            next_try_at=next_try_at,
            answered_at=clock.now(),
            answer_status=answer.status,
            answer_ms=answer.milliseconds,
            answer_excerpt=answer.excerpt,
        )
        if not kept:
            return
        delivery.tries = made
        if next_try_at is not None:
            queue_try(delivery, next_try_at)
        if gone:
            _stop(delivery.community_id, delivery.webhook_id)


def give_up_waiting(webhook: Webhook) -> None:
    """What waits for another try is not tried any more."""
    waiting = WebhookDelivery.objects.of(webhook.community_id).filter(webhook=webhook, state=State.WAITING)
    waiting.update(state=State.FAILED, next_try_at=None)


def queue_try(delivery: WebhookDelivery, at: datetime) -> None:
    """Queue the next try; ``deliver`` does it only if no other job has made it before."""
    queue.configure_task("anju.connect.jobs.deliver", schedule_at=at).defer(
        community_id=delivery.community_id, delivery_id=delivery.id, tries=delivery.tries
    )


def _stop(community_id: int, webhook_id: int) -> None:
    """The receiver said 410: it wants no more."""
    webhook = Webhook.objects.of(community_id).select_for_update().get(id=webhook_id)
    if webhook.is_active:
        webhook.is_active, webhook.ended_why = False, "410 Gone"
        webhook.save(update_fields=["is_active", "ended_why"])
        give_up_waiting(webhook)
        record(events.WebhookChanged(is_active=False), actor=SYSTEM, about=webhook)
