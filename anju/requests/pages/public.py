"""Without an account: the form behind a printed code, and the secret link that follows a request."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from anju.kernel import limits
from anju.kernel.actor import STRANGER, Actor
from anju.kernel.errors import Invalid, NotFound
from anju.kernel.files import file_for
from anju.places.queries import community_of_retired_code, place_scanned
from anju.requests import challenge
from anju.requests.actions import report_request
from anju.requests.choices import Channel
from anju.requests.forms.resident import GuestReportForm
from anju.requests.own_queries import (
    community_of_ended_link,
    request_followed,
    requests_followed,
    sentences_of,
)
from anju.requests.pages import follow
from anju.requests.pages.places import SCANNED, Choices
from anju.requests.pages.reporting import guessed, report_once, shown
from anju.ui.address import client_address
from anju.ui.forms import say_beside
from anju.ui.photos import photo_response

GUESSES_A_MINUTE = 90
FOLLOWED = "followed"  # in the session: links of requests that were filed from this browser
MOST_KEPT = 10


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: HttpRequest, token: str) -> HttpResponse:
    """The code at a place: who belongs to the community goes on to their own page, a stranger gets the form."""
    try:
        place = place_scanned(token)
    except NotFound:
        known = {"community": community_of_retired_code(token)}
        return render(request, "requests/public/unknown.html", known, status=404)
    standing = _standing(request, place.community_id)
    if standing is not None:
        there = reverse("resident:report", args=[standing.slug])
        return redirect(f"{there}?place={token}")
    if request.method != "POST":
        return _form(request, place, GuestReportForm(place.community_id))
    form = GuestReportForm(place.community_id, request.POST, request.FILES)
    address = client_address(request)
    needs_sum = challenge.asks_sum(address)
    challenge.count(address, token)
    form.full_clean()
    slip = _checked(request, form, token, needs_sum=needs_sum)
    if slip is not None and form.is_valid():
        try:
            made = report_once(
                request, form, owner=f"place:{token}", key=slip.nonce, create=lambda: _report(place, form)
            )
        except Invalid as wrong:
            say_beside(form, wrong)
        else:
            _remember(request, made.follow_token)
            return redirect("public:received", made.follow_token)
    return _form(request, place, form)


def _standing(request: HttpRequest, community_id: int) -> Any:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor.at(community_id) if actor.person_in(community_id) is not None else None


def _checked(
    request: HttpRequest, form: GuestReportForm, token: str, *, needs_sum: bool
) -> challenge.Slip | None:
    """The form's slip; what is wrong with it is put on the form."""
    try:
        if request.POST.get("website"):
            raise Invalid(_("没有发出去。请刷新这一页再试，或直接打电话。"))
        return challenge.check(
            request.POST.get("slip", ""), place=token, answer=request.POST.get("sum", ""), needs_sum=needs_sum
        )
    except Invalid as wrong:
        say_beside(form, wrong)
        return None


def _remember(request: HttpRequest, token: str) -> None:
    """Keep the link in this browser too, for who does not save it."""
    kept = [one for one in request.session.get(FOLLOWED, []) if one != token]
    request.session[FOLLOWED] = [token, *kept][:MOST_KEPT]


def _report(place: Any, form: GuestReportForm) -> Any:
    told = form.cleaned_data
    return report_request(
        actor=STRANGER,
        place=place,
        category=told["category"],
        words=told["words"],
        wish=told["wish"],
        photos=told["photos"],
        channel=Channel.QR,
        guest_name=told["guest_name"],
        guest_phone=told["guest_phone"],
        subject=told["subject"],
        sealed=told["sealed"],
    )


def _form(request: HttpRequest, place: Any, form: GuestReportForm) -> HttpResponse:
    told = form.data if form.is_bound else request.GET
    # A slip that is still good stays, so that a form that came back with errors is the same form
    slip = request.POST.get("slip", "") if form.is_bound and not form.non_field_errors() else ""
    slip = slip or challenge.new_slip(place.token)
    asked = challenge.asks_sum(client_address(request))
    form.fields["sum"].required = asked
    before = requests_followed(request.session.get(FOLLOWED, []), place.community_id)
    sentences = sentences_of(before)
    context = {
        **shown(STRANGER, place.community, form, told, place),
        "before": [(one, sentences[one.id]) for one in before],
        "community": place.community,
        "place": place,
        "slip": slip,
        "question": challenge.sum_words(slip) if asked else "",
        "places": Choices(scanned=place, chosen=f"{SCANNED}{place.token}"),
    }
    return render(request, "requests/public/report.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["POST"])
def guess(request: HttpRequest, token: str) -> HttpResponse:
    """What the words seem to mean, while they are typed."""
    limits.take("public.guess", client_address(request), most=GUESSES_A_MINUTE, seconds=60)
    place = place_scanned(token)
    return render(
        request, "requests/resident/guess.html", guessed(STRANGER, place.community, request.POST, place)
    )


Page = Callable[..., HttpResponseBase]


def _followed(methods: str = "GET") -> Callable[[Page], Page]:
    """For who holds a follow link: the page gets the request and the door. An ended link is told in plain words."""

    def mark(page: Page) -> Page:
        @never_cache
        @require_http_methods([*methods.split(), "HEAD"] if "GET" in methods.split() else methods.split())
        @wraps(page)
        def enter(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
            try:
                found = request_followed(token)
            except NotFound:
                community = community_of_ended_link(token)
                if community is None:
                    raise
                return render(request, "requests/public/ended.html", {"community": community}, status=410)
            answer = page(request, found, _here(token), **kwargs)
            answer.headers["X-Robots-Tag"] = "noindex"
            return answer

        enter.face, enter.needs = "follow", ""  # type: ignore[attr-defined]
        return enter

    return mark


def _here(token: str) -> follow.Here:
    base = reverse("public:request", args=[token])
    return follow.Here(
        actor=Actor(kind="guest", secret=token),
        shell="ui/shells/public.html",
        base=base,
        files=f"{base}files/",
    )


@_followed()
def one_request(request: HttpRequest, found: Any, here: follow.Here) -> HttpResponse:
    return follow.show(request, found, here)


@_followed()
def line(request: HttpRequest, found: Any, here: follow.Here) -> HttpResponse:
    return follow.line(request, found, here)


@_followed()
def paper(request: HttpRequest, found: Any, here: follow.Here) -> HttpResponse:
    return follow.on_paper(request, found, here, request.build_absolute_uri(here.base))


@_followed("POST")
def step(request: HttpRequest, found: Any, here: follow.Here, step: str) -> HttpResponse:
    """Write, urge, cancel, judge, re-open."""
    return follow.act(request, found, here, step)


@_followed()
def received(request: HttpRequest, found: Any, here: follow.Here) -> HttpResponse:
    """The number, the promise, and the link to keep."""
    link = request.build_absolute_uri(here.base)
    return follow.received(request, found, here, "requests/public/received.html", link=link)


@_followed()
def photo(request: HttpRequest, found: Any, here: follow.Here, file: str) -> HttpResponseBase:
    """A photo of the followed request; 404 for any other."""
    return photo_response(request, file_for(here.actor, found.community_id, file))
