"""Which category of ours a label of the files means: found by its name, or said here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anju.learning import actions, queries
from anju.learning.forms import LabelForm
from anju.standards.queries import category_groups, guess_categories
from anju.ui.doors import Request, desk_page


@desk_page("settings.manage")
def labels(request: Request) -> HttpResponse:
    """All labels, those that nobody has mapped first."""
    found = queries.labels_for(request.actor, request.standing.community_id)
    return render(
        request,
        "learning/desk/labels.html",
        {"labels": found, "unmapped": sum(1 for label in found if label.category_id is None)},
    )


@desk_page("settings.manage", "GET POST")
def label(request: Request, label_id: int) -> HttpResponse:
    """One label, with what its name sounds like."""
    community_id = request.standing.community_id
    found = queries.label_for(request.actor, community_id, label_id)
    groups = [
        (_(group.category.name), [(leaf.code, _(leaf.name)) for leaf in group.leaves])
        for group in category_groups(community_id)
    ]
    initial = {"category": found.category.code if found.category else ""}
    form = LabelForm(groups, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.map_label(actor=request.actor, label=found, category_code=form.cleaned_data["category"])
        messages.success(request, _("记下了，从下一次提示起就这样说。"))
        return redirect("learning:labels", request.standing.slug)
    context = {"label": found, "form": form, "alike": guess_categories(community_id, found.name)}
    return render(request, "learning/desk/label.html", context, status=422 if form.errors else 200)
