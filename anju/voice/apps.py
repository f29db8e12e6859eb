from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "anju.voice"
    label = "voice"
