"""All addresses. Each app's own urls hold whole paths that begin with the face: /home/, /crew/, /desk/."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("anju.people.urls")),
]
