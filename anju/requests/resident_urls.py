"""Addresses of a resident's requests: /home/<community>/…, and the sheet that the desk prints of one."""

from django.urls import path

from anju.requests.pages import paper, resident, resident_report
from anju.requests.pages.follow import WAYS

app_name = "resident"
ONE = "home/<slug:community>/requests/<slug:number>/"

urlpatterns = [
    path("home/<slug:community>/", resident.home, name="home"),
    path("home/<slug:community>/choose/", resident.choose_home, name="choose_home"),
    path("home/<slug:community>/report/", resident_report.report, name="report"),
    path("home/<slug:community>/report/guess/", resident_report.guess, name="guess"),
    path("home/<slug:community>/report/areas/", resident_report.areas, name="areas"),
    path("home/<slug:community>/requests/", resident.requests, name="requests"),
    path(ONE, resident.one_request, name="request"),
    path(f"{ONE}line/", resident.line, name="line"),
    path(f"{ONE}print/", resident.paper, name="paper"),
    path("desk/<slug:community>/requests/<slug:number>/print/", paper.desk_paper, name="desk_paper"),
    path(f"{ONE}received/", resident_report.received, name="received"),
    path(f"{ONE}do/<slug:step>/", resident.step, name="do"),
    *(path(f"{ONE}{step}/", resident.step, {"step": step}, name=step) for step in WAYS),
]
