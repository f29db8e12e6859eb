"""Addresses of the knowledge base: the desk writes, everybody reads at their own door."""

from django.urls import include, path

from anju.improvement.pages import desk, reading

_DESK = "desk/<slug:community>/knowledge/"
_ONE = f"{_DESK}<int:article_id>/"

_pages = [
    path(_DESK, desk.articles, name="articles"),
    path(f"{_DESK}new/", desk.write, name="write"),
    path(_ONE, desk.article, name="article"),
    path(f"{_ONE}edit/", desk.edit, name="edit"),
    path(f"{_ONE}publish/", desk.publish, name="publish"),
    path(f"{_ONE}retire/", desk.retire, name="retire"),
    path("home/<slug:community>/help/", reading.resident_list, name="resident_list"),
    path("home/<slug:community>/help/<int:article_id>/", reading.resident_article, name="resident_article"),
    path("crew/<slug:community>/help/", reading.crew_list, name="crew_list"),
    path("crew/<slug:community>/help/<int:article_id>/", reading.crew_article, name="crew_article"),
    path("q/<slug:token>/help/", reading.public_list, name="public_list"),
    path("q/<slug:token>/help/<int:article_id>/", reading.public_article, name="public_article"),
]

urlpatterns = [path("", include((_pages, "knowledge")))]
