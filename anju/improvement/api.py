"""The knowledge base over the API: read, write, publish, withdraw, say whether it helped."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from anju.improvement import actions, queries
from anju.improvement.choices import ArticleState, Audience
from anju.kernel.api import (
    NO_NUL,
    PROBLEMS,
    Given,
    IdempotencyKey,
    IdPath,
    Limit,
    MaybeWords,
    Search,
    Slug,
    as_id,
    check_writes,
    made_once,
    standing_at,
)

router = Router()
LIST = "/communities/{community}/articles"
ONE = LIST + "/{article_id}"
Code = Annotated[str, Field(max_length=10, pattern=NO_NUL)]


class ArticleOut(Schema):
    """``helped``: readers who said so; ``quiet``: who read it while asking and then sent nothing; ``asked``: who asked
    in spite of it. For the staff only; 0 for others."""

    id: str
    state: ArticleState
    version: int
    title: str
    question: str
    words: str
    keywords: str
    audience: Audience
    categories: list[str]
    valid_until: date | None
    changed_at: datetime
    helped: int
    quiet: int
    unhelped: int
    asked: int


class ArticleIn(Given):
    title: Annotated[str, Field(min_length=2, max_length=60, pattern=NO_NUL)]
    question: Annotated[str, Field(min_length=2, max_length=200, pattern=NO_NUL)]
    words: Annotated[str, Field(min_length=2, max_length=3000, pattern=NO_NUL)]
    keywords: Annotated[str, Field(max_length=300, pattern=NO_NUL)] = ""
    audience: Audience = Audience.BOTH
    categories: Annotated[list[Code], Field(max_length=10)] = []
    valid_until: date | None = None


class NewArticleIn(ArticleIn):
    publish: bool = False


class ChangedArticleIn(ArticleIn):
    """The whole article as it shall be. ``seen`` is the ``version`` the caller had read."""

    why: MaybeWords
    seen: Annotated[int, Field(ge=1, le=2**31 - 1)]


class RetireIn(Given):
    why: MaybeWords


class SaidIn(Given):
    end: Literal["helped", "unhelped"]


def article_out(article: Any, *, staff: bool) -> dict[str, Any]:
    counts = {
        name: getattr(article, name) if staff else 0 for name in ("helped", "quiet", "unhelped", "asked")
    }
    plain = {
        name: getattr(article, name)
        for name in (
            "state",
            "version",
            "title",
            "question",
            "words",
            "keywords",
            "audience",
            "valid_until",
            "changed_at",
        )
    }
    return {"id": str(article.id), **plain, "categories": article.categories.split(), **counts}


@router.get(
    LIST, response={200: list[ArticleOut], **PROBLEMS}, summary="The common questions and their answers"
)
def list_articles(
    request: HttpRequest,
    community: Slug,
    q: Search = "",
    state: Annotated[Literal["", "draft", "published", "retired", "aged"], Query()] = "",
    limit: Limit = 50,
) -> Any:
    """For the staff all of them; for others what is published for them. ``q``: the best answers to some words first."""
    actor, standing = standing_at(request, community)
    if standing.is_staff:
        looking = queries.Looking(text=q, state=state)
        found = queries.articles_of(actor, standing.community_id, looking, most=limit)
    else:
        found = queries.articles_to_read(standing.community_id, staff=False, text=q)[:limit]
    return [article_out(one, staff=standing.is_staff) for one in found]


@router.get(ONE, response={200: ArticleOut, **PROBLEMS}, summary="One article")
def get_article(request: HttpRequest, community: Slug, article_id: IdPath) -> Any:
    actor, standing = standing_at(request, community)
    return article_out(_seen(actor, standing, article_id), staff=standing.is_staff)


@router.post(LIST, response={201: ArticleOut, **PROBLEMS}, summary="Write an article")
def write_article(
    request: HttpRequest, community: Slug, payload: NewArticleIn, key: IdempotencyKey = ""
) -> Any:
    actor, standing = standing_at(request, community)
    check_writes(request)
    made = made_once(
        request,
        key,
        payload.dict(),
        lambda: actions.write_article(actor=actor, community_id=standing.community_id, **payload.dict()),
        lambda community_id, article_id: queries.article_of(actor, community_id, article_id),
    )
    return Status(201, article_out(made, staff=True))


@router.post(ONE + "/change", response={200: ArticleOut, **PROBLEMS}, summary="Change an article")
def change_article(
    request: HttpRequest, community: Slug, article_id: IdPath, payload: ChangedArticleIn
) -> Any:
    return _step(request, community, article_id, actions.change_article, **payload.dict())


@router.post(ONE + "/publish", response={200: ArticleOut, **PROBLEMS}, summary="Publish an article")
def publish_article(request: HttpRequest, community: Slug, article_id: IdPath) -> Any:
    return _step(request, community, article_id, actions.publish_article)


@router.post(ONE + "/retire", response={200: ArticleOut, **PROBLEMS}, summary="Withdraw an article")
def retire_article(request: HttpRequest, community: Slug, article_id: IdPath, payload: RetireIn) -> Any:
    return _step(request, community, article_id, actions.retire_article, why=payload.why)


@router.post(ONE + "/said", response={200: ArticleOut, **PROBLEMS}, summary="Say whether it helped")
def said(request: HttpRequest, community: Slug, article_id: IdPath, payload: SaidIn) -> Any:
    actor, standing = standing_at(request, community)
    check_writes(request)
    found = _seen(actor, standing, article_id)
    actions.end_reading(
        community_id=standing.community_id,
        article_id=found.id,
        reader=f"person:{standing.person_id}",
        end=payload.end,
    )
    return article_out(_seen(actor, standing, article_id), staff=standing.is_staff)


def _seen(actor: Any, standing: Any, article_id: str) -> Any:
    if standing.is_staff:
        return queries.article_of(actor, standing.community_id, as_id(article_id))
    return queries.article_to_read(standing.community_id, as_id(article_id), staff=False)


def _step(request: HttpRequest, community: str, article_id: str, step: Any, **more: Any) -> Any:
    actor, standing = standing_at(request, community)
    found = _seen(actor, standing, article_id)
    check_writes(request)
    return article_out(step(actor=actor, article=found, **more), staff=True)
