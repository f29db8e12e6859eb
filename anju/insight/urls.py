"""The addresses of insight."""

from django.urls import path

from anju.insight.pages import desk

app_name = "insight"

urlpatterns = [
    path("desk/<slug:community>/today/", desk.today, name="today"),
    path("desk/<slug:community>/today/trend.xlsx", desk.trend_sheet, name="trend_sheet"),
]
