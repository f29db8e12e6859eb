"""The API: all apps' routers under ``/api/v1``, its authentication, its limit, its documentation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.openapi.docs import DocsBase
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from anju.assets.api import router as assets
from anju.complaints.api import router as complaints
from anju.config.api_document import with_problem_documents
from anju.config.api_problems import add_problems
from anju.connect.actions import note_use
from anju.connect.queries import actor_of_token, token_presented
from anju.improvement.api import router as improvement
from anju.incidents.api import router as incidents
from anju.kernel import limits
from anju.learning.api import router as learning
from anju.people.api import router as people
from anju.places.api import router as places
from anju.proposals.api import router as proposals
from anju.requests.api import router as requests
from anju.requests.clock_api import router as clocks
from anju.standards.api import router as standards
from anju.voice.api import router as voice
from anju.work.api import router as work
from anju.work.api_together import router as work_together
from anju.work.quotes_api import router as quotes


class ByToken(HttpBearer):
    """``Authorization: Bearer anju_…``: acts as the token's account in the token's community."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        found = token_presented(token)
        if found is None:
            return None
        actor = actor_of_token(found)
        if not actor.standings:  # the account was closed, or the person is no longer known here
            return None
        limits.take("api", f"token:{found.id}", most=settings.API_PER_MINUTE, seconds=60)
        note_use(found)
        request.actor, request.may_write = actor, found.may_write  # type: ignore[attr-defined]
        return found


class BySession(APIKeyCookie):
    """The signed-in browser, for trying the calls on the documentation page; CSRF is checked."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)  # checked below, so that a call with a bad token is told just that

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        if "Authorization" in request.headers or not request.user.is_authenticated:
            return None
        if check_csrf(request):
            raise HttpError(403, "CSRF")
        limits.take("api", f"account:{request.user.pk}", most=settings.API_PER_MINUTE, seconds=60)
        return request.user


class Objects(Parser):
    """What is sent must be a JSON object: without this check ``[]`` would pass for one that leaves everything out."""

    def parse_body(self, request: HttpRequest) -> Any:
        body = super().parse_body(request)
        if not isinstance(body, dict):
            raise ValueError("not an object")
        return body


class Docs(DocsBase):
    """Swagger UI from ninja's own static files, in a page of ours: no inline script, no other host."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        swagger = {
            "url": self.get_openapi_url(api, kwargs),
            "layout": "BaseLayout",
            "deepLinking": True,
            "validatorUrl": None,  # which would ask another host
        }
        return render(request, "config/api_docs.html", {"api": api, "swagger_settings": swagger})


class Api(NinjaAPI):
    """NinjaAPI with a document that other people's tools can make good clients from."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return f"{operation.view_func.__module__.split('.')[-2]}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        return with_problem_documents(super().get_openapi_schema(**kwargs))


api = Api(
    title="Anju 安居",
    version="1",
    description="The same actions as the pages, for other systems. 与页面相同的动作，供其他系统使用。",
    auth=[ByToken(), BySession()],
    docs=Docs(),
    parser=Objects(),
    urls_namespace="api",
)
add_problems(api)
for name, router in {
    "places": places,
    "people": people,
    "standards": standards,
    "improvement": improvement,
    "learning": learning,
    "requests": requests,
    "clocks": clocks,
    "incidents": incidents,
    "proposals": proposals,
    "complaints": complaints,
    "work": work,
    "voice": voice,
    "assets": assets,
    "quotes": quotes,
}.items():
    api.add_router("", router, tags=[name])
api.add_router("", work_together, tags=["work"])
