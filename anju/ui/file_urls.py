"""The addresses of photos: /files/<community>/<token>, with ``?thumb`` for the small picture."""

from django.urls import path

from anju.ui.pages import files

urlpatterns = [path("files/<slug:community>/<slug:token>", files.photo, name="photo")]
