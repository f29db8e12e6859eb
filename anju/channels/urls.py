"""Addresses of channels: the desk's mails and calls, and Open311."""

from django.urls import URLPattern, URLResolver, include, path

from anju.channels.pages import calls, georeport, mails

DESK = "desk/<slug:community>/"

_desk = [
    path(f"{DESK}mail/", mails.mails, name="mails"),
    path(f"{DESK}mail/<int:mail_id>/", mails.mail, name="mail"),
    path(f"{DESK}mail/<int:mail_id>/file/", mails.file, name="file_mail"),
    path(f"{DESK}calls/", calls.calls, name="calls"),
    path(f"{DESK}calls/new/", calls.new, name="new_call"),
    path(f"{DESK}calls/at/<int:place_id>/", calls.at_place, name="calls_at"),
    path(f"{DESK}calls/of/<int:person_id>/", calls.of_person, name="calls_of"),
    path(f"{DESK}calls/<int:call_id>/", calls.call, name="call"),
    path(f"{DESK}calls/<int:call_id>/file/", calls.file, name="file_call"),
]

BASE = "open311/v2/"
_open311 = [
    path("open311/discovery.<str:form>", georeport.discovery),
    path(BASE, georeport.unknown, name="base"),
    path(f"{BASE}discovery.<str:form>", georeport.discovery, name="discovery"),
    path(f"{BASE}services.<str:form>", georeport.services, name="services"),
    path(f"{BASE}services/<str:code>.<slug:form>", georeport.service, name="service"),
    path(f"{BASE}requests.<str:form>", georeport.requests, name="requests"),
    path(f"{BASE}requests/<str:number>.<slug:form>", georeport.one_request, name="request"),
    path(f"{BASE}tokens/<str:token>.<slug:form>", georeport.token, name="token"),
    path(f"{BASE}<path:rest>", georeport.unknown, name="unknown"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((_desk, "channels"))),
    path("", include((_open311, "open311"))),
]
