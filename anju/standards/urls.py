"""Addresses of the desk's catalogue."""

from django.urls import include, path

from anju.standards.pages import desk

_desk = [
    path("desk/<slug:community>/standards/", desk.catalogue, name="catalogue"),
    path("desk/<slug:community>/standards/<slug:code>/", desk.category, name="category"),
    path("desk/<slug:community>/standards/<slug:code>/edit/", desk.edit, name="edit"),
    path("desk/<slug:community>/standards/<slug:code>/sample/", desk.sample, name="sample"),
]

urlpatterns = [path("", include((_desk, "standards")))]
