from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "anju.work"
    label = "work"
