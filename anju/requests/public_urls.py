"""Addresses that need no account: /q/<code> at a place, /t/<token>/ to follow a request."""

from django.urls import path

from anju.requests.pages import public
from anju.requests.pages.follow import WAYS

app_name = "public"

urlpatterns = [
    path("q/<slug:token>", public.scan, name="scan"),
    path("q/<slug:token>/", public.scan),
    path("q/<slug:token>/guess/", public.guess, name="guess"),
    path("t/<slug:token>/", public.one_request, name="request"),
    path("t/<slug:token>/line/", public.line, name="line"),
    path("t/<slug:token>/print/", public.paper, name="paper"),
    path("t/<slug:token>/received/", public.received, name="received"),
    path("t/<slug:token>/files/<slug:file>", public.photo, name="photo"),
    path("t/<slug:token>/do/<slug:step>/", public.step, name="do"),
    *(path(f"t/<slug:token>/{step}/", public.step, {"step": step}, name=step) for step in WAYS),
]
