from django.apps import AppConfig
from django.core.checks import Tags, register


class PeopleConfig(AppConfig):
    name = "anju.people"
    label = "people"

    def ready(self) -> None:
        from anju.people.checks import demo_is_off  # noqa: PLC0415  (settings are not ready when this loads)

        register(Tags.security, deploy=True)(demo_is_off)
