"""The last app: at the start it loads all facts, checks of who sees what, reactions and jobs."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConfigConfig(AppConfig):
    name = "anju.config"
    label = "config"

    def ready(self) -> None:
        autodiscover_modules("events", "queries", "reactions", "jobs")
