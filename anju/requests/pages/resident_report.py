"""A resident reports something: one page, at most three steps."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from anju.kernel.errors import Invalid
from anju.places.queries import community_named, homes_for
from anju.requests.actions import report_request
from anju.requests.choices import Channel
from anju.requests.forms.resident import ReportForm
from anju.requests.own_queries import my_request
from anju.requests.pages import follow
from anju.requests.pages.places import SCANNED, areas_found, choices_for, place_meant, scanned_in
from anju.requests.pages.reporting import fresh_key, guessed, report_once, shown
from anju.requests.pages.resident import chosen_home, here
from anju.ui.doors import Request, resident_page
from anju.ui.forms import say_beside


@resident_page("GET POST", homeless=True)
def report(request: Request) -> HttpResponse:
    """Words, place, time; the address may carry ``?place=<token>`` of a scanned code and ``?kind=``."""
    community = community_named(request.standing.community_id)
    if request.method != "POST":
        return _page(request, community, ReportForm(community.id))
    form = ReportForm(community.id, request.POST, request.FILES)
    if form.is_valid():
        anonymous = form.cleaned_data["anonymous"]
        try:
            made = report_once(
                request,
                form,
                owner="anonymous" if anonymous else f"account:{request.actor.account_id}",
                key=request.POST.get("key", "")[:80],
                create=lambda: _report(request, form),
            )
        except Invalid as wrong:
            say_beside(form, wrong)
        else:
            if anonymous:  # the link is shown once and kept nowhere on our side
                return redirect("public:received", made.follow_token)
            return redirect("resident:received", request.standing.slug, made.number)
    return _page(request, community, form)


def _report(request: Request, form: ReportForm) -> Any:
    told = form.cleaned_data
    return report_request(
        actor=request.actor,
        place=place_meant(request.actor, request.standing.community_id, told["place"]),
        category=told["category"],
        words=told["words"],
        wish=told["wish"],
        photos=told["photos"],
        channel=Channel.QR if told["place"].startswith(SCANNED) else Channel.APP,
        subject=told["subject"],
        sealed=told["sealed"],
        anonymous=told["anonymous"],
    )


def _page(request: Request, community: Any, form: ReportForm) -> HttpResponse:
    told = form.data if form.is_bound else request.GET
    value = form.data.get("place", "") if form.is_bound else ""
    token = value.removeprefix(SCANNED) if value.startswith(SCANNED) else request.GET.get("place", "")
    homes = homes_for(request.actor, community.id)
    context = {
        "may_be_anonymous": True,
        **shown(request.actor, community, form, told, _place(request, value)),
        "key": request.POST.get("key") if form.is_bound and not form.non_field_errors() else fresh_key(),
        "places": choices_for(
            request.actor,
            community.id,
            homes=homes,
            home=chosen_home(request, homes),
            value=value,
            scanned=scanned_in(community.id, token),
        ),
    }
    return render(request, "requests/resident/report.html", context, status=422 if form.errors else 200)


def _place(request: Request, value: str) -> Any:
    """The place that is chosen so far; None for none, and for one that cannot be found."""
    try:
        return place_meant(request.actor, request.standing.community_id, value) if value else None
    except Invalid:
        return None


@resident_page("POST", homeless=True)
def guess(request: Request) -> HttpResponse:
    """What the words seem to mean, while they are typed."""
    community = community_named(request.standing.community_id)
    told = guessed(request.actor, community, request.POST, _place(request, request.POST.get("place", "")))
    return render(request, "requests/resident/guess.html", told | {"may_be_anonymous": True})


@resident_page(homeless=True)
def areas(request: Request) -> HttpResponse:
    """The public areas that a search finds."""
    community_id = request.standing.community_id
    found = areas_found(
        request.actor,
        community_id,
        home=chosen_home(request, homes_for(request.actor, community_id)),
        text=request.GET.get("area", "").strip(),
        chosen=request.GET.get("place", ""),
    )
    return render(request, "requests/resident/areas.html", {"places": found})


@resident_page(homeless=True)
def received(request: Request, number: str) -> HttpResponse:
    """The number, the promise, what to do meanwhile."""
    found = my_request(request.actor, request.standing.community_id, number)
    return follow.received(request, found, here(request, number), "requests/resident/received.html")
