"""Sending to webhooks: one job per try; a sweep finds tries whose job was lost."""

from datetime import timedelta

from anju.connect import actions, sending
from anju.connect.models import WebhookDelivery
from anju.kernel import clock
from anju.kernel.queue import queue


@queue.task(name="anju.connect.jobs.deliver", queue="webhooks")
def deliver(*, community_id: int, delivery_id: int, tries: int) -> None:
    """Make one try. A job whose try was already made (``tries`` has moved on) does nothing."""
    found = WebhookDelivery.objects.of(community_id).filter(id=delivery_id, tries=tries)
    delivery = found.filter(state=WebhookDelivery.State.WAITING).select_related("webhook").first()
    if delivery is None:
        return
    headers = sending.signed_headers(
        delivery.webhook.secret, f"msg_{delivery.event_id}", clock.now(), delivery.body
    )
    actions.keep_answer(delivery, sending.send(delivery.webhook.url, headers=headers, body=delivery.body))


@queue.periodic(cron="*/15 * * * *")
@queue.task(name="anju.connect.jobs.sweep", queue="house", queueing_lock="connect_sweep")
def sweep(timestamp: int) -> None:
    late = WebhookDelivery.objects.across().filter(
        state=WebhookDelivery.State.WAITING, next_try_at__lt=clock.now() - timedelta(minutes=15)
    )
    for community_id, delivery_id, tries in late.values_list("community_id", "id", "tries")[:500]:
        deliver.defer(community_id=community_id, delivery_id=delivery_id, tries=tries)
