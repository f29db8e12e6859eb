"""The words that raise a report at once: read by the desk, tried out, changed by who has the settings."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anju.kernel.errors import Invalid, NotFound
from anju.people.queries import persons_named
from anju.standards import actions, queries
from anju.standards.forms import DangerForm
from anju.standards.rules import danger_in
from anju.ui.doors import Request, desk_page

NAMES = {
    "火": gettext_lazy("火、烟"),
    "烟": gettext_lazy("烟"),
    "气": gettext_lazy("燃气"),
    "电": gettext_lazy("漏电、触电"),
    "困": gettext_lazy("被困、夹人"),
    "坠": gettext_lazy("坠落"),
    "伤": gettext_lazy("受伤、突发疾病"),
    "凶": gettext_lazy("行凶、盗窃"),
    "人": gettext_lazy("人身"),
}
SECTIONS = {
    "dangerous": gettext_lazy("出现就按危险处理"),
    "harmless": gettext_lazy("看着像、其实平常，不算"),
}


@desk_page("requests.see")
def lists(request: Request) -> HttpResponse:
    """All lists; ``q`` tries what a sentence would do."""
    community_id, words = request.standing.community_id, request.GET.get("q", "").strip()[:200]
    found = queries.danger_lists(community_id)
    context = {
        "q": words,
        "found": danger_in(words, found) if words else None,
        "sections": [
            (section, title, [(kind, NAMES[kind], row.split()) for kind, row in found.of(section).items()])
            for section, title in SECTIONS.items()
        ],
        "changes": _changes(request),
        "may_change": request.standing.may("settings.manage"),
    }
    return render(request, "standards/desk/danger.html", context)


@desk_page("settings.manage", "GET POST")
def edit(request: Request, section: str, kind: str) -> HttpResponse:
    """One list."""
    community_id = request.standing.community_id
    found = queries.danger_lists(community_id).of(section) if section in SECTIONS else {}
    if kind not in found:
        raise NotFound()
    form = DangerForm(request.POST or None, initial={"words": found[kind]})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_danger_words(
                actor=request.actor,
                community_id=community_id,
                section=section,
                kind=kind,
                words=form.cleaned_data["words"],
            )
        except Invalid as wrong:
            for words in wrong.fields.values():
                form.add_error("words", str(words))
        else:
            messages.success(request, _("已改好，从下一件新报的事开始用。"))
            return redirect("standards:danger", request.standing.slug)
    context = {"form": form, "title": f"{SECTIONS[section]}：{NAMES[kind]}", "back": "standards:danger"}
    return render(request, "standards/desk/service_form.html", context, status=422 if form.errors else 200)


def _changes(request: Request) -> list[dict[str, Any]]:
    told = queries.danger_changes(request.standing.community_id)
    persons = persons_named(request.standing.community_id, [one.person_id for one in told])
    return [
        {
            "at": one.at,
            "words": "；".join(
                _("%(what)s %(words)s") % {"what": what, "words": " ".join(one.facts[name])}
                for name, what in (("added", _("加了")), ("removed", _("去掉了")))
                if one.facts[name]
            ),
            "person": persons[one.person_id].name if one.person_id in persons else _("系统"),
            "icon": "pencil",
            "tone": "calm",
        }
        for one in told
    ]
