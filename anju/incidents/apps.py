from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "anju.incidents"
    label = "incidents"
