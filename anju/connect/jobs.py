"""Sending to webhooks: one job per try; a sweep finds tries whose job was lost; old deliveries are forgotten."""

from datetime import timedelta

from anju.connect import actions, sending
from anju.connect.queries import communities_with_deliveries, deliveries_before, lost_deliveries, try_to_make
from anju.connect.rules import KEEP_DELIVERIES, message_id
from anju.kernel import clock
from anju.kernel.queue import queue

LOST_AFTER = timedelta(minutes=15)


@queue.task(name="anju.connect.jobs.deliver", queue="webhooks")
def deliver(*, community_id: int, delivery_id: int, tries: int) -> None:
    """Make one try. A job whose try was already made (``tries`` has moved on) does nothing."""
    delivery = try_to_make(community_id, delivery_id, tries)
    if delivery is None:
        return
    headers = sending.signed_headers(
        delivery.webhook.secret, message_id(delivery.event_id), clock.now(), delivery.body
    )
    actions.keep_answer(delivery, sending.send(delivery.webhook.url, headers=headers, body=delivery.body))


@queue.periodic(cron="*/15 * * * *")
@queue.task(name="anju.connect.jobs.sweep", queue="house", queueing_lock="connect_sweep")
def sweep(timestamp: int) -> None:
    for delivery in lost_deliveries(clock.now() - LOST_AFTER):
        actions.queue_try(delivery, clock.now())


@queue.periodic(cron="35 3 * * *")
@queue.task(name="anju.connect.jobs.forget_deliveries", queue="house", queueing_lock="connect_forget")
def forget_deliveries(timestamp: int) -> None:
    before = clock.now() - KEEP_DELIVERIES
    for community_id in communities_with_deliveries():
        deliveries_before(community_id, before).delete()
