"""The living catalogue of components; included at /ui/ when debug is on."""

from django.urls import path

from anju.ui.pages import catalogue

app_name = "ui"

urlpatterns = [
    path("", catalogue.components, name="catalogue"),
    path("shell/<slug:name>/", catalogue.shell_sample, name="shell"),
    path("sheet.pdf", catalogue.sheet_sample, name="sheet"),
]
