"""Passkeys: added and removed on one's own page, used to sign in without a number or a password."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from anju.people import actions
from anju.people.forms import QUARTER, take_turn
from anju.people.pages.doors import OwnRequest, own_page
from anju.people.rules import device_words


class _AddPasskey(AddWebAuthnView):
    template_name = "people/me/add_passkey.html"

    def get_initial(self) -> dict[str, Any]:
        return {"name": device_words(self.request.META.get("HTTP_USER_AGENT", ""))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        # It signs in by itself, so the device must keep it and check who holds the device.
        return context | {
            "js_data": {"creation_options": auth.begin_registration(self.request.user, passwordless=True)}
        }

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("通行密钥没有加上，请再试一次。"))
        return redirect("mfa_add_webauthn")

    def get_success_url(self) -> str:
        messages.success(self.request, _("通行密钥已添加，下次可以用它登录。"))
        return reverse("people:me")


add_passkey = own_page("GET POST", fresh=True)(_AddPasskey.as_view())


class EnterByPasskey(LoginWebAuthnView):
    """GET gives the challenge as JSON, POST takes what the device signed."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            ip = get_adapter().get_client_ip(request)
            take_turn("sign-in.passkey.ip", ip, most=40, seconds=QUARTER)
        except ValidationError as wait:
            messages.error(request, " ".join(wait.messages))
            return redirect("account_login")
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


@own_page("POST")
def remove_passkey(request: OwnRequest, passkey_id: int) -> HttpResponse:
    actions.remove_passkey(account=request.user, passkey_id=passkey_id)
    messages.success(request, _("通行密钥已删除，不能再用它登录。"))
    return redirect("people:me")
