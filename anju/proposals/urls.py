"""Addresses of proposals and praise."""

from django.urls import path

from anju.proposals.pages import desk, own, resident

app_name = "proposals"
DESK = "desk/<slug:community>/"

urlpatterns = [
    path(f"{DESK}proposals/", desk.proposals, name="list"),
    path(f"{DESK}proposals/export.xlsx", desk.export, name="sheet"),
    path(f"{DESK}people/<int:person_id>/praise/", desk.person_praise, name="person_praise"),
    path(f"{DESK}praise/", own.desk_praise, name="desk_praise"),
    path("crew/<slug:community>/praise/", own.crew_praise, name="crew_praise"),
    path("home/<slug:community>/ideas/", resident.ideas, name="ideas"),
    path("home/<slug:community>/ideas/<int:proposal_id>/support/", resident.support, name="support"),
]
