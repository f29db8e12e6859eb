"""Suggestions over the API."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from anju.kernel.api import NO_NUL, PROBLEMS, Given, Slug, standing_at
from anju.learning import queries

router = Router()
BEST = 3


class SuggestIn(Given):
    words: Annotated[str, Field(min_length=1, max_length=4000, pattern=NO_NUL)]


class SuggestionOut(Schema):
    category: Annotated[str | None, Field(description="code of ours; None for a label of imported files")]
    label: str
    confidence: Annotated[
        float | None,
        Field(ge=0, le=1, description="how often such an answer was right; None without a history"),
    ]


class SuggestionsOut(Schema):
    """``sure``: the first was right nine times of ten on rows held back. Otherwise a person should decide."""

    suggestions: list[SuggestionOut]
    sure: bool


@router.post(
    "/communities/{community}/suggest",
    response={200: SuggestionsOut, **PROBLEMS},
    summary="What some words probably mean: the best three with their confidence",
)
def suggest(request: HttpRequest, community: Slug, given: SuggestIn) -> Any:
    """Nothing is kept of the words. Labels that are no category of ours are shown to the staff only."""
    _actor, standing = standing_at(request, community)
    found = queries.suggest(standing.community_id, given.words, BEST)
    if not standing.may("requests.see"):
        found = [one for one in found if one.category]
    return {
        "suggestions": [
            {
                "category": one.category.code if one.category else None,
                "label": one.label,
                "confidence": one.confidence,
            }
            for one in found
        ],
        "sure": bool(found) and found[0].sure,
    }
