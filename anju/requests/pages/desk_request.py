"""One request at the desk: what happened, what is, what can be done next. Panel and page are the same template."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from anju.kernel.errors import NotFound
from anju.learning.queries import suggest
from anju.people.queries import homes_of
from anju.people.rules import mask_email, mask_phone
from anju.requests import actions, rules
from anju.requests.alike import likely_duplicates
from anju.requests.beside import acts_above, panels_of
from anju.requests.choices import RequestState
from anju.requests.clock_queries import open_hold
from anju.requests.pages.desk_promises import promised_in, promises_of
from anju.requests.pages.desk_rows import job_state_of, state_of
from anju.requests.pages.story import story_of
from anju.requests.queries import jobs_of, merged_into, request_for, request_of_job
from anju.requests.sentences import hold_in_words, level_words
from anju.requests.timeline import timeline_for
from anju.standards.choices import RequestKind
from anju.ui.doors import Request, desk_page
from anju.work.choices import JobState
from anju.work.queries import job_for

DUPLICATES_WHILE = (RequestState.NEW, RequestState.OPEN)


@desk_page("requests.see")
def detail(request: Request, number: str) -> HttpResponse:
    """The request as a page, or, asked for by htmx, as the panel beside the list."""
    found = request_for(request.actor, request.standing.community_id, number)
    context = context_of(request, found) | {"filed": request.GET.get("filed") == "1"}
    if request.htmx.target == "panel":
        return render(request, "requests/desk/request/panel.html", context)
    return render(request, "requests/desk/request.html", context)


@desk_page("requests.see")
def of_job(request: Request, job: str) -> HttpResponse:
    """On to the request that a job was opened for: work knows the job, and not what asked for it."""
    community_id = request.standing.community_id
    found = request_of_job(community_id, job_for(request.actor, community_id, job).id)
    if found is None:
        raise NotFound()
    return redirect("desk:request", request.standing.slug, found.number)


@desk_page("people.see_phone", "POST")
def phone(request: Request, number: str) -> HttpResponse:
    """The whole number to call back, asked for one by one; that it was seen is kept."""
    found = request_for(request.actor, request.standing.community_id, number)
    whole = actions.show_phone(actor=request.actor, request=found)
    if request.htmx:
        return render(request, "requests/desk/request/phone.html", {"whole": whole})
    return render(request, "requests/desk/request.html", context_of(request, found) | {"whole": whole})


def context_of(request: Request, found: Any, *, refused: str = "") -> dict[str, Any]:
    """All that the page of a request shows. ``refused`` is why the last step was not taken."""
    jobs, hold = jobs_of(found), open_hold(found)
    entries = timeline_for(request.actor, found, jobs)
    story = story_of(entries, f"/files/{request.standing.slug}/")
    for shown, entry in zip(story, entries, strict=True):
        shown["internal"] = entry.internal
    return {
        "one": found,
        "state": state_of(found),
        "story": story,
        "report_photos": story[0]["photos"] if story else [],
        "last": story[-1] if story else None,
        "promises": promises_of(found),
        "told": "，".join(promised_in(found)),
        "jobs": [(job, job_state_of(job)) for job in jobs],
        "waiting": any(job.state == JobState.WAITING for job in jobs),
        "reporter": reporter_of(found),
        "duplicates": likely_duplicates(request.actor, found) if found.state in DUPLICATES_WHILE else [],
        "doubt": doubt_about(found) if found.state == RequestState.NEW else None,
        "merged": merged_into(request.actor, found),
        "hold": hold_in_words(hold) if hold else "",
        "level": level_words(found),
        "may": steps_for(request, found, hold),
        "panels": panels_of("desk", request.actor, found),
        "more_acts": [
            (name, act) for name, act in acts_above().items() if act.stands(request.standing, found)
        ],
        "refused": refused,
    }


def doubt_about(found: Any) -> dict[str, Any] | None:
    """What the community's past says against the category of a new request: another one with its worth in percent, or
    no clear answer. None where it agrees, or where nothing was learned."""
    best = suggest(found.community_id, found.words, 1)
    if not best or best[0].confidence is None:
        return None
    other = best[0].category is None or best[0].category.id != found.category_id
    if best[0].sure and other:
        return {"label": best[0].label, "worth": best[0].percent}
    return None if best[0].sure or not other else {"label": "", "worth": 0}


def reporter_of(found: Any) -> dict[str, Any]:
    """Who reported it: name, what they are to the place, the masked number."""
    person = found.reporter
    if person is None:
        return {
            "name": found.guest_name or (_("匿名") if found.is_anonymous else _("没有留名字")),
            "role": _("没有登记的报事人"),
            "phone": mask_phone(found.guest_phone) if found.guest_phone else "",
            "email": mask_email(found.guest_email) if found.guest_email else "",
        }
    homes = homes_of(found.community_id, person.id)
    here = [held for held in homes if held.home_id == found.place_id] or homes
    role = (
        _("%(role)s · %(home)s") % {"role": here[0].get_role_display(), "home": here[0].home.label}
        if here
        else ""
    )
    return {
        "name": person.name,
        "role": role,
        "phone": mask_phone(person.phone) if person.phone else "",
        "person_id": person.id,
    }


def steps_for(request: Request, found: Any, hold: Any = None) -> dict[str, bool]:
    """Which steps the person may take now: by what they hold and by the request's state."""
    answer, assign = request.standing.may("requests.answer"), request.standing.may("work.assign")
    may = {step: answer and rules.may(step, found) for step in rules.MAY}
    return may | {
        "finish": may["finish"] and found.kind not in rules.SETTLED_ABOVE,
        "note": answer,
        "hold": answer and rules.may("hold", found) and hold is None,
        "resume": answer and hold is not None,
        "dispatch": assign and rules.may("dispatch", found) and found.kind != RequestKind.PRAISE,
        "phone": request.standing.may("people.see_phone"),
        "people": request.standing.may("people.see"),
        "places": request.standing.may("places.see"),
    }


def answer_with(request: Request, number: str, *, said: str = "", refused: str = "") -> HttpResponse:
    """The request as it stands after a step: the fragment for htmx, the page for everybody else.

    ``refused`` answers 409: the step was not taken, and the page says why and what happened meanwhile.
    """
    found = request_for(request.actor, request.standing.community_id, number)
    if not request.htmx:
        if refused:
            context = context_of(request, found, refused=refused)
            return render(request, "requests/desk/request.html", context, status=409)
        messages.success(request, said)
        return redirect("desk:request", request.standing.slug, number)
    status = 409 if refused else 200
    context = context_of(request, found, refused=refused)
    answer = render(request, "requests/desk/request/body.html", context, status=status)
    answer["HX-Retarget"], answer["HX-Reswap"] = "[data-request]", "innerHTML"
    trigger_client_event(answer, "board-changed")
    return trigger_client_event(answer, "toast", {"words": said, "tone": "success"}) if said else answer
