"""Sending what waits: one job per delivery; a sweep finds those whose job was lost."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from anju.kernel import clock
from anju.kernel.queue import PATIENT, queue
from anju.kernel.texting import send_text
from anju.notices import queries
from anju.notices.models import Delivery

MOST_TRIES = 8


@queue.task(name="anju.notices.jobs.deliver", queue="deliveries", retry=PATIENT)
def deliver(*, community_id: int, delivery_id: int) -> None:
    """Send one delivery. It may go out twice if the worker dies between sending and saying so, never zero times."""
    with transaction.atomic():
        delivery = queries.delivery_waiting(community_id, delivery_id)
        if delivery is None:
            return
        delivery.tries += 1
        problem = _try(delivery)
        if problem is None:
            delivery.state, delivery.sent_at = Delivery.State.SENT, clock.now()
        elif delivery.tries >= MOST_TRIES:
            delivery.state, delivery.error = Delivery.State.FAILED, str(problem)[:200]
        delivery.save(update_fields=["state", "sent_at", "error", "tries"])
    if problem is not None and delivery.state == Delivery.State.WAITING:
        raise problem


def _try(delivery: Delivery) -> Exception | None:
    try:
        _send(delivery)
    except Exception as problem:
        return problem
    return None


def _send(delivery: Delivery) -> None:
    notice = delivery.notice
    link = f"{settings.SITE_URL}{notice.link}" if notice.link else ""
    if delivery.channel == Delivery.Channel.SMS:
        send_text(
            phone=delivery.address, words=" ".join(part for part in (notice.title, notice.body, link) if part)
        )
    else:
        words = "\n\n".join(part for part in (notice.body, link) if part)
        send_mail(notice.title, words, settings.DEFAULT_FROM_EMAIL, [delivery.address])


@queue.periodic(cron="*/10 * * * *")
@queue.task(name="anju.notices.jobs.sweep", queue="house", queueing_lock="notices_sweep")
def sweep(timestamp: int) -> None:
    """Queue again what should have gone out half an hour ago."""
    late = Delivery.objects.across().filter(
        state=Delivery.State.WAITING, not_before__lt=clock.now() - timedelta(minutes=30)
    )
    for community_id, delivery_id in late.order_by("not_before").values_list("community_id", "id")[:500]:
        deliver.configure(lock=f"delivery-{delivery_id}").defer(
            community_id=community_id, delivery_id=delivery_id
        )
