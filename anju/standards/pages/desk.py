"""The desk's catalogue: what residents may ask for and what they are promised, and changes to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anju.kernel.errors import Invalid, NotFound
from anju.people.rules import post_title
from anju.standards import actions, queries
from anju.standards.choices import Priority, RequestKind
from anju.standards.forms import CategoryForm, SampleForm
from anju.standards.pages.shown import ICONS, Shown, changes
from anju.standards.rules import danger_in, is_done_at_the_place
from anju.ui.doors import Request, desk_page
from anju.ui.forms import say_beside


@desk_page("requests.see")
def catalogue(request: Request) -> HttpResponse:
    """All groups; ``q`` finds by what a resident might say, ``kind`` and ``priority`` by chips in the address."""
    community_id, words = request.standing.community_id, request.GET.get("q", "").strip()[:100]
    kind, priority = request.GET.get("kind", ""), request.GET.get("priority", "")
    groups = queries.catalogue_found(community_id, words=words, kind=kind, priority=priority)
    return render(
        request,
        "standards/desk/catalogue.html",
        {
            "groups": [(group.category, [Shown(leaf) for leaf in group.leaves]) for group in groups],
            "q": words,
            "guesses": queries.guess_categories(community_id, words),
            "danger": danger_in(words, queries.danger_lists(community_id)),
            "kinds": RequestKind.choices,
            "priorities": [(one.value, one.label, ICONS[one]) for one in Priority],
            "count": sum(len(group.leaves) for group in groups),
        },
    )


@desk_page("requests.see")
def category(request: Request, code: str) -> HttpResponse:
    return _show(request, queries.leaf_for(request.standing.community_id, code))


def _show(request: Request, found: queries.CategoryRow, form: SampleForm | None = None) -> HttpResponse:
    procedure = queries.procedure_of(found)
    steps = queries.steps_of(procedure) if procedure else []
    sampled = procedure.sample_percent if procedure else 0
    return render(
        request,
        "standards/desk/category.html",
        {
            "category": found,
            "shown": Shown(found),
            "procedure": procedure,
            "steps": [(step, post_title(step.post), is_done_at_the_place(step.post)) for step in steps],
            "changes": changes(request.standing, found),
            "crumbs": _crumbs(request, (found.name, "")),
            "may_change": request.standing.may("settings.manage"),
            "sample_form": form or SampleForm(initial={"percent": sampled}),
        },
        status=422 if form else 200,
    )


@desk_page("settings.manage", "POST")
def sample(request: Request, code: str) -> HttpResponse:
    """Of how many jobs of this procedure the photos are asked for by draw."""
    found = queries.leaf_for(request.standing.community_id, code)
    procedure = queries.procedure_of(found)
    if procedure is None:
        raise NotFound()
    form = SampleForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form)
    actions.set_sample(actor=request.actor, procedure=procedure, percent=form.cleaned_data["percent"])
    messages.success(request, _("已改好，从下一张工单开始用。"))
    return redirect("standards:category", request.standing.slug, code)


@desk_page("settings.manage", "GET POST")
def edit(request: Request, code: str) -> HttpResponse:
    found = queries.leaf_for(request.standing.community_id, code)
    page = reverse("standards:category", args=[request.standing.slug, code])
    form = CategoryForm(request.POST or None, initial=CategoryForm.values_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_category(
                actor=request.actor, community_id=found.community_id, code=code, **form.changes()
            )
        except Invalid as wrong:
            say_beside(form, wrong)
        else:
            messages.success(request, _("已改好，从下一件新报的事开始用。"))
            return redirect(page)
    context = {"category": found, "form": form, "page": page}
    context["crumbs"] = _crumbs(request, (found.name, page), (_("修改"), ""))
    return render(request, "standards/desk/edit.html", context, status=422 if form.errors else 200)


def _crumbs(request: Request, *after: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("服务标准"), reverse("standards:catalogue", args=[request.standing.slug])), *after]
