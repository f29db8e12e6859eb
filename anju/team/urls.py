"""Addresses of the duty plan, of what people can do, and of one's own duties."""

from django.urls import include, path

from anju.team.pages import able, crew, plan

TEAM = "desk/<slug:community>/team/"
ONE = f"{TEAM}people/<int:person_id>/"

_team = [
    path(TEAM, plan.plan, name="plan"),
    path(f"{TEAM}enter/", plan.enter, name="enter"),
    path(f"{TEAM}copy/", plan.copy, name="copy"),
    path(f"{TEAM}duties/<int:duty_id>/remove/", plan.remove, name="remove"),
    path(f"{TEAM}people/", able.everybody, name="everybody"),
    path(ONE, able.one, name="one"),
    path(f"{ONE}<str:what>/add/", able.add, name="add"),
    path(f"{ONE}<str:what>/<slug:code>/end/", able.end, name="end"),
    path("crew/<slug:community>/duties/", crew.mine, name="mine"),
]

urlpatterns = [path("", include((_team, "team")))]
