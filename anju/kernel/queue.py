"""The queue: Procrastinate over the product's own database, so that a job commits with the change that asked for it.

Apps mark jobs with ``@queue.task`` (queued) and ``@queue.periodic(cron=…)`` above it (on the clock) in ``jobs.py``.
"""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as queue

# Reactions and deliveries are tried again after 2 s, 4 s, 8 s … for about a day and a half in all.
PATIENT = RetryStrategy(max_attempts=16, exponential_wait=2)

__all__ = ["PATIENT", "queue"]
