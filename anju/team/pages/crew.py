"""A worker's own page of the team: my next duties, what I can do, how my papers stand."""

from django.http import HttpResponse
from django.shortcuts import render

from anju.kernel import clock
from anju.people.queries import today
from anju.people.rules import post_title
from anju.team import queries
from anju.team.rules import lapse_of
from anju.ui.doors import Request, crew_page


@crew_page()
def mine(request: Request) -> HttpResponse:
    community_id, person_id = request.standing.community_id, request.standing.person_id or 0
    duties = queries.my_next_duties(community_id, person_id, clock.now())
    context = {
        "duties": [(duty, post_title(duty.post)) for duty in duties],
        "now": clock.now(),
        "skills": [
            queries.name_of(skill.code) for skill in queries.skills_of(community_id, [person_id])[person_id]
        ],
        "papers": [
            (paper, queries.name_of(paper.code), lapse_of(paper.valid_until, today()))
            for paper in queries.staff_papers(community_id, [person_id])[person_id]
        ],
    }
    return render(request, "team/crew/mine.html", context)
