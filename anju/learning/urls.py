"""The addresses of learning, all at the desk."""

from django.urls import path

from anju.learning.pages import history, labels

app_name = "learning"
HISTORY = "desk/<slug:community>/history/"
FILE = f"{HISTORY}<int:past_id>/"

urlpatterns = [
    path(HISTORY, history.files, name="files"),
    path(f"{HISTORY}labels/", labels.labels, name="labels"),
    path(f"{HISTORY}labels/<int:label_id>/", labels.label, name="label"),
    path(FILE, history.file, name="file"),
    path(f"{FILE}confirm/", history.confirm, name="confirm"),
    path(f"{FILE}drop/", history.drop, name="drop"),
    path(f"{FILE}left-out.xlsx", history.left_out, name="left_out"),
]
