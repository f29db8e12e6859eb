"""The crew's addresses."""

from django.urls import path

from anju.work.pages import crew, crew_quotes, crew_steps, scan

app_name = "crew"
ONE = "crew/<slug:community>/jobs/<slug:number>/"

urlpatterns = [
    path("crew/<slug:community>/", crew.today, name="today"),
    path("crew/<slug:community>/done/", crew.done, name="done"),
    path("crew/<slug:community>/scan/", scan.scan, name="scan"),
    path(ONE, crew.job, name="job"),
    path(f"{ONE}finish/", crew_steps.finish, name="finish"),
    path(f"{ONE}refuse/", crew_steps.refuse, name="refuse"),
    path(f"{ONE}parts/", crew_steps.parts, name="parts"),
    path(f"{ONE}parts/find/", crew_quotes.find_parts, name="find_parts"),
    path(f"{ONE}quote/", crew_quotes.quote, name="quote"),
    path(f"{ONE}quote/sign/", crew_quotes.sign, name="sign"),
    path(f"{ONE}quote/withdraw/", crew_quotes.withdraw, name="withdraw"),
    path(f"{ONE}party/", crew_quotes.party, name="party"),
    path(f"{ONE}photos/<str:purpose>/", crew_steps.photos, name="photos"),
    path(f"{ONE}steps/<int:step>/", crew_steps.tick, name="tick"),
    path(f"{ONE}next/<str:step>/", crew_steps.move_on, name="move_on"),
]
