"""What must hold before strangers reach the product (``manage.py check --deploy``)."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error


def demo_is_off(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.DEMO:
        return []
    return [
        Error(
            "ANJU_DEMO is on: everybody can read the sign-in codes and sign in as staff.",
            hint="Set ANJU_DEMO=0.",
            id="people.E001",
        )
    ]
