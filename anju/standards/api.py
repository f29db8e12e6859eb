"""The catalogue over the API: categories and guesses."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from anju.kernel.api import PROBLEMS, Search, Slug, standing_at
from anju.standards import queries
from anju.standards.choices import Priority, RequestKind

router = Router()


class CategoryOut(Schema):
    code: str
    parent_code: str | None
    name: str
    kind: RequestKind
    priority: Priority
    answer_minutes: int | None
    arrive_minutes: int | None
    finish_hours: int | None
    advice: str


def category_out(category: Any) -> dict[str, Any]:
    return {
        "code": category.code,
        "parent_code": category.parent.code if category.parent else None,
        "name": category.name,
        "kind": category.kind,
        "priority": category.priority,
        "answer_minutes": category.answer_minutes,
        "arrive_minutes": category.arrive_minutes,
        "finish_hours": category.finish_hours,
        "advice": category.advice,
    }


@router.get(
    "/communities/{community}/categories",
    response={200: list[CategoryOut], **PROBLEMS},
    summary="What can be asked for",
)
def list_categories(request: HttpRequest, community: Slug) -> Any:
    _actor, standing = standing_at(request, community)
    return [category_out(category) for category in queries.leaf_categories(standing.community_id)]


@router.get(
    "/communities/{community}/categories/guess",
    response={200: list[CategoryOut], **PROBLEMS},
    summary="The likeliest categories for some words, best first",
)
def guess_categories(request: HttpRequest, community: Slug, words: Search) -> Any:
    _actor, standing = standing_at(request, community)
    return [category_out(category) for category in queries.guess_categories(standing.community_id, words)]
