"""The log of calls at the desk: the list, noting one, making a request of it; and beside people and places."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from anju.channels import actions, queries
from anju.channels.forms.calls import CallLogForm
from anju.kernel import clock
from anju.kernel.errors import Invalid, NotFound
from anju.kernel.ids import id_in
from anju.people.queries import person_named, search_people, search_places
from anju.people.rules import mask_phone
from anju.places.queries import place_for
from anju.requests.queries import request_for
from anju.ui.doors import Request, desk_page
from anju.ui.forms import say_beside

HITS = 6


@desk_page("requests.answer")
def calls(request: Request) -> HttpResponse:
    text, alone = request.GET.get("q", "")[:40], request.GET.get("alone") == "1"
    found = queries.calls_for(
        request.actor,
        request.standing.community_id,
        text=text,
        alone=alone,
        before=id_in(request.GET.get("after", "")),
        most=queries.ROWS + 1,
    )
    context = {
        "q": text,
        "calls": [_shown(one) for one in found[: queries.ROWS]],
        "after": str(found[queries.ROWS - 1].id) if len(found) > queries.ROWS else "",
        "searching": bool(text or alone),
    }
    return render(request, "channels/desk/calls.html", context)


@desk_page("requests.answer", "GET POST")
def new(request: Request) -> HttpResponse:
    """Note a call. Without script the person is looked for by sending the form once more."""
    told = request.POST if request.method == "POST" else request.GET
    form = CallLogForm(
        request.POST or None, initial={"called_at": timezone.localtime(clock.now()), **request.GET.dict()}
    )
    if request.method == "POST" and form.is_valid():
        kept = _log(request, form)
        if kept is not None:
            messages.success(request, _("来电记下了。"))
            return redirect("channels:calls", request.standing.slug)
    text = told.get("who", "").strip()[:40]
    people = search_people(request.actor, [request.standing.community_id], text, HITS) if text else []
    context = {"form": form, "people": people, "chosen": told.get("caller", "")}
    return render(request, "channels/desk/new_call.html", context, status=422 if form.errors else 200)


@desk_page("requests.answer")
def call(request: Request, call_id: int) -> HttpResponse:
    found = queries.call_for(request.actor, request.standing.community_id, call_id)
    return render(request, "channels/desk/call.html", _shown(found))


@desk_page("requests.answer", "POST")
def file(request: Request, call_id: int) -> HttpResponse:
    """Make a request of it, with one tap."""
    found = queries.call_for(request.actor, request.standing.community_id, call_id)
    try:
        filed = actions.file_call(actor=request.actor, call=found)
    except Invalid as wrong:
        context = _shown(found) | {"wrong": list(wrong.fields.values()) or [wrong.words]}
        return render(request, "channels/desk/call.html", context, status=422)
    messages.success(request, _("登记好了，期限从来电的时间算起。"))
    return redirect("desk:request", request.standing.slug, filed.number)


@desk_page("requests.see")
def at_place(request: Request, place_id: int) -> HttpResponse:
    place = place_for(request.actor, request.standing.community_id, place_id)
    found = queries.calls_about_place(request.actor, place.community_id, place.id)
    return render(
        request,
        "channels/desk/calls_beside.html",
        {"title": place.label, "calls": [_shown(one) for one in found]},
    )


@desk_page("requests.see")
def of_person(request: Request, person_id: int) -> HttpResponse:
    person = person_named(request.standing.community_id, person_id)
    found = queries.calls_of_person(request.actor, person.community_id, person.id)
    return render(
        request,
        "channels/desk/calls_beside.html",
        {"title": person.name, "calls": [_shown(one) for one in found]},
    )


def _shown(one: Any) -> dict[str, Any]:
    who = one.caller.name if one.caller else one.caller_name
    return {
        "call": one,
        "who": who or _("没有留名字"),
        "phone": mask_phone(one.phone) if one.phone else "",
        "place": one.place.label if one.place else "",
    }


def _log(request: Request, form: CallLogForm) -> Any:
    community_id, given = request.standing.community_id, form.cleaned_data
    try:
        return actions.log_call(
            actor=request.actor,
            community_id=community_id,
            called_at=given["called_at"],
            words=given["words"],
            caller=_person(request, given["caller"]),
            caller_name=given["caller_name"],
            phone=given["phone"],
            minutes=given["minutes"],
            place=_place(request, given["where"]),
            request=_request(request, given["number"]),
        )
    except Invalid as wrong:
        say_beside(form, wrong)
        return None


def _person(request: Request, text: str) -> Any:
    person_id = id_in(text)
    if person_id is None or not request.standing.may("people.see"):
        return None
    try:
        return person_named(request.standing.community_id, person_id)
    except NotFound:
        return None


def _place(request: Request, text: str) -> Any:
    """The one place that the words name; ``Invalid`` for none, or for several."""
    if not text:
        return None
    found = search_places(request.actor, request.standing.community_id, text, HITS)
    exact = [one for one in found if one.label == text] or found
    if len(exact) != 1:
        words = (
            _("没找到这个地方，请换个写法，例如 3-2-1001。")
            if not found
            else _("有好几处，请写得更具体一点。")
        )
        raise Invalid(fields={"where": words})
    return place_for(request.actor, request.standing.community_id, exact[0].id)


def _request(request: Request, number: str) -> Any:
    if not number:
        return None
    try:
        return request_for(request.actor, request.standing.community_id, number.upper())
    except NotFound:
        raise Invalid(fields={"number": _("没有这个单号，请再看一下。")}) from None
