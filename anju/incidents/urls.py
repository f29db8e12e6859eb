"""Addresses of mass incidents."""

from django.urls import path

from anju.incidents.pages import desk, resident

app_name = "incidents"
DESK = "desk/<slug:community>/incidents/"
ONE = f"{DESK}<slug:number>/"

urlpatterns = [
    path(DESK, desk.all_incidents, name="all"),
    path(f"{DESK}new/", desk.new, name="new"),
    path(ONE, desk.one, name="one"),
    path(f"{ONE}update/", desk.update, name="update"),
    path(f"{ONE}end/", desk.end, name="end"),
    path(f"{ONE}call-off/", desk.call_off, name="call_off"),
    path("home/<slug:community>/incidents/<slug:number>/", resident.one, name="told"),
]
