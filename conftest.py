"""Fixtures for all tests: the standing people and places, static files without a collected folder."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.postgresql.creation import DatabaseCreation
from django.test import override_settings

pytest_plugins = ["tests.cast"]


def _drop(self: DatabaseCreation, name: str, verbosity: int) -> None:
    """Drop a test database also while a thread or worker of a test is still letting go of it."""
    with self._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {self.connection.ops.quote_name(name)} WITH (FORCE)")


DatabaseCreation._destroy_test_db = _drop


@pytest.fixture(scope="session", autouse=True)
def static_files_from_their_apps() -> Iterator[None]:
    """Tests read static files where they lie; only the product collects and hashes them."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES=settings.STORAGES | {"staticfiles": plain},
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
    ):
        yield


QUEUE = "procrastinate_jobs, procrastinate_events, procrastinate_workers, procrastinate_periodic_defers"


@pytest.fixture(scope="session", autouse=True)
def emptied_past_the_guards() -> Iterator[None]:
    """Tests with real commits (``transactional_db``) leave nothing behind: neither what is append-only nor jobs."""
    plain = BaseDatabaseOperations.execute_sql_flush

    def empty(self: BaseDatabaseOperations, statements: list[str]) -> None:
        first = ["SET LOCAL session_replication_role = replica", f"TRUNCATE {QUEUE}"]
        plain(self, first + statements if statements else statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", empty)
        yield


@pytest.fixture(autouse=True)
def no_job_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No story depends on luck: a job's photos are asked for by draw only where a test says so."""
    monkeypatch.setattr("anju.work.step_rules.draw_of", lambda job_id: 0.9999)
