"""Sending somebody: the people who could go, why each is suggested, and one click that sends them."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from anju.kernel.errors import Invalid, Refused
from anju.kernel.ids import id_in
from anju.people.queries import persons_named
from anju.requests import actions
from anju.requests.beside import barred_from
from anju.requests.pages.desk_acts import show_act
from anju.requests.pages.desk_request import answer_with
from anju.requests.pages.desk_rows import job_state_of
from anju.requests.queries import jobs_of, request_for
from anju.ui.doors import Request, desk_page
from anju.work.actions import assign_job
from anju.work.choices import JobState
from anju.work.queries import as_seen, candidates_for, not_kept

SHOWN = 6


@desk_page("work.assign", "GET POST")
def dispatch(request: Request, number: str) -> HttpResponse:
    """Who could go (GET). Send the chosen one, or leave the job to be sent later (POST).

    A job of the request that waits for somebody is given to them; else a new one is opened.
    """
    community_id = request.standing.community_id
    found = request_for(request.actor, community_id, number)
    jobs = jobs_of(found)
    error = ""
    if request.method == "POST":
        try:
            return answer_with(request, number, said=_said(community_id, _send(request, found, jobs)))
        except Refused as refusal:
            return answer_with(request, number, refused=str(refusal.words))
        except Invalid as invalid:
            error = str(invalid.words)
    waiting = next((job for job in jobs if job.state == JobState.WAITING), None)
    people = candidates_for(
        community_id,
        found.category,
        place=found.place,
        resident_id=found.reporter_id,
        source=(found._meta.label_lower, found.id),
        but=barred_from(found) | set(waiting.barred if waiting else ()),
    )
    more: dict[str, Any] = {
        "jobs": [(job, job_state_of(job)) for job in jobs],
        "jobs_seen": len(jobs),
        "waiting": waiting,
        "seen": as_seen(waiting) if waiting else "",
        "first": people[:SHOWN],
        "others": people[SHOWN:],
        "not_kept": not_kept(community_id, found.category),
        "may_despite": request.standing.may("team.manage"),
        "words": request.POST.get("words", ""),
        "error": error,
    }
    return show_act(request, found, "dispatch", _("派给谁"), more)


def _send(request: Request, found: Any, jobs: list[Any]) -> Any:
    """The job as it was sent: the waiting one that the form names, or a new one."""
    told = request.POST
    assignee_id = id_in(told.get("assignee", ""))
    waiting = next((job for job in jobs if told.get("job") == job.number), None)
    if waiting is not None and assignee_id is not None:
        return assign_job(
            actor=request.actor,
            job=waiting,
            assignee_id=assignee_id,
            seen=told.get("seen", "")[:60],
            despite=told.get("despite", ""),
        )
    return actions.dispatch_request(
        actor=request.actor,
        request=found,
        assignee_id=assignee_id,
        words=told.get("words", ""),
        jobs_seen=_number(told.get("jobs_seen", "")),
        despite=told.get("despite", ""),
    )


def _said(community_id: int, job: Any) -> str:
    if job.assignee_id is None:
        return _("已开工单 %(number)s，等派人。") % {"number": job.number}
    name = persons_named(community_id, [job.assignee_id])[job.assignee_id].name
    return _("已派给%(name)s，接单后会告诉报事人。") % {"name": name}


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 20 else None
