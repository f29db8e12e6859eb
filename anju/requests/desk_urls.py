"""The addresses of the desk: the board, one request and the steps taken with it, a call being taken."""

from django.urls import path

from anju.requests.pages import desk_acts, desk_board, desk_dispatch, desk_filing, desk_request, desk_sheet

app_name = "desk"
DESK = "desk/<slug:community>/"
ONE = f"{DESK}requests/<slug:number>/"

urlpatterns = [
    path(DESK, desk_board.home, name="home"),
    path(f"{DESK}requests/", desk_board.board, name="board"),
    path(f"{DESK}requests/export.xlsx", desk_sheet.sheet, name="sheet"),
    path(f"{DESK}requests/new/", desk_filing.call, name="call"),
    path(f"{DESK}requests/of-job/<slug:job>/", desk_request.of_job, name="of_job"),
    path(f"{DESK}requests/at/<int:place_id>/", desk_board.at_place, name="at_place"),
    path(ONE, desk_request.detail, name="request"),
    path(f"{ONE}phone/", desk_request.phone, name="phone"),
    path(f"{ONE}dispatch/", desk_dispatch.dispatch, name="dispatch"),
    path(f"{ONE}do/<slug:step>/", desk_acts.act_above, name="do"),
    *(path(f"{ONE}{step}/", desk_acts.act, {"step": step}, name=step) for step in desk_acts.ACTS),
]
