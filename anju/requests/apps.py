from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "anju.requests"
    label = "requests"
