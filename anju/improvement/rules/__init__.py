"""Pure decisions of the knowledge base: who reads what, what counts as a question, what no article may carry."""

from anju.improvement.rules.articles import audiences_of, check_may, haystack_of, is_readable, may
from anju.improvement.rules.masking import masked
from anju.improvement.rules.questions import looks_like_question

__all__ = [
    "audiences_of",
    "check_may",
    "haystack_of",
    "is_readable",
    "looks_like_question",
    "masked",
    "may",
]
