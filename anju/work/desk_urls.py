"""The desk's addresses for jobs."""

from django.urls import path

from anju.work.pages import desk, desk_quotes, desk_together

app_name = "desk_jobs"
JOBS = "desk/<slug:community>/jobs/"
CHARGES = "desk/<slug:community>/charges/"
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
    path(f"{ONE}quote/", desk_quotes.quote, name="quote"),
    path(f"{ONE}quote/answer/", desk_quotes.answer, name="answer"),
    path(f"{ONE}quote/withdraw/", desk_quotes.withdraw, name="withdraw"),
    path(f"{ONE}party/", desk_quotes.party, name="party"),
    path(f"{ONE}not-rework/", desk_quotes.deny_rework, name="deny_rework"),
    path(CHARGES, desk_quotes.charges, name="charges"),
    path(f"{CHARGES}<int:charge_id>/cancel/", desk_quotes.cancel_charge, name="cancel_charge"),
]
