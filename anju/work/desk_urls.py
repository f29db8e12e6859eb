"""The desk's addresses for jobs."""

from django.urls import path

from anju.work.pages import desk, desk_together

app_name = "desk_jobs"
JOBS = "desk/<slug:community>/jobs/"
ONE = f"{JOBS}<slug:number>/"

urlpatterns = [
    path("desk/<slug:community>/dispatch/", desk_together.dispatch, name="dispatch"),
    path(JOBS, desk.all_jobs, name="all"),
    path(ONE, desk.job, name="job"),
    path(f"{ONE}assign/", desk.assign, name="assign"),
    path(f"{ONE}cancel/", desk.cancel, name="cancel"),
    path(f"{ONE}hand-over/", desk_together.hand_over, name="hand_over"),
    path(f"{ONE}mates/", desk_together.mates, name="mates"),
    path(f"{ONE}labour/", desk_together.labour, name="labour"),
]
