"""The worker's pages: today's list, one job, what is done."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from anju.kernel import clock
from anju.kernel.ids import id_in
from anju.ui.doors import Request, crew_page
from anju.work import queries
from anju.work.pages.shown import card, job_context

ROWS = 30


def start_of_day(request: Request) -> datetime:
    """Midnight where the community is."""
    return clock.now().astimezone(request.standing.tz).replace(hour=0, minute=0, second=0, microsecond=0)


@crew_page()
def today(request: Request) -> HttpResponse:
    jobs = queries.my_jobs(request.actor, request.standing.community_id)
    cards = [card(job, request.standing) for job in jobs]
    finished = queries.my_finished_jobs(
        request.actor, request.standing.community_id, since=start_of_day(request), most=100
    )
    return render(
        request,
        "work/crew/today.html",
        {
            "cards": cards,
            "asked": queries.asked_to_take_over(request.actor, request.standing.community_id),
            "pool": queries.pool_for(request.actor, request.standing.community_id),
            "lent": [
                card(job, request.standing)
                for job in queries.jobs_lent_a_hand(request.actor, request.standing.community_id)
            ],
            "to_accept": [one for one in cards if one.step == "accept"],
            "in_hand": [one for one in cards if one.step != "accept"],
            "finished": finished,
        },
    )


@crew_page()
def job(request: Request, number: str) -> HttpResponse:
    found = queries.job_for(request.actor, request.standing.community_id, number)
    return render(request, "work/crew/job.html", job_context(request, found))


@crew_page()
def done(request: Request) -> HttpResponse:
    """What I have finished, newest first, by months' worth of pages."""
    found = queries.my_finished_jobs(
        request.actor,
        request.standing.community_id,
        before=id_in(request.GET.get("after", "")),
        most=ROWS + 1,
    )
    more: dict[str, Any] = {"jobs": found[:ROWS], "older": found[ROWS - 1].id if len(found) > ROWS else None}
    return render(request, "work/crew/done.html", more)
