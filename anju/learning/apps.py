from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "anju.learning"
    label = "learning"
