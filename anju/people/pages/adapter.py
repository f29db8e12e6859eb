"""What allauth asks of us: whose number it is, how a code is sent, which words people read."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as words
from django.utils.translation import gettext_lazy as _

from anju.kernel.texting import send_text
from anju.people import queries
from anju.people.forms import PhoneField
from anju.people.rules import first_page

logger = logging.getLogger(__name__)


class PhoneAdapter(DefaultAccountAdapter):
    """Accounts are known by their phone number alone; it is right because the desk entered it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "phone_password_mismatch": _("手机号或密码不对。可以改用短信验证码登录。"),
        "incorrect_code": _("验证码不对，请看一下最新的一条短信。"),
        "incorrect_password": _("密码不对。"),
        "too_many_login_attempts": _("输错的次数太多了，请重新获取验证码。"),
        "rate_limited": _("操作太频繁了，请过一会儿再试。"),
    }

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        return PhoneField(**kwargs)

    def get_user_by_phone(self, phone: str) -> Any:
        return queries.account_for_phone(phone)

    def get_phone(self, user: Any) -> tuple[str, bool]:
        return user.phone, True

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        raise NotImplementedError("numbers are changed by the desk")

    def set_phone_verified(self, user: Any, phone: str) -> None:
        """Nothing to keep: a number counts from the moment the desk enters it."""

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        """Within the request, so that it works without a worker. A gateway that fails shows no other answer,
        or it would tell which numbers have an account."""
        try:
            send_text(phone=phone, words=words("【安居】验证码 %s，5 分钟内有效。请不要告诉任何人。") % code)
        except Exception:
            logger.exception("a sign-in code could not be sent")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return redirect("account_login")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return first_page(queries.actor_of(request.user))  # type: ignore[arg-type]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return False  # the doors of own pages ask for it, see own_page(fresh=True)

    def get_login_stages(self) -> list[str]:
        # A passkey is one more way in, never a second step after another way.
        return ["allauth.account.stages.LoginByCodeStage"]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Our pages say what happened; allauth's own phrases are left out."""
        if message:
            super().add_message(request, level, message=message, extra_tags=extra_tags)


class PasskeyAdapter(DefaultMFAAdapter):
    """Passkeys (通行密钥) as a way to sign in."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("没能确认这把通行密钥，请再试一次，或换一种方式登录。"),
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": words("安居")}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return words("通行密钥")
