"""The desk's addresses for jobs."""

from django.urls import path

from anju.work.pages import desk

app_name = "desk_jobs"
JOBS = "desk/<slug:community>/jobs/"
ONE = f"{JOBS}<slug:number>/"

urlpatterns = [
    path(JOBS, desk.all_jobs, name="all"),
    path(ONE, desk.job, name="job"),
    path(f"{ONE}assign/", desk.assign, name="assign"),
    path(f"{ONE}cancel/", desk.cancel, name="cancel"),
]
