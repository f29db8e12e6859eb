"""All addresses. Each app's own urls hold whole paths that begin with the face: /home/, /crew/, /desk/."""

from django.urls import URLPattern, URLResolver, include, path

from anju.config.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("", include("anju.people.urls")),
    path("", include("anju.work.crew_urls")),
]
