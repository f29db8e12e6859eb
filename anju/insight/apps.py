from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "anju.insight"
    label = "insight"
