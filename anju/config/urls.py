"""All addresses. Each app's own urls hold whole paths that begin with the face: /home/, /crew/, /desk/."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from anju.config.api import api
from anju.config.pages.landing import landing

urlpatterns: list[URLPattern | URLResolver] = [
    path("", landing, name="landing"),
    path("api/v1/", api.urls),
    path("", include("anju.people.urls")),
    path("", include("anju.people.intake_urls")),
    path("", include("anju.places.urls")),
    path("", include("anju.standards.urls")),
    path("", include("anju.notices.urls")),
    path("", include("anju.improvement.urls")),
    path("", include("anju.connect.urls")),
    path("", include("anju.learning.urls")),
    path("", include("anju.team.urls")),
    path("", include("anju.assets.urls")),
    path("", include("anju.work.crew_urls")),
    path("", include("anju.ui.file_urls")),
    path("", include("anju.proposals.urls")),
    path("", include("anju.requests.resident_urls")),
    path("", include("anju.requests.public_urls")),
    path("", include("anju.work.desk_urls")),
    path("", include("anju.work.plan_urls")),
    path("", include("anju.requests.desk_urls")),
    path("", include("anju.incidents.urls")),
    path("", include("anju.channels.urls")),
    path("", include("anju.complaints.urls")),
    path("", include("anju.voice.urls")),
    path("", include("anju.insight.urls")),
]

if settings.DEBUG:
    urlpatterns.append(path("ui/", include("anju.ui.urls")))
