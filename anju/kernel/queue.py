"""The queue: Procrastinate over the product's own database, so that a job commits with the change that asked for it.

Apps mark jobs with ``@queue.task`` (queued) and ``@queue.periodic(cron=…)`` above it (on the clock) in ``jobs.py``.
"""

from typing import Any

from procrastinate import App, RetryStrategy
from procrastinate.connector import BaseAsyncConnector, BaseConnector
from procrastinate.contrib.django import app as queue
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

# Reactions and deliveries are tried again after 2 s, 4 s, 8 s … for about a day and a half in all.
PATIENT = RetryStrategy(max_attempts=16, exponential_wait=2)

__all__ = ["PATIENT", "queue", "within_transactions"]


class _WebConnector(DjangoConnector):
    """Django's own connection; hands the worker one that keeps to it as well."""

    def get_worker_connector(self) -> BaseAsyncConnector:
        return _WorkerConnector(self, kwargs=connector_params(self.alias))


class _WorkerConnector(PsycopgConnector):
    """Fetches jobs over connections of its own, but what a running job queues goes over Django's connection.

    Left to itself the worker would queue it over its own connections, outside the job's transaction: the new job could
    run before the rows it is about are there, and would stay when they are rolled back.
    """

    def __init__(self, web: DjangoConnector, **settings: Any) -> None:
        super().__init__(**settings)
        self._web = web

    def get_sync_connector(self) -> BaseConnector:
        return self._web


def within_transactions(app: App) -> None:
    """Procrastinate calls this once when it is ready (``PROCRASTINATE_ON_APP_READY``)."""
    app.connector = app.job_manager.connector = _WebConnector()
