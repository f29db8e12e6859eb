"""The addresses of the import at the desk."""

from django.urls import path

from anju.people.pages import intake

app_name = "intake"
INTAKE = "desk/<slug:community>/places/intake/"
ONE = f"{INTAKE}<int:intake_id>/"

urlpatterns = [
    path(INTAKE, intake.intakes, name="intakes"),
    path(f"{INTAKE}template.xlsx", intake.template, name="template"),
    path(ONE, intake.intake, name="intake"),
    path(f"{ONE}faults.xlsx", intake.faults, name="faults"),
    path(f"{ONE}confirm/", intake.confirm, name="confirm"),
    path(f"{ONE}recheck/", intake.recheck, name="recheck"),
    path(f"{ONE}drop/", intake.drop, name="drop"),
]
