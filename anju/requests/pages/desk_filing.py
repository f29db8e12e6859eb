"""Taking a call without leaving the list: one form, filled in while the caller speaks, sent once."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import push_url, trigger_client_event

from anju.kernel.errors import Invalid
from anju.kernel.idempotency import create_once
from anju.requests import actions
from anju.requests.choices import Channel
from anju.requests.forms.call import CallForm
from anju.requests.own_queries import request_made
from anju.requests.pages import desk_call
from anju.requests.pages.desk_request import context_of
from anju.requests.pages.reporting import fresh_key
from anju.requests.queries import request_for
from anju.ui.doors import Request, desk_page

# Parts that htmx asks for while the form is being filled in: the id of the part, and what it shows.
PARTS = {
    "call-who": desk_call.callers,
    "call-where": desk_call.places,
    "call-what": desk_call.foreseen,
}


@desk_page("requests.answer", "GET POST")
def call(request: Request) -> HttpResponse:
    """The form as panel or page (GET, which also finds people and places without script), or the filing (POST)."""
    told = request.POST if request.method == "POST" else request.GET
    if request.method == "GET" and request.htmx.target in PARTS:
        part = request.htmx.target
        answer = render(request, f"requests/desk/call/{part[5:]}.html", PARTS[part](request, told))
        return trigger_client_event(answer, "call-placed", after="settle") if part == "call-where" else answer
    form = CallForm(told, request.FILES) if request.method == "POST" else CallForm(initial=told.dict())
    if request.method == "POST" and form.is_valid():
        filed = _file(request, form)
        if filed is not None:
            return _filed(request, filed)
    return _show(request, form, told)


def _file(request: Request, form: CallForm) -> Any:
    """The request, made once per key of the form; None when something must be mended first."""
    community_id, given = request.standing.community_id, form.cleaned_data
    place = desk_call.place_told(request, given)
    category = desk_call.category_told(community_id, given)
    if place is None:
        form.add_error("place", CallForm.base_fields["place"].error_messages["required"])
    if category is None:
        form.add_error("other", _("没看出是哪一类事，请在“别的类别”里选一个。"))
    if form.errors:
        return None
    reporter = desk_call.person_told(request, given)
    try:
        return create_once(
            owner=f"account {request.actor.account_id}",
            door="desk call",
            key=request.POST.get("key", "")[:80],
            content={**request.POST.dict(), "photos": [f"{one.name} {one.size}" for one in given["photos"]]},
            create=lambda: actions.report_for(
                actor=request.actor,
                place=place,
                category=category,
                words=given["words"],
                reporter=reporter,
                guest_name=given["guest_name"],
                guest_phone=given["guest_phone"],
                wish=given["wish"],
                photos=given["photos"],
                channel=Channel(given["channel"]),
                subject=given["subject"],
                sealed=given["sealed"],
            ),
            find=request_made,
        )
    except Invalid as invalid:
        for name, words in (invalid.fields or {"": invalid.words}).items():
            form.add_error(name if name in form.fields else None, str(words))
        return None


def _filed(request: Request, filed: Any) -> HttpResponse:
    """The new request with what to tell the caller, in the panel or as its page."""
    slug = request.standing.slug
    if not request.htmx:
        return redirect(f"{reverse('desk:request', args=[slug, filed.number])}?filed=1")
    found = request_for(request.actor, request.standing.community_id, filed.number)
    context = context_of(request, found) | {"filed": True}
    answer = render(request, "requests/desk/request/panel.html", context)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#panel", "innerHTML"
    push_url(answer, f"{reverse('desk:board', args=[slug])}?open={filed.number}")
    return trigger_client_event(answer, "board-changed")


def _show(request: Request, form: CallForm, told: Any) -> HttpResponse:
    context = {
        "form": form,
        "key": told.get("key") or fresh_key(),
        "wishes": desk_call.wishes_offered(),
        **desk_call.callers(request, told),
        **desk_call.places(request, told),
        **desk_call.foreseen(request, told),
    }
    status = 422 if form.errors else 200
    if request.htmx.target == "panel" or (request.htmx and request.method == "POST"):
        answer = render(request, "requests/desk/call/panel.html", context, status=status)
        answer["HX-Retarget"], answer["HX-Reswap"] = "#panel", "innerHTML"
        return answer
    return render(request, "requests/desk/call.html", context, status=status)
