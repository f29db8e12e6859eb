"""The API: all apps' routers under ``/api/v1``, its authentication, its problem documents, its document."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.docs import Swagger
from ninja.openapi.schema import OpenAPISchema
from ninja.security import APIKeyCookie, HttpBearer

from anju.config.api_document import with_problem_documents
from anju.connect.actions import note_use
from anju.connect.queries import actor_of_token, token_presented
from anju.kernel.errors import AnjuError, Invalid, TooOften
from anju.people.api import router as people
from anju.places.api import router as places
from anju.requests.api import router as requests
from anju.standards.api import router as standards
from anju.work.api import router as work


class ByToken(HttpBearer):
    """``Authorization: Bearer anju_…``: acts as the token's account in the token's community."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        found = token_presented(token)
        if found is None:
            return None
        note_use(found)
        request.actor, request.may_write = actor_of_token(found), found.may_write  # type: ignore[attr-defined]
        return found


class BySession(APIKeyCookie):
    """The signed-in browser, for trying the calls on the documentation page; CSRF is checked."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        if not request.user.is_authenticated or CsrfViewMiddleware(_nothing).process_view(
            request, _nothing, (), {}
        ):
            return None
        return request.user


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


class Api(NinjaAPI):
    """NinjaAPI whose document names problem documents by their own content type."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        return with_problem_documents(super().get_openapi_schema(**kwargs))


api = Api(
    title="Anju 安居",
    version="1",
    description="The same actions as the pages, for other systems. 与页面相同的动作, 供其他系统使用。",
    auth=[ByToken(), BySession()],
    docs=Swagger(settings={"persistAuthorization": True}),
    urls_namespace="api",
)
for name, router in {
    "places": places,
    "people": people,
    "standards": standards,
    "requests": requests,
    "work": work,
}.items():
    api.add_router("", router, tags=[name])


def _problem(status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None) -> JsonResponse:
    body = {
        "type": f"urn:anju:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": errors or [],
    }
    return JsonResponse(
        body,
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


@api.exception_handler(AnjuError)
def _ours(request: HttpRequest, error: AnjuError) -> HttpResponse:
    fields = error.fields if isinstance(error, Invalid) else {}
    answer = _problem(
        error.status,
        error.code,
        str(error.words),
        [{"field": field, "detail": str(words)} for field, words in fields.items()],
    )
    if isinstance(error, TooOften):
        answer["Retry-After"] = str(error.retry_after)
    return answer


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    found = [
        {
            "field": ".".join(str(part) for part in one["loc"] if part not in ("body", "payload")),
            "detail": one["msg"],
        }
        for one in error.errors
    ]
    return _problem(422, Invalid.code, _("有内容需要修改。"), found)


@api.exception_handler(AuthenticationError)
def _stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    answer = _problem(401, "not-signed-in", _("请带上有效的令牌：Authorization: Bearer …"))
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _problem(error.status_code, "bad-request", str(error))


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return _problem(404, "not-found", _("没有找到。"))
