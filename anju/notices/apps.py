from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "anju.notices"
    label = "notices"
