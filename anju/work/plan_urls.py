"""The desk's addresses for plans of the day."""

from django.urls import path

from anju.work.pages import planning

app_name = "desk_plans"
PLANS = "desk/<slug:community>/plan/"
ONE = f"{PLANS}<int:plan_id>/"

urlpatterns = [
    path(PLANS, planning.start, name="start"),
    path(ONE, planning.plan, name="plan"),
    path(f"{ONE}take/", planning.take, name="take"),
]
