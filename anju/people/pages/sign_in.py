"""Signing in and out. The steps are allauth's; the words, the limits and the look are ours."""

from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import ConfirmLoginCodeView, LoginView, LogoutView, RequestLoginCodeView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from anju.people.forms import AskCodeForm, GiveCodeForm, SignInForm
from anju.people.rules import mask_phone


class _Entrance:
    """A step that was begun with another number is dropped; what is wrong is answered with 422 or 429."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        clear_login(request)

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if answer.status_code == 200:
            answer.status_code = 429 if _is_too_often(form) else 422
        return answer


class SignIn(_Entrance, LoginView):
    template_name = "people/public/sign_in.html"
    form_class = SignInForm


class AskCode(_Entrance, RequestLoginCodeView):
    template_name = "people/public/ask_code.html"
    form_class = AskCodeForm


class GiveCode(_Entrance, ConfirmLoginCodeView):
    template_name = "people/public/give_code.html"
    form_class = GiveCodeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if getattr(self, "_process", self) is None:
            messages.warning(request, _("验证码过期了，请重新获取。"))
        return answer

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"phone": self._process.state["phone"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"masked": mask_phone(context["phone"]), "demo": settings.DEMO}


class SignOut(LogoutView):
    template_name = "people/public/sign_out.html"


def _is_too_often(form: Any) -> bool:
    return any(error.code == "too-often" for errors in form.errors.as_data().values() for error in errors)
