"""The addresses of return visits."""

from django.urls import path

from anju.voice.pages import desk

app_name = "voice"
VISITS = "desk/<slug:community>/visits/"
ONE = f"{VISITS}<int:visit>/"

urlpatterns = [
    path(VISITS, desk.visits, name="visits"),
    path(f"{VISITS}share/", desk.share, name="share"),
    path(ONE, desk.visit, name="visit"),
    path(f"{ONE}take/", desk.take, name="take"),
    path(f"{ONE}phone/", desk.phone, name="phone"),
]
