"""All addresses."""

from django.urls import path  # noqa: F401

urlpatterns = []
