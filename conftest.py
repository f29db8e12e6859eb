"""Fixtures for all tests: the standing people and places, static files without a collected folder."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings

pytest_plugins = ["tests.cast"]


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
