"""After ``migrate`` the kernel puts up what the database itself must hold."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    name = "anju.kernel"
    label = "kernel"

    def ready(self) -> None:
        post_migrate.connect(put_up_guards, sender=self)


def put_up_guards(**kwargs: Any) -> None:
    from anju.kernel import guards, partitions  # noqa: PLC0415  (models are not ready when this module loads)

    guards.make_missing_guards()
    partitions.ensure_ahead()
