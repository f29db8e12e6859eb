"""By the clock and in the queue: letters go out, the box is looked into."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from anju.channels import actions, intake, queries
from anju.channels.mailbox import opened
from anju.kernel import clock
from anju.kernel.queue import PATIENT, queue

LOST_AFTER = timedelta(days=2)


@queue.task(name="anju.channels.jobs.send", queue="deliveries", retry=PATIENT)
def send(*, community_id: int, letter_id: int) -> None:
    """Send a letter. It may go out twice if the worker dies between sending and saying so, never zero times."""
    with transaction.atomic():
        actions.send_letter(community_id=community_id, letter_id=letter_id)


@queue.periodic(cron="*/2 * * * *")
@queue.task(
    name="anju.channels.jobs.fetch_mail", queue="house", queueing_lock="channels_fetch", lock="channels_fetch"
)
def fetch_mail(timestamp: int) -> None:
    """Look into the box, where there is one. Two at once do no harm: a mail is kept once."""
    if settings.IMAP_URL:
        with opened(settings.IMAP_URL, settings.IMAP_PASSWORD) as box:
            intake.fetch_new(box)


@queue.periodic(cron="35 * * * *")
@queue.task(name="anju.channels.jobs.sweep", queue="house", queueing_lock="channels_sweep")
def sweep(timestamp: int) -> None:
    """Queue again the letters whose tries have ended or whose job was lost."""
    with transaction.atomic():
        actions.put_in_queue(queries.letters_lost(clock.now() - LOST_AFTER))
