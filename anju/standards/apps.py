from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "anju.standards"
    label = "standards"
