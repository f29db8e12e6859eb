"""What all API doors share: words, ids, pages of rows, problem documents, the community of the address."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Field, Header, Path, Query, Schema
from pydantic import ConfigDict

from anju.kernel.actor import Actor, Standing
from anju.kernel.errors import Invalid, NotAllowed, NotFound
from anju.kernel.idempotency import create_once
from anju.kernel.ids import MAX_ID
from anju.kernel.records import CommunityOwned

MOST_ROWS = 200

NO_NUL = r"^[^\x00]*$"
Slug = Annotated[str, Path(max_length=40, pattern=r"^[a-z0-9-]+$", description="the community's short name")]
NUMBER = r"^[A-Z]{2}-[0-9]{8}-[0-9]{4,9}$"
Number = Annotated[str, Path(max_length=24, pattern=NUMBER)]
IdText = Annotated[str, Field(pattern=r"^[0-9]{1,19}$", description="an id; a text, as it exceeds 53 bits")]
IdPath = Annotated[str, Path(pattern=r"^[0-9]{1,19}$")]
Words = Annotated[str, Field(min_length=1, max_length=1000, pattern=NO_NUL)]
Reason = Annotated[str, Field(min_length=2, max_length=1000, pattern=NO_NUL)]
MaybeWords = Annotated[str, Field(max_length=500, pattern=NO_NUL)]
Line = Annotated[str, Field(max_length=80, pattern=NO_NUL)]
Name = Annotated[str, Field(max_length=60, pattern=NO_NUL)]
Search = Annotated[str, Query(max_length=80, pattern=NO_NUL)]
After = Annotated[
    str,
    Query(max_length=120, pattern=r"^([^\x00]*~[0-9]{1,19})?$", description="`next` of the page before"),
]
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS)]
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=255,
        pattern=r"^[\x21-\x7e]*$",
        description="the same key creates once, however often the call is sent",
    ),
]


class Given(Schema):
    """What a caller sends. A field we do not know is refused, so that a misspelt one is not lost in silence."""

    model_config = ConfigDict(extra="forbid")


class FieldProblem(Schema):
    field: str
    detail: str


class Problem(Schema):
    """A problem document (RFC 9457). ``detail`` is in the caller's language and meant for people."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []


PROBLEMS: dict[Any, Any] = {frozenset({400, 401, 403, 404, 409, 413, 422, 429}): Problem}

Row = TypeVar("Row")


class Page(Schema, Generic[Row]):
    """A page of rows; ``next`` goes into ``after`` of the next call, None at the end."""

    items: list[Row]
    next: str | None = None


class ApiRequest(HttpRequest):
    """A request inside an API door: the actor was put on it by ``config.api``'s authentication."""

    actor: Actor
    may_write: bool


def standing_at(request: HttpRequest, slug: str) -> tuple[Actor, Standing]:
    """The caller and where they stand; ``NotFound`` for a community that is not theirs."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor, actor.at_slug(slug)


def check_writes(request: HttpRequest) -> None:
    if not getattr(request, "may_write", True):
        raise NotAllowed()


def as_id(text: str) -> int:
    number = int(text)
    if not 0 < number <= MAX_ID:
        raise NotFound()
    return number


def no_such_page() -> Invalid:
    """What a door raises for an ``after`` that no page gave."""
    return Invalid(fields={"after": _("这不是上一页给出的位置（next）。")})


def page_of(
    rows: Sequence[Any], limit: int, key: Callable[[Any], str], show: Callable[[Any], Any]
) -> dict[str, Any]:
    """A page from ``limit + 1`` rows: whether there is a next one is known without counting."""
    shown = rows[:limit]
    return {"items": [show(row) for row in shown], "next": key(shown[-1]) if len(rows) > limit else None}


Made = TypeVar("Made", bound=CommunityOwned)


def made_once(
    request: HttpRequest,
    key: str,
    content: Any,
    create: Callable[[], Made],
    find: Callable[[int, int], Made],
) -> Made:
    """``kernel.idempotency.create_once`` for the caller and the address that was called."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return create_once(
        owner=f"account:{actor.account_id}",
        door=f"api {hashlib.sha256(request.path.encode()).hexdigest()}",
        key=key,
        content=content,
        create=create,
        find=find,
    )
