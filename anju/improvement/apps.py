from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    name = "anju.improvement"
    label = "improvement"
