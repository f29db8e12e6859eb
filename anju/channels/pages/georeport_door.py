"""The door of Open311: the format, the jurisdiction, the api_key, the limits, and every refusal in their format."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from anju.channels import wire
from anju.connect.actions import note_use
from anju.connect.queries import actor_of_token, token_presented
from anju.kernel import limits
from anju.kernel.actor import STRANGER, Actor
from anju.kernel.errors import AnjuError, Invalid, NotFound, TooOften
from anju.places.queries import community_called, community_named, only_community
from anju.ui.address import client_address

if TYPE_CHECKING:
    from anju.places.models import Community

READS_A_MINUTE = 300
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


class Fault(Exception):
    """A refusal in the specification's words: the status, and what is wrong, one line each."""

    def __init__(self, status: int, *descriptions: str) -> None:
        self.status, self.descriptions = status, descriptions
        super().__init__(*descriptions)


@dataclass(frozen=True)
class Caller:
    """Who calls, in which format, about which community."""

    form: str
    actor: Actor = STRANGER
    token_id: int | None = None
    may_write: bool = False
    community: "Community | None" = None

    @property
    def here(self) -> "Community":
        assert self.community is not None  # the door has seen to it
        return self.community

    @property
    def person_id(self) -> int | None:
        return self.actor.person_in(self.here.id)

    def check_may_write(self) -> Actor:
        if self.token_id is None:
            raise Fault(403, _("缺少 api_key。"))
        if self.person_id is None:
            raise Fault(403, _("这个 api_key 不属于这个 jurisdiction_id。"))
        if not self.may_write:
            raise Fault(403, _("这个 api_key 只能看，不能报事。"))
        return self.actor


def door(
    *, jurisdiction: Literal["must", "maybe"] = "must", methods: tuple[str, ...] = ("GET",)
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view of Open311: it gets the request and the ``Caller``; what it raises becomes a list of errors."""

    def mark(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @wraps(view)
        def enter(request: HttpRequest, form: str = "xml", **blanks: Any) -> HttpResponse:
            try:
                caller = _caller(request, form.lower(), jurisdiction, methods)
                zone = caller.community.zone if caller.community else settings.TIME_ZONE
                with timezone.override(ZoneInfo(zone)):
                    return view(
                        request, caller, **{name: text.replace("\x00", "") for name, text in blanks.items()}
                    )
            except Fault as fault:
                return errors(
                    form, fault.status, fault.descriptions, allow=methods if fault.status == 405 else ()
                )
            except Invalid as wrong:
                words = [f"{name}: {text}" for name, text in wrong.fields.items()] or [str(wrong.words)]
                return errors(form, 400, words)
            except TooOften as often:
                answer = errors(form, 429, [str(often.words)])
                answer["Retry-After"] = str(often.retry_after)
                return answer
            except AnjuError as refusal:
                return errors(
                    form, refusal.status if refusal.status in (403, 404) else 400, [str(refusal.words)]
                )
            except (UnreadablePostError, SuspiciousOperation, RequestDataTooBig, ValueError):
                return errors(form, 400, [_("这个请求读不懂。")])

        return enter

    return mark


def errors(form: str, status: int, descriptions: Any, *, allow: tuple[str, ...] = ()) -> HttpResponse:
    rows = [{"code": status, "description": words} for words in descriptions]
    answer = wire.answer(form.lower(), "errors", rows, status=status)
    if allow:
        answer["Allow"] = ", ".join(allow)
    return answer


def _caller(request: HttpRequest, form: str, jurisdiction: str, methods: tuple[str, ...]) -> Caller:
    if form not in wire.TYPES:
        raise Fault(400, _("格式只有 xml 和 json。"))
    if request.method not in (*methods, "HEAD"):
        raise Fault(405, _("这个地址不支持 %(method)s。") % {"method": request.method})
    if request.method == "POST" and request.content_type not in FORM_TYPES:
        raise Fault(400, _("请用 application/x-www-form-urlencoded; charset=utf-8 发送。"))
    token, actor = _key(request)
    if token is None:
        limits.take("open311", client_address(request), most=READS_A_MINUTE, seconds=60)
    community = _community(request, actor, must=jurisdiction == "must")
    return Caller(
        form=form,
        actor=actor,
        token_id=token.id if token else None,
        may_write=bool(token and token.may_write),
        community=community,
    )


def _key(request: HttpRequest) -> tuple[Any, Actor]:
    """The token behind ``api_key`` and whom it acts for; nobody where none was sent."""
    text = (request.POST.get("api_key") or request.GET.get("api_key") or "").strip()
    if not text:
        return None, STRANGER
    limits.take("open311 key", client_address(request), most=settings.API_PER_MINUTE, seconds=60)
    token = token_presented(text)
    actor = actor_of_token(token) if token is not None else STRANGER
    if token is None or not actor.standings:
        raise Fault(403, _("api_key 不对，或已经停用。"))
    limits.take("api", f"token:{token.id}", most=settings.API_PER_MINUTE, seconds=60)
    note_use(token)
    return token, actor


def _community(request: HttpRequest, actor: Actor, *, must: bool) -> "Community | None":
    """The community that is asked for: named, else the key's, else the only one there is."""
    slug = (request.POST.get("jurisdiction_id") or request.GET.get("jurisdiction_id") or "").strip()
    if slug:
        try:
            return community_called(slug.replace("\x00", "")[:80])
        except NotFound:
            raise Fault(404, _("没有这个 jurisdiction_id：%(slug)s") % {"slug": slug[:80]}) from None
    if actor.standings:
        return community_named(actor.standings[0].community_id)
    found = only_community()
    if found is None and must:
        raise Fault(400, _("缺少 jurisdiction_id。"))
    return found
