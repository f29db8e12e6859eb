from django.apps import AppConfig


class ConnectConfig(AppConfig):
    name = "anju.connect"
    label = "connect"
