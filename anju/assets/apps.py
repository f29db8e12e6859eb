from django.apps import AppConfig


class AssetsConfig(AppConfig):
    name = "anju.assets"
    label = "assets"
