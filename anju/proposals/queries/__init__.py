"""Proposals and praise, and who may see them."""

from anju.proposals.queries.articles import article_words
from anju.proposals.queries.ideas import Idea, ideas_for, shared_for
from anju.proposals.queries.listing import ROWS, Looking, answerers_of, key_in, key_of, proposals_for
from anju.proposals.queries.praise import (
    PRAISES,
    author_of,
    candidates_for,
    is_signed,
    praise_of_person,
    praise_of_request,
    praises_for,
    praises_named,
    staff_of,
)
from anju.proposals.queries.proposals import (
    able_to_answer,
    answerers_by_event,
    is_author,
    overdue,
    overdue_count,
    proposal_for,
    proposal_of,
    supporters_of,
    usual_answerer,
    words_by_event,
)

__all__ = [
    "PRAISES",
    "ROWS",
    "Idea",
    "Looking",
    "able_to_answer",
    "answerers_by_event",
    "answerers_of",
    "article_words",
    "author_of",
    "candidates_for",
    "ideas_for",
    "is_author",
    "is_signed",
    "key_in",
    "key_of",
    "overdue",
    "overdue_count",
    "praise_of_person",
    "praise_of_request",
    "praises_for",
    "praises_named",
    "proposal_for",
    "proposal_of",
    "proposals_for",
    "shared_for",
    "staff_of",
    "supporters_of",
    "usual_answerer",
    "words_by_event",
]
