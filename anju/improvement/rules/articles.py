"""Who may read an article when, and which step may follow."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from anju.improvement.choices import ArticleState, Audience
from anju.improvement.models import Article
from anju.kernel.errors import Refused

ASKED_WITHIN = timedelta(hours=2)  # a question sent so soon after reading was asked in spite of it
QUIET_AFTER = timedelta(hours=24)

MAY = {
    "publish": {ArticleState.DRAFT, ArticleState.RETIRED},
    "retire": {ArticleState.DRAFT, ArticleState.PUBLISHED},
}
_WHY_NOT = {
    ArticleState.DRAFT: _("这一篇还是草稿。"),
    ArticleState.PUBLISHED: _("这一篇已经公布了。"),
    ArticleState.RETIRED: _("这一篇已经撤下了。"),
}


def may(step: str, article: Article) -> bool:
    return article.state in MAY[step]


def check_may(step: str, article: Article) -> None:
    if not may(step, article):
        raise Refused(_WHY_NOT[ArticleState(article.state)])


def audiences_of(*, staff: bool) -> list[str]:
    """Which articles somebody may read: the staff all of them."""
    return list(Audience.values) if staff else [Audience.RESIDENT, Audience.BOTH]


def is_readable(article: Article, day: date) -> bool:
    """Whether it is published and still holds on that day."""
    holds = article.valid_until is None or article.valid_until >= day
    return article.state == ArticleState.PUBLISHED and holds


def haystack_of(article: Article) -> str:
    parts = (article.title, article.question, article.words, article.keywords, article.categories)
    return "\n".join(parts).lower()
