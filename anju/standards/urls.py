"""Addresses of the desk's catalogue."""

from django.urls import include, path

from anju.standards.pages import danger, desk, service

_desk = [
    path("desk/<slug:community>/standards/", desk.catalogue, name="catalogue"),
    path("desk/<slug:community>/service/", service.service, name="service"),
    path("desk/<slug:community>/service/hours/", service.hours, name="hours"),
    path("desk/<slug:community>/service/holidays/", service.holidays, name="holidays"),
    path("desk/<slug:community>/service/level/", service.level, name="level"),
    path("desk/<slug:community>/service/danger/", danger.lists, name="danger"),
    path("desk/<slug:community>/service/danger/<str:section>/<str:kind>/", danger.edit, name="edit_danger"),
    path("desk/<slug:community>/standards/<slug:code>/", desk.category, name="category"),
    path("desk/<slug:community>/standards/<slug:code>/edit/", desk.edit, name="edit"),
    path("desk/<slug:community>/standards/<slug:code>/sample/", desk.sample, name="sample"),
]

urlpatterns = [path("", include((_desk, "standards")))]
