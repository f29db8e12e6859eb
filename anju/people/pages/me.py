"""One's own page, in whichever face one stands, and the small changes made from it."""

from typing import Any, cast

from allauth.account.internal.flows.password_change import finalize_password_change
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anju.people import actions, queries
from anju.people.forms import PasswordForm
from anju.people.pages.doors import OwnRequest, back_to, own_page
from anju.people.rules import first_page, mask_phone
from anju.ui.doors import Request, crew_page, desk_page, resident_page
from anju.ui.menu import menu_for


@own_page()
def me(request: OwnRequest) -> HttpResponse:
    """Goes on to the page within the face where the person's work or home is; who has neither stays here."""
    first = first_page(request.actor)
    if first != request.path:
        return redirect(f"{first}me/")
    return render(request, "people/me/page.html", _about(request))


@resident_page(homeless=True)
def me_resident(request: Request) -> HttpResponse:
    return _me(request)


@crew_page()
def me_crew(request: Request) -> HttpResponse:
    return _me(request)


@desk_page("")
def me_desk(request: Request) -> HttpResponse:
    return _me(request)


@own_page("POST")
def language(request: OwnRequest) -> HttpResponse:
    actions.change_language(account=request.user, language=request.POST.get("language", ""))
    return redirect(back_to(request))


@own_page("GET POST", fresh=True)
def password(request: OwnRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        finalize_password_change(request, request.user)  # keeps this session, under a new key
        actions.end_other_sessions(account=request.user, current_key=cast(str, request.session.session_key))
        messages.success(request, _("密码已换好，其他设备需要重新登录。"))
        return redirect("people:me")
    status = 422 if form.errors else 200
    return render(request, "people/me/password.html", {"form": form}, status=status)


@own_page("POST")
def end_session(request: OwnRequest, session_id: int) -> HttpResponse:
    actions.end_session(account=request.user, session_id=session_id)
    if not request.session.exists(request.session.session_key or ""):
        logout(request)
        return redirect("account_login")
    messages.success(request, _("那台设备已经退出。"))
    return redirect(back_to(request))


@own_page("POST")
def end_other_sessions(request: OwnRequest) -> HttpResponse:
    actions.end_other_sessions(account=request.user, current_key=cast(str, request.session.session_key))
    messages.success(request, _("其他设备都已退出，只有这台还登录着。"))
    return redirect(back_to(request))


def _me(request: Request) -> HttpResponse:
    entries = menu_for(request.face, request.standing, request.path)
    more = [entry for entry in entries if entry.spot == "me" and entry.url != request.path]
    shell = f"ui/shells/{request.face}.html"
    return render(request, "people/me/page.html", _about(request) | {"shell": shell, "more": more})


def _about(request: HttpRequest) -> dict[str, Any]:
    account, actor = cast(Any, request).user, cast(Any, request).actor
    return {
        "shell": "ui/shells/public.html",
        "account": account,
        "phone": mask_phone(account.phone),
        "belongings": queries.belongings_of(actor),
        "devices": queries.devices_of(account, request.session.session_key),
        "passkeys": queries.passkeys_of(account),
    }
