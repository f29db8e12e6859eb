from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "anju.proposals"
    label = "proposals"
