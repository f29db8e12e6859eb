"""Problem documents (RFC 9457) for every refusal under ``/api/``, also those that come before the API is asked."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from anju.kernel.errors import AnjuError, Invalid, TooOften

CONTENT_TYPE = "application/problem+json"
PREFIX = "/api/"

# For answers that bring no words of their own: what kind of problem, in words.
_KINDS: dict[int, tuple[str, Promise]] = {
    400: ("bad-request", gettext_lazy("这个请求读不懂，请检查内容是否为正确的 JSON。")),
    401: ("not-signed-in", gettext_lazy("请带上有效的令牌：Authorization: Bearer …")),
    403: ("not-allowed", gettext_lazy("这个请求没有通过安全检查，请刷新页面再试。")),
    404: ("not-found", gettext_lazy("没有这个地址，请对照接口文档检查。")),
    405: ("no-such-method", gettext_lazy("这个地址不支持这种方法，请对照接口文档检查。")),
    413: ("too-large", gettext_lazy("内容太大了，请分开发送。")),
    503: ("away", gettext_lazy("数据库正在重启，请过几秒再试；写入请用同一个 Idempotency-Key 重发。")),
}
_OURS = ("failed", gettext_lazy("服务器出了点问题，我们会尽快处理。请稍后再试。"))
_FIELD_WORDS: dict[str, Promise] = {
    "missing": gettext_lazy("缺少这一项。"),
    "extra_forbidden": gettext_lazy("没有这一项，请对照接口文档检查。"),
    "string_too_long": gettext_lazy("太长了，最多 %(max_length)s 个字。"),
    "string_too_short": gettext_lazy("太短了，至少 %(min_length)s 个字。"),
    "string_type": gettext_lazy("要是一段文字。"),
    "string_pattern_mismatch": gettext_lazy("格式不对，应符合 %(pattern)s。"),
    "enum": gettext_lazy("只能是 %(expected)s。"),
    "literal_error": gettext_lazy("只能是 %(expected)s。"),
    "greater_than": gettext_lazy("要大于 %(gt)s。"),
    "greater_than_equal": gettext_lazy("不能小于 %(ge)s。"),
    "less_than_equal": gettext_lazy("不能大于 %(le)s。"),
    "int_parsing": gettext_lazy("要是整数。"),
    "bool_parsing": gettext_lazy("只能是 true 或 false。"),
}


def problem(status: int) -> HttpResponse:
    """A problem document in the words of its status."""
    return _answer(status, *_kind(status))


def add_problems(api: NinjaAPI) -> None:
    """Let the API answer our errors, the framework's and those of what was sent by problem documents."""
    answers: list[tuple[type[Exception], Any]] = [
        (AnjuError, _ours),
        (ValidationError, _invalid),
        (AuthenticationError, _stranger),
        (HttpError, lambda request, error: problem(error.status_code)),
        (Http404, lambda request, error: problem(404)),
        (RequestDataTooBig, lambda request, error: problem(413)),
        (UnreadablePostError, lambda request, error: problem(400)),
    ]
    for kind, answer in answers:
        api.add_exception_handler(kind, answer)


class ProblemsForApi:
    """Turns what Django itself answers under ``/api/`` (no such address, no such method, too large) into problems."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if not request.path.startswith(PREFIX):
            return answer
        answer.headers.setdefault("Cache-Control", "private, no-store")
        status = answer.status_code
        ours = answer.get("Content-Type", "").startswith(CONTENT_TYPE)
        if status < 400 or ours or (status >= 500 and settings.DEBUG):
            return answer
        with override(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)):
            answer.content = problem(status).content
        answer.headers["Content-Type"] = CONTENT_TYPE
        if "Content-Length" in answer.headers:
            answer.headers["Content-Length"] = str(len(answer.content))
        return answer


def _kind(status: int) -> tuple[str, str]:
    code, words = _KINDS.get(status, _KINDS[400] if status < 500 else _OURS)
    return code, str(words)


def _answer(status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    body = {
        "type": f"urn:anju:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": errors or [],
    }
    return JsonResponse(
        body, status=status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False}
    )


def _ours(request: HttpRequest, error: AnjuError) -> HttpResponse:
    fields = error.fields if isinstance(error, Invalid) else {}
    errors = [{"field": field, "detail": str(words)} for field, words in fields.items()]
    answer = _answer(error.status, error.code, str(error.words), errors)
    if isinstance(error, TooOften):
        answer["Retry-After"] = str(error.retry_after)
    return answer


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    found = [
        {
            "field": ".".join(str(part) for part in one["loc"][1:] if part != "payload"),
            "detail": _in_words(one),
        }
        for one in error.errors
    ]
    return _answer(422, Invalid.code, _("有内容需要修改。"), found)


def _in_words(one: dict[str, object]) -> str:
    words, facts = _FIELD_WORDS.get(str(one["type"])), one.get("ctx", {})
    return str(words) % facts if words is not None else str(one["msg"])


def _stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    answer = problem(401)
    answer["WWW-Authenticate"] = "Bearer"
    return answer
