from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "anju.people"
    label = "people"
