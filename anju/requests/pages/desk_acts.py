"""The steps the desk takes with a request: each has an address, a small form, and words for what follows."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.errors import Invalid, NotAllowed, NotFound, Refused
from anju.requests import actions
from anju.requests.alike import likely_duplicates
from anju.requests.beside import Act, acts_above
from anju.requests.forms import desk as desk_forms
from anju.requests.pages.desk_request import answer_with
from anju.requests.queries import jobs_of, request_for
from anju.standards.forms import HoldForm
from anju.standards.queries import answer_templates, category_for, category_groups
from anju.standards.rules import filled_answer
from anju.ui import humane
from anju.ui.doors import Request, desk_page


def _take(request: Request, found: Any, given: dict[str, Any]) -> None:
    actions.take_request(actor=request.actor, request=found)


def _answer(request: Request, found: Any, given: dict[str, Any]) -> None:
    actions.answer_request(actor=request.actor, request=found, words=given["words"], photos=given["photos"])


def _note(request: Request, found: Any, given: dict[str, Any]) -> None:
    actions.add_note(actor=request.actor, request=found, words=given["words"])


def _finish(request: Request, found: Any, given: dict[str, Any]) -> None:
    actions.finish_request(actor=request.actor, request=found, words=given["words"])


def _judge(request: Request, found: Any, given: dict[str, Any]) -> None:
    actions.judge_request(actor=request.actor, request=found, verdict=given["verdict"], words=given["words"])


def _reopen(request: Request, found: Any, given: dict[str, Any]) -> None:
    actions.reopen_request(actor=request.actor, request=found, words=given["words"])


def _classify(request: Request, found: Any, given: dict[str, Any]) -> None:
    category = category_for(found.community_id, given["category"])
    actions.classify_request(
        actor=request.actor, request=found, category=category, priority=given["priority"]
    )


def _merge(request: Request, found: Any, given: dict[str, Any]) -> None:
    try:
        into = request_for(request.actor, found.community_id, given["number"])
    except NotFound:
        raise Invalid(fields={"number": _("没有这个单号，请再看一下。")}) from None
    actions.merge_request(actor=request.actor, request=found, into=into)


def _hold(request: Request, found: Any, given: dict[str, Any]) -> None:
    actions.hold_request(actor=request.actor, request=found, **given)


def _resume(request: Request, found: Any, given: dict[str, Any]) -> None:
    actions.resume_request(actor=request.actor, request=found)


ACTS: dict[str, Act] = {
    "take": Act(desk_forms.TakeForm, _("受理"), _("我来受理"), _("已受理，报事人会收到通知。"), _take),
    "answer": Act(desk_forms.AnswerForm, _("回复报事人"), _("发给报事人"), _("已发给报事人。"), _answer),
    "note": Act(desk_forms.NoteForm, _("内部备注"), _("记下来"), _("已记下，只有同事看得到。"), _note),
    "finish": Act(
        desk_forms.FinishForm,
        _("不派人，直接办完"),
        _("告诉报事人已办完"),
        _("已告诉报事人，等他确认。"),
        _finish,
    ),
    "judge": Act(
        desk_forms.VerdictForm, _("记下报事人的评价"), _("照他说的记下"), _("已照报事人的话记下。"), _judge
    ),
    "reopen": Act(
        desk_forms.ReopenForm, _("重新打开"), _("重新打开"), _("已重新打开，原来的期限不变。"), _reopen
    ),
    "classify": Act(
        desk_forms.ClassifyForm,
        _("改类别和级别"),
        _("改好了"),
        _("已调整，期限按报事时间重新算过。"),
        _classify,
    ),
    "hold": Act(HoldForm, _("暂停计时"), _("暂停"), _("已记下，报事人会收到原因和恢复的时间。"), _hold),
    "resume": Act(desk_forms.TakeForm, _("接着办"), _("恢复计时"), _("已恢复计时。"), _resume),
    "merge": Act(
        desk_forms.MergeForm, _("并到另一件"), _("并过去"), _("已合并，两边的报事人都会收到进展。"), _merge
    ),
}


@desk_page("requests.answer", "GET POST")
def act(request: Request, number: str, step: str) -> HttpResponse:
    """A step's form (GET), and the step itself (POST). Refused steps show the request as it stands now."""
    return _take_step(request, number, step, ACTS[step])


@desk_page("requests.see", "GET POST")
def act_above(request: Request, number: str, step: str) -> HttpResponse:
    """The same for the steps of the apps above, each with its own grant."""
    doing = ACTS.get(step) or acts_above().get(step)
    if doing is None:
        raise NotFound()
    if not request.standing.may(doing.needs):
        raise NotAllowed()
    return _take_step(request, number, step, doing)


def _take_step(request: Request, number: str, step: str, doing: Act) -> HttpResponse:
    found = request_for(request.actor, request.standing.community_id, number)
    form = doing.form(**_form_arguments(request, found, step), **doing.prepare(request, found))
    if request.method == "POST" and form.is_valid():
        try:
            doing.do(request, found, form.cleaned_data)
            return answer_with(request, number, said=str(doing.said))
        except Refused as refusal:
            return answer_with(request, number, refused=str(refusal.words))
        except Invalid as invalid:
            for field, words in invalid.fields.items():
                form.add_error(field if field in form.fields else None, str(words))
    return show_act(request, found, step, doing.title, {"form": form, "button": doing.button})


def show_act(
    request: Request, found: Any, step: str, title: str | Promise, more: dict[str, Any]
) -> HttpResponse:
    """The form of a step: inside the request for htmx, else as a page of its own."""
    slug = request.standing.slug
    context = {
        "one": found,
        "step": step,
        "title": title,
        "address": _address(slug, found.number, step),
        **more,
    }
    if step == "answer":
        context["templates"] = _templates(found)
    form = more.get("form")
    status = 422 if more.get("error") or (form is not None and form.errors) else 200
    if not request.htmx:
        return render(request, "requests/desk/act.html", context, status=status)
    answer = render(request, f"requests/desk/act/{_template(step)}.html", context, status=status)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#act", "innerHTML"
    return answer


def _address(slug: str, number: str, step: str) -> str:
    if step in acts_above():
        return reverse("desk:do", args=[slug, number, step])
    return reverse(f"desk:{step}", args=[slug, number])


def _template(step: str) -> str:
    return step if step in ("answer", "dispatch", "merge") else "form"


def _form_arguments(request: Request, found: Any, step: str) -> dict[str, Any]:
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    given: dict[str, Any] = dict(zip(("data", "files"), posted, strict=True))
    if step == "classify":
        given["initial"] = {"category": found.category.code, "priority": found.priority}
        given["categories"] = [
            (gettext(group.category.name), [(leaf.code, gettext(leaf.name)) for leaf in group.leaves])
            for group in category_groups(found.community_id)
        ]
    elif step == "merge":
        given["likely"] = [(one.number, one) for one in likely_duplicates(request.actor, found)]
    elif step == "answer" and request.GET.get("template", "").isdecimal():
        chosen = [filled for key, _title, filled in _templates(found) if str(key) == request.GET["template"]]
        given["initial"] = {"words": chosen[0] if chosen else ""}
    return given


def _templates(found: Any) -> list[tuple[int, str, str]]:
    """The answers to start from, as (id, title, words with the blanks filled in)."""
    going = next((job.assignee.name for job in reversed(jobs_of(found)) if job.assignee), "")
    due, now = found.due_at, clock.now()
    # A promise that is missed already cannot be given again: the blank stays, to be filled in by hand.
    by = humane.by(due, now, timezone.get_current_timezone()) if due and due > now else ""
    return [
        (
            one.id,
            one.title,
            filled_answer(one.words, number=found.number, name=going, place=found.place.label, by=by),
        )
        for one in answer_templates(found.community_id)
    ]
