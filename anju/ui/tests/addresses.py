"""The addresses of the catalogue, for tests that do not need the whole house."""

from django.urls import include, path

urlpatterns = [path("ui/", include("anju.ui.urls"))]
