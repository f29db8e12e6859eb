from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "anju.team"
    label = "team"
