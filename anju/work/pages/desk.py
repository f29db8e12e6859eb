"""Jobs at the desk: the list, one job with what was done, giving it to another, calling it off."""

from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anju.kernel import clock
from anju.kernel.errors import Invalid, Refused
from anju.kernel.files import files_of
from anju.kernel.ids import id_in
from anju.people.queries import person_named
from anju.ui.doors import Request, desk_page
from anju.work import actions, queries, rules
from anju.work.choices import LOOKS, REWORK_DAYS, JobState
from anju.work.forms import CorrectionForm
from anju.work.pages.paying import paying_context
from anju.work.pages.step_shown import rows_of
from anju.work.quotes.queries import rework_count, reworks_among
from anju.work.step_queries import SIGNATURE, source_job_of

SHOWN = 6  # candidates; the others are folded
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
    wanted = request.GET.get("list", "open")
    looking = queries.JobFilter(
        wanted=wanted if wanted in queries.WANTED else "open",
        assignee_id=id_in(request.GET.get("person", "")),
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
        "reworks": reworks_among(community_id, [job.id for job in found]),
        "rework_count": rework_count(community_id, clock.now() - timedelta(days=REWORK_DAYS)),
        "may_plan": request.standing.may("work.assign"),
    }
    return render(request, "work/desk/jobs.html", context)


@desk_page("work.see")
def job(request: Request, number: str) -> HttpResponse:
    return show_job(request, queries.job_for(request.actor, request.standing.community_id, number))


@desk_page("work.assign", "GET POST")
def assign(request: Request, number: str) -> HttpResponse:
    """Who could take the job over (GET); give it to them (POST)."""
    community_id = request.standing.community_id
    found = queries.job_for(request.actor, community_id, number)
    if request.method == "POST":
        chosen = id_in(request.POST.get("assignee", ""))
        try:
            if chosen is None:
                raise Refused(_("请选一位同事。"))
            actions.assign_job(
                actor=request.actor,
                job=found,
                assignee_id=chosen,
                seen=request.POST.get("seen", "")[:60],
                despite=request.POST.get("despite", ""),
            )
        except (Refused, Invalid) as refusal:
            found = queries.job_for(request.actor, community_id, number)
            return show_job(request, found, refused=str(refusal.words))
        name = person_named(community_id, chosen).name
        messages.success(request, _("已派给%(name)s。") % {"name": name})
        return redirect("desk_jobs:job", request.standing.slug, number)
    people = [one for one in queries.candidates_for_job(found) if one.person_id != found.assignee_id]
    context = {
        "job": found,
        "look": _look(found),
        "seen": rules.as_seen(found),
        "first": people[:SHOWN],
        "others": people[SHOWN:],
        "not_kept": queries.not_kept(community_id, found.category),
        "may_despite": request.standing.may("team.manage"),
    }
    return render(request, "work/desk/assign.html", context)


@desk_page("work.assign", "POST")
def cancel(request: Request, number: str) -> HttpResponse:
    found = queries.job_for(request.actor, request.standing.community_id, number)
    try:
        actions.cancel_job(actor=request.actor, job=found)
    except Refused as refusal:
        found = queries.job_for(request.actor, request.standing.community_id, number)
        return show_job(request, found, refused=str(refusal.words))
    messages.success(request, _("%(number)s 已取消，师傅会收到通知。") % {"number": number})
    return redirect("desk_jobs:job", request.standing.slug, number)


def _look(job: Any) -> tuple[str, str, str]:
    tone, icon = LOOKS[JobState(job.state)]
    return str(JobState(job.state).label), tone, icon


def show_job(
    request: Request, found: Any, *, refused: str = "", correction_form: CorrectionForm | None = None
) -> HttpResponse:
    """The page of one job; ``refused`` says what was not done, ``correction_form`` brings back what was wrong."""
    photos: dict[str, list[dict[str, str]]] = {}
    for stored in files_of(found):
        address = f"/files/{request.standing.slug}/{stored.token}"
        photos.setdefault(stored.purpose, []).append({"url": address, "thumb": f"{address}?thumb"})
    may = request.standing.may("work.assign")
    context = {
        "job": found,
        "look": _look(found),
        "rows": rows_of(found, queries.steps_of(found), request.standing.slug),
        "signed": queries.sign_off_of(found),
        "signature": photos.get(SIGNATURE, []),
        "source_job": source_job_of(found),
        "parts": queries.parts_of(found),
        "notes": queries.notes_of(found),
        "before": photos.get("before", []),
        "later": photos.get("after", []),
        "due": rules.next_due(found),
        "may_assign": may and found.state in rules.MAY["assign"],
        "may_cancel": may and found.state in rules.MAY["cancel"],
        "refused": refused,
        **_together(found, may, correction_form),
        **paying_context(found, may_act=may),
    }
    status = 409 if refused else 422 if correction_form else 200
    return render(request, "work/desk/job.html", context, status=status)


def _together(found: Any, may: bool, correction_form: CorrectionForm | None) -> dict[str, Any]:
    """Who else is on the job, and everybody's time on it."""
    mates = queries.mates_of(found)
    labour = queries.labour_of(found)
    on_it = {found.assignee_id, *(mate.person_id for mate in mates)}
    others = [one for one in queries.workers_of(found.community_id) if one[0] not in {*on_it, *found.barred}]
    return {
        "mates": mates,
        "handovers": queries.handovers_of(found),
        "labour": labour,
        "labour_total": sum(one.minutes for one in labour),
        "others": others if may else [],
        "may_hand_over": may and found.state in rules.MAY["hand_over"],
        "may_lend": may and found.state in rules.MAY["lend_a_hand"],
        "may_correct": may and found.state != JobState.CANCELLED and bool(found.assignee_id),
        "correction_form": correction_form or CorrectionForm(people=labour_people(found)),
        "key": token_urlsafe(12),
    }


def labour_people(found: Any) -> list[tuple[int, str]]:
    """Whose time can be corrected: who has it, who lends a hand, who has some on it already."""
    people = {found.assignee_id: found.assignee.name} if found.assignee else {}
    people |= {mate.person_id: mate.person.name for mate in queries.mates_of(found)}
    people |= {one.person_id: one.name for one in queries.labour_of(found)}
    return list(people.items())
