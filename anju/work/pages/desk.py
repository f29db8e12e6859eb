"""Jobs at the desk: the list, one job with what was done, giving it to another, calling it off."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anju.kernel.errors import Refused
from anju.kernel.files import files_of
from anju.people.queries import person_named
from anju.ui.doors import Request, desk_page
from anju.work import actions, queries, rules
from anju.work.choices import LOOKS, JobState

LISTS = {
    "open": (gettext_lazy("没做完的"), "list"),
    "unaccepted": (gettext_lazy("没人接单"), "user-question"),
    "finished": (gettext_lazy("做完的"), "check"),
    "cancelled": (gettext_lazy("取消的"), "circle-off"),
}


@desk_page("work.see")
def all_jobs(request: Request) -> HttpResponse:
    """The jobs of the community. ``list``, ``person`` and ``after`` are in the address."""
    community_id = request.standing.community_id
    wanted, person = request.GET.get("list", "open"), request.GET.get("person", "")
    looking = queries.JobFilter(
        wanted=wanted if wanted in queries.WANTED else "open",
        assignee_id=int(person) if person.isdecimal() and len(person) < 19 else None,
    )
    found = queries.desk_jobs(
        request.actor,
        community_id,
        looking,
        after=request.GET.get("after", ""),
        most=queries.JOB_ROWS + 1,
    )
    workers = queries.workers_of(community_id)
    context = {
        "looking": looking,
        "lists": [(key, word, icon, key == looking.wanted) for key, (word, icon) in LISTS.items()],
        "rows": [(job, _look(job), rules.next_due(job)) for job in found[: queries.JOB_ROWS]],
        "after": queries.job_key(found[queries.JOB_ROWS - 1]) if len(found) > queries.JOB_ROWS else "",
        "workers": workers,
        "worker": dict(workers).get(looking.assignee_id or 0, ""),
        "counts": queries.open_job_counts(community_id),
        "may_plan": request.standing.may("work.assign"),
    }
    return render(request, "work/desk/jobs.html", context)


@desk_page("work.see")
def job(request: Request, number: str) -> HttpResponse:
    return _show(request, queries.job_for(request.actor, request.standing.community_id, number))


@desk_page("work.assign", "GET POST")
def assign(request: Request, number: str) -> HttpResponse:
    """Who could take the job over (GET); give it to them (POST)."""
    community_id = request.standing.community_id
    found = queries.job_for(request.actor, community_id, number)
    if request.method == "POST":
        chosen = request.POST.get("assignee", "")
        try:
            if not chosen.isdecimal() or len(chosen) > 18:
                raise Refused(_("请选一位同事。"))
            actions.assign_job(
                actor=request.actor,
                job=found,
                assignee_id=int(chosen),
                seen=request.POST.get("seen", "")[:60],
            )
        except Refused as refusal:
            found = queries.job_for(request.actor, community_id, number)
            return _show(request, found, refused=str(refusal.words))
        name = person_named(community_id, int(chosen)).name
        messages.success(request, _("已派给%(name)s。") % {"name": name})
        return redirect("desk_jobs:job", request.standing.slug, number)
    people = queries.candidates_for(community_id, found.category.responder_post)
    context = {
        "job": found,
        "look": _look(found),
        "seen": rules.as_seen(found),
        "people": [one for one in people if one.person_id != found.assignee_id],
    }
    return render(request, "work/desk/assign.html", context)


@desk_page("work.assign", "POST")
def cancel(request: Request, number: str) -> HttpResponse:
    found = queries.job_for(request.actor, request.standing.community_id, number)
    try:
        actions.cancel_job(actor=request.actor, job=found)
    except Refused as refusal:
        found = queries.job_for(request.actor, request.standing.community_id, number)
        return _show(request, found, refused=str(refusal.words))
    messages.success(request, _("%(number)s 已取消，师傅会收到通知。") % {"number": number})
    return redirect("desk_jobs:job", request.standing.slug, number)


def _look(job: Any) -> tuple[str, str, str]:
    tone, icon = LOOKS[JobState(job.state)]
    return str(JobState(job.state).label), tone, icon


def _show(request: Request, found: Any, *, refused: str = "") -> HttpResponse:
    photos: dict[str, list[dict[str, str]]] = {}
    for stored in files_of(found):
        address = f"/files/{request.standing.slug}/{stored.token}"
        photos.setdefault(stored.purpose, []).append({"url": address, "thumb": f"{address}?thumb"})
    may = request.standing.may("work.assign")
    context = {
        "job": found,
        "look": _look(found),
        "steps": queries.steps_of(found),
        "parts": queries.parts_of(found),
        "notes": queries.notes_of(found),
        "before": photos.get("before", []),
        "later": photos.get("after", []),
        "due": rules.next_due(found),
        "may_assign": may and found.state in rules.MAY["assign"],
        "may_cancel": may and found.state in rules.MAY["cancel"],
        "refused": refused,
    }
    return render(request, "work/desk/job.html", context, status=409 if refused else 200)
