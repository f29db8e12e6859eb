"""The crew's addresses."""

from django.urls import path

from anju.work.pages import crew, crew_answers, crew_quotes, crew_steps, crew_together, scan

app_name = "crew"
ONE = "crew/<slug:community>/jobs/<slug:number>/"

urlpatterns = [
    path("crew/<slug:community>/", crew.today, name="today"),
    path("crew/<slug:community>/done/", crew.done, name="done"),
    path("crew/<slug:community>/scan/", scan.scan, name="scan"),
    path("crew/<slug:community>/pool/<slug:number>/", crew_together.grab, name="grab"),
    path(ONE, crew.job, name="job"),
    path(f"{ONE}hand-over/", crew_together.hand_over, name="hand_over"),
    path(f"{ONE}hand-over/<str:answer>/", crew_together.answer_handover, name="answer_handover"),
    path(f"{ONE}mates/", crew_together.mates, name="mates"),
    path(f"{ONE}labour/<str:step>/", crew_together.labour, name="labour"),
    path(f"{ONE}finish/", crew_steps.finish, name="finish"),
    path(f"{ONE}hold/", crew_steps.hold, name="hold"),
    path(f"{ONE}refuse/", crew_steps.refuse, name="refuse"),
    path(f"{ONE}parts/", crew_steps.parts, name="parts"),
    path(f"{ONE}parts/find/", crew_quotes.find_parts, name="find_parts"),
    path(f"{ONE}quote/", crew_quotes.quote, name="quote"),
    path(f"{ONE}quote/sign/", crew_quotes.sign, name="sign"),
    path(f"{ONE}quote/withdraw/", crew_quotes.withdraw, name="withdraw"),
    path(f"{ONE}party/", crew_quotes.party, name="party"),
    path(f"{ONE}photos/<str:purpose>/", crew_steps.photos, name="photos"),
    path(f"{ONE}steps/<int:step>/", crew_steps.tick, name="tick"),
    path(f"{ONE}steps/<int:step>/answer/", crew_answers.answer, name="answer"),
    path(f"{ONE}steps/<int:step>/photos/", crew_answers.step_photos, name="step_photos"),
    path(f"{ONE}sign/", crew_answers.sign, name="sign"),
    path(f"{ONE}next/<str:step>/", crew_steps.move_on, name="move_on"),
]
