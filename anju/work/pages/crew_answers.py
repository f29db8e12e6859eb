"""What the worker answers to a step, its photos, and the signature at the end."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anju.kernel.errors import Invalid, Refused
from anju.ui.doors import Request, crew_page
from anju.work import queries, rules, sign_actions, step_actions
from anju.work.choices import JobState, Opinion
from anju.work.forms import PhotosForm, SignForm
from anju.work.pages.shown import job_context, job_url
from anju.work.pages.step_shown import rows_of
from anju.work.signing import drawn

if TYPE_CHECKING:
    from anju.work.models import Job


@crew_page(methods="POST")
def answer(request: Request, number: str, step: int) -> HttpResponse:
    """Answer a step, say that it cannot be done (``do`` is fail), that it is of no use (skip), or why there is no
    photo (no_photo)."""
    job, told = _job(request, number), request.POST
    given = {name: told.get(name, "")[:600] for name in ("answer", "words", "do")}
    acts: dict[str, Any] = {
        "fail": step_actions.fail_step,
        "skip": step_actions.skip_step,
        "no_photo": step_actions.explain_no_photo,
    }
    try:
        if act := acts.get(given["do"]):
            act(actor=request.actor, job=job, number=step, words=given["words"])
        else:
            step_actions.answer_step(
                actor=request.actor, job=job, number=step, answer=given["answer"], words=given["words"]
            )
    except Invalid as wrong:
        said = {given["do"] or name: str(words) for name, words in wrong.fields.items()}
        return _steps(request, job, step, wrong={step: said}, given={step: given})
    return _steps(request, job, step)


@crew_page(methods="POST")
def step_photos(request: Request, number: str, step: int) -> HttpResponse:
    """The photos of a step."""
    job = _job(request, number)
    form = PhotosForm(request.POST, request.FILES, auto_id=f"step{step}_%s")
    if form.is_valid():
        try:
            photos = form.cleaned_data["photos"]
            step_actions.add_step_photos(actor=request.actor, job=job, number=step, photos=photos)
            return _steps(request, job, step)
        except Invalid as wrong:
            for words in (wrong.fields or {"": wrong.words}).values():
                form.add_error("photos", str(words))
    return _steps(request, job, step, photo_forms={step: form}, wrong={step: {"photos": ""}})


@crew_page(methods="GET POST")
def sign(request: Request, number: str) -> HttpResponse:
    """The resident signs on this phone and says how it is; or nobody is there, and they say it later on their own."""
    job = _job(request, number)
    rules.check_is_mine(job, request.standing.person_id)
    if job.state != JobState.FINISHED:
        raise Refused(_("先填写完成，再请住户签字。"))
    if queries.sign_off_of(job) is not None:
        return redirect(job_url(job, request.standing))
    if request.method == "POST" and request.POST.get("absent"):
        sign_actions.leave_sign_off(actor=request.actor, job=job)
        messages.success(request, _("好的，住户会在自己手机上确认。"))
        return redirect(job_url(job, request.standing))
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SignForm(*bound, initial={"name": job.contact_name})
    if form.is_bound and form.is_valid() and _signed(request, job, form):
        messages.success(request, _("签好了，谢谢。住户手机上会收到一份。"))
        return redirect(job_url(job, request.standing))
    context = {"job": job, "form": form, "opinions": Opinion.choices, "url": job_url(job, request.standing)}
    context["result"] = next((one for one in queries.notes_of(job) if one.purpose == "result"), None)
    return render(request, "work/crew/sign.html", context, status=422 if form.errors else 200)


def _signed(request: Request, job: "Job", form: SignForm) -> bool:
    given = form.cleaned_data
    try:
        sign_actions.sign_off(
            actor=request.actor,
            job=job,
            name=given["name"],
            opinion=given["opinion"],
            words=given["words"],
            signature=given["paper"] or [drawn(given["signature"])],
        )
    except Invalid as wrong:
        for name, words in (wrong.fields or {"": wrong.words}).items():
            form.add_error({"photos": "paper"}.get(name, name) or None, str(words))
        return False
    return True


def _job(request: Request, number: str) -> "Job":
    return queries.job_for(request.actor, request.standing.community_id, number)


def _steps(request: Request, job: "Job", step: int, **came_back: Any) -> HttpResponse:
    """The steps as they stand now, for htmx; the page itself without script."""
    context = job_context(request, job)
    if came_back:
        context["rows"] = rows_of(job, context["steps"], request.standing.slug, **came_back)
    status = 422 if came_back else 200
    if request.htmx:
        return render(request, "work/crew/steps.html", context, status=status)
    if came_back:
        return render(request, "work/crew/job.html", context, status=status)
    return redirect(f"{job_url(job, request.standing)}#step-{step}")
