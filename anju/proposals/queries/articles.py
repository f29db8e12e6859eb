"""The words of an answer, taken over for an article."""

from typing import Any

from anju.improvement.queries import words_masked
from anju.proposals.models import Proposal

MOST_TITLE = 30


def article_words(proposal: Proposal) -> dict[str, Any]:
    """Title, question and answer for an article, without what names a person or a home: to be looked at before it is
    published."""
    question, words = words_masked(proposal.community_id, proposal.request.words, proposal.reason)
    question = " ".join(question.split())[:200]
    title = question if len(question) <= MOST_TITLE else f"{question[:MOST_TITLE]}…"
    return {
        "title": title,
        "question": question,
        "words": words,
        "categories": [proposal.request.category.code],
    }
