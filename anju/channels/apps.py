from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "anju.channels"
    label = "channels"
