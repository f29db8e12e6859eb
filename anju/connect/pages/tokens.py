"""Making a token, seeing its text once, ending it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anju.connect import actions, queries
from anju.connect.forms import TokenForm
from anju.kernel.errors import Invalid, NotFound
from anju.people.queries import STAFF, Wanted, person_for, persons_page, search_people
from anju.ui.doors import Request, desk_page

MOST_SHOWN = 8


@desk_page("settings.manage", "GET POST")
def new_token(request: Request) -> HttpResponse:
    """Choose for whom it acts, and what it may; the answer to the POST shows the text, and never again."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.do(lambda: _make(request, form))
        if made is not None:
            token, text = made
            answer = render(
                request,
                "connect/desk/made_token.html",
                {"token": token, "text": text, "crumbs": _crumbs(request, token.name), **_door(request)},
            )
            answer["Cache-Control"] = "no-store"
            return answer
    context = {"form": form, "crumbs": _crumbs(request, _("开一个令牌")), **_people(request)}
    return render(request, "connect/desk/new_token.html", context, status=422 if form.errors else 200)


@desk_page("settings.manage", "POST")
def end_token(request: Request, apitoken_id: int) -> HttpResponse:
    token = queries.token_for(request.actor, request.standing.community_id, apitoken_id)
    actions.end_token(actor=request.actor, token=token)
    messages.success(request, _("“%(name)s”已停用，对方系统从现在起打不开了。") % {"name": token.name})
    return redirect("connect:connect", request.standing.slug)


def _make(request: Request, form: TokenForm) -> Any:
    community_id = request.standing.community_id
    try:
        person = person_for(request.actor, community_id, form.cleaned_data["person"])
    except NotFound:
        raise Invalid(fields={"person": _("请从下面选一个人。")}) from None
    if person.account is None:
        raise Invalid(fields={"person": _("这个人在本小区还没有账号，请先在“人员”里开通。")})
    return actions.make_token(
        actor=request.actor,
        community_id=community_id,
        account=person.account,
        name=form.cleaned_data["name"],
        may_write=form.cleaned_data["access"] == "write",
        expires_at=form.expires_at,
    )


def _people(request: Request) -> dict[str, Any]:
    """Whom to choose from: who was found by the words, else oneself and some of the staff."""
    standing, words = request.standing, request.GET.get("q", "").replace("\x00", "").strip()[:80]
    if words:
        shown = search_people(request.actor, [standing.community_id], words, MOST_SHOWN)
    else:
        staff = persons_page(request.actor, standing.community_id, Wanted(role=STAFF)).persons
        shown = sorted(staff, key=lambda person: person.id != standing.person_id)
    return {"q": words, "people": shown[:MOST_SHOWN], "chosen": request.POST.get("person", "")}


def _door(request: Request) -> dict[str, str]:
    return {"api": request.build_absolute_uri("/api/v1/"), "docs": reverse("api:openapi-view")}


def _crumbs(request: Request, here: str) -> list[tuple[str, str]]:
    return [(_("系统对接"), reverse("connect:connect", args=[request.standing.slug])), (here, "")]
