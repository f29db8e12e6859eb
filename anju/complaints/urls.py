"""The addresses of complaints: the desk's list, what the crew is asked and has to make good."""

from django.urls import path

from anju.complaints.pages import crew, desk

app_name = "complaints"
CREW = "crew/<slug:community>/complaints/"

urlpatterns = [
    path("desk/<slug:community>/complaints/", desk.all_complaints, name="all"),
    path("desk/<slug:community>/complaints/export.xlsx", desk.sheet, name="sheet"),
    path(CREW, crew.asked, name="asked"),
    path(f"{CREW}questions/<int:question>/", crew.answer, name="answer"),
    path(f"{CREW}remedies/<int:remedy>/", crew.mended, name="mended"),
]
