"""Sending what waits: one job per try of a delivery; a sweep finds those whose job was lost.

A failed try is not the queue's to repeat: the delivery says itself when it goes out next, so that quiet hours
hold for a second try as well and a sweep never doubles the tries.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation

from anju.kernel import clock
from anju.kernel.queue import PATIENT, queue
from anju.kernel.texting import send_text
from anju.notices import actions, queries, rules
from anju.notices.letters import letter_of, text_of
from anju.notices.models import Delivery

LOST_AFTER = timedelta(minutes=30)
# The queue goes by the database's clock, we by our own: a job that comes a little early is not turned away.
EARLY = timedelta(minutes=1)

logger = logging.getLogger(__name__)


@queue.task(name="anju.notices.jobs.deliver", queue="deliveries", retry=PATIENT)
def deliver(*, community_id: int, delivery_id: int) -> None:
    """Try one delivery. It may go out twice if the worker dies between sending and saying so, never zero times."""
    with transaction.atomic():
        delivery = queries.delivery_waiting(community_id, delivery_id)
        if delivery is None or delivery.not_before > clock.now() + EARLY:
            return
        may_go = actions.next_moment(delivery, clock.now())
        if delivery.notice.read_at is not None and not delivery.notice.danger:
            delivery.state = Delivery.State.NEEDLESS
        elif may_go > clock.now():
            _plan_anew(delivery, may_go)
        else:
            _try(delivery)
        delivery.save(update_fields=["state", "sent_at", "error", "tries", "not_before"])


def _try(delivery: Delivery) -> None:
    delivery.tries += 1
    try:
        with (
            transaction.atomic()
        ):  # a channel that writes to the database may fail without spoiling our note of it
            _send(delivery)
    except Exception as problem:
        delivery.error = f"{type(problem).__name__}: {problem}"[:200]
        if delivery.tries >= rules.MOST_TRIES:
            delivery.state = Delivery.State.FAILED
            logger.warning("delivery %s was given up after %s tries", delivery.id, delivery.tries)
        else:
            again = clock.now() + rules.wait_after(delivery.tries)
            _plan_anew(delivery, actions.next_moment(delivery, again))
    else:
        delivery.state, delivery.sent_at, delivery.error = Delivery.State.SENT, clock.now(), ""


def _plan_anew(delivery: Delivery, at: datetime) -> None:
    delivery.not_before = at
    actions.put_in_queue([delivery])


def _send(delivery: Delivery) -> None:
    account = delivery.notice.person.account
    with translation.override(account.language if account else None):
        if delivery.channel == Delivery.Channel.SMS:
            send_text(phone=delivery.address, words=text_of(delivery.notice))
        else:
            letter_of(delivery).send()


@queue.periodic(cron="*/10 * * * *")
@queue.task(name="anju.notices.jobs.sweep", queue="house", queueing_lock="notices_sweep")
def sweep(timestamp: int) -> None:
    """Queue again what should have gone out half an hour ago: its job was lost."""
    for delivery in queries.deliveries_lost(clock.now() - LOST_AFTER):
        with transaction.atomic():
            waiting = queries.delivery_waiting(delivery.community_id, delivery.id)
            if waiting is not None:
                _plan_anew(waiting, clock.now())
                waiting.save(update_fields=["not_before"])
