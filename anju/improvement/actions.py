"""Writing, changing, publishing and withdrawing articles; and how a reading of one ended."""

import json
from collections.abc import Collection
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anju.improvement import events, queries, rules
from anju.improvement.choices import ArticleState, Audience, ReadingEnd
from anju.improvement.models import Article, ArticleReading, ArticleVersion
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, NotFound, Refused
from anju.kernel.events import Fact, record
from anju.kernel.records import CommunityOwned
from anju.kernel.text import clean, clean_line
from anju.standards.queries import category_for

DATA = Path(__file__).parent / "data" / "articles.json"
MOST_CATEGORIES = 10
_VERSIONED = ("state", "title", "question", "words", "keywords", "audience", "categories", "valid_until")


def write_article(
    *,
    actor: Actor,
    community_id: int,
    title: str,
    question: str,
    words: str,
    keywords: str = "",
    audience: str = Audience.BOTH,
    categories: Collection[str] = (),
    valid_until: date | None = None,
    publish: bool = False,
    source: CommunityOwned | None = None,
) -> Article:
    """A new article, as a draft or published at once. ``source`` is the record it was made of."""
    actor.check("knowledge.manage", community_id)
    given = _cleaned(community_id, title, question, words, keywords, audience, categories, valid_until)
    with transaction.atomic():
        article = Article(
            community_id=community_id,
            **given,
            source_type=source._meta.label_lower if source else "",
            source_id=source.pk if source else None,
        )
        _keep(actor, article, events.ArticleWritten)
        if publish:
            _publish(actor, article)
    return article


def change_article(
    *,
    actor: Actor,
    article: Article,
    why: str,
    title: str,
    question: str,
    words: str,
    keywords: str = "",
    audience: str = Audience.BOTH,
    categories: Collection[str] = (),
    valid_until: date | None = None,
    seen: int | None = None,
) -> Article:
    """A new version, with the reason. ``seen`` is the version the actor had before them: ``Refused`` when a colleague
    has changed it meanwhile. Without a difference nothing is written."""
    actor.check("knowledge.manage", article.community_id)
    given = _cleaned(
        article.community_id, title, question, words, keywords, audience, categories, valid_until
    )
    with transaction.atomic():
        article = _locked(article)
        if seen is not None and seen != article.version:
            raise Refused(_("您改的时候，同事刚刚改过这一篇。请先看一下现在的样子，再改一次。"))
        if all(getattr(article, name) == value for name, value in given.items()):
            return article
        why = clean_line(why, field="why", most=200, least=2)
        for name, value in given.items():
            setattr(article, name, value)
        _keep(actor, article, events.ArticleChanged, why)
    return article


def publish_article(*, actor: Actor, article: Article) -> Article:
    """Let people read it; also one that was withdrawn. Not one whose last day has passed."""
    actor.check("knowledge.manage", article.community_id)
    with transaction.atomic():
        article = _locked(article)
        rules.check_may("publish", article)
        if article.valid_until is not None and article.valid_until < queries.today_in(article.community_id):
            raise Refused(_("有效期已经过了，请先改一下有效期，再公布。"))
        _publish(actor, article)
    return article


def retire_article(*, actor: Actor, article: Article, why: str) -> Article:
    """Withdraw it, with the reason; nobody is offered it any more, its versions stay."""
    actor.check("knowledge.manage", article.community_id)
    why = clean_line(why, field="why", most=200, least=2)
    with transaction.atomic():
        article = _locked(article)
        rules.check_may("retire", article)
        article.state = ArticleState.RETIRED
        _keep(actor, article, events.ArticleRetired, why)
    return article


def open_reading(*, community_id: int, article_id: int, reader: str, offered: bool) -> None:
    """Note that an article was opened, once a day for each reader; what they said before stays."""
    day = queries.today_in(community_id)
    with transaction.atomic():
        found = _reading(community_id, article_id, reader, day)
        if found is None:
            try:
                with transaction.atomic():
                    ArticleReading.objects.of(community_id).create(
                        article_id=article_id, reader=reader, day=day, offered=offered, at=clock.now()
                    )
            except IntegrityError:  # the same reader in another window, this very moment
                return
        elif offered and not found.end:
            found.offered, found.at = True, clock.now()
            found.save(update_fields=["offered", "at"])


def end_reading(
    *, community_id: int, article_id: int, reader: str, end: str, day: date | None = None
) -> None:
    """Keep how a reading ended, and count it. Who says something else later is counted for that instead; silence never
    takes back what somebody said."""
    if end not in ReadingEnd.values:
        raise Invalid(fields={"end": _("请选一个。")})
    day = day or queries.today_in(community_id)
    with transaction.atomic():
        found = _reading(community_id, article_id, reader, day)
        if found is None:
            found = ArticleReading.objects.of(community_id).create(
                article_id=article_id, reader=reader, day=day, at=clock.now()
            )
        if found.end == end or (found.end and end == ReadingEnd.QUIET):
            return
        counts = {end: F(end) + 1} | ({found.end: F(found.end) - 1} if found.end else {})
        found.end = end
        found.save(update_fields=["end"])
        Article.objects.of(community_id).filter(id=article_id).update(**counts)


def note_asked(*, community_id: int, reader: str) -> None:
    """The reader has sent something after all: what they were offered and read just before did not spare it."""
    for one in queries.readings_open(community_id, reader):
        end_reading(
            community_id=community_id,
            article_id=one.article_id,
            reader=reader,
            end=ReadingEnd.ASKED,
            day=one.day,
        )


def load_articles(*, actor: Actor, community_id: int, publish: bool) -> int:
    """Give the community the delivered articles whose titles it does not have yet; answers how many.

    They hold what is usual: unless ``publish``, they wait as drafts for somebody who knows the place. Twice changes
    nothing.
    """
    present = set(Article.objects.of(community_id).values_list("title", flat=True))
    missing = [row for row in delivered() if row["title"] not in present]
    for row in missing:
        write_article(actor=actor, community_id=community_id, publish=publish, **row)
    return len(missing)


@cache
def delivered() -> tuple[dict[str, Any], ...]:
    """The articles that come with the product, as arguments of ``write_article``."""
    return tuple(json.loads(DATA.read_text("utf-8")))


def _cleaned(
    community_id: int,
    title: str,
    question: str,
    words: str,
    keywords: str,
    audience: str,
    categories: Collection[str],
    valid_until: date | None,
) -> dict[str, Any]:
    if audience not in Audience.values:
        raise Invalid(fields={"audience": _("请选一下给谁看。")})
    if valid_until is not None and valid_until < queries.today_in(community_id):
        raise Invalid(fields={"valid_until": _("这一天已经过了。")})
    return {
        "title": clean_line(title, field="title", most=60, least=2),
        "question": clean_line(question, field="question", most=200, least=2),
        "words": clean(words, field="words", most=3000, least=2),
        "keywords": clean_line(keywords.replace("，", " ").replace("、", " "), field="keywords", most=300),
        "audience": audience,
        "categories": _codes(community_id, categories),
        "valid_until": valid_until,
    }


def _codes(community_id: int, categories: Collection[str]) -> str:
    codes = sorted(set(categories))
    if len(codes) > MOST_CATEGORIES:
        raise Invalid(fields={"categories": _("最多归到 10 类，请少选几个。")})
    for code in codes:
        try:
            category_for(community_id, code)
        except NotFound:
            raise Invalid(fields={"categories": _("没有这个类别。")}) from None
    return " ".join(codes)


def _publish(actor: Actor, article: Article) -> None:
    article.state = ArticleState.PUBLISHED
    _keep(actor, article, events.ArticlePublished)


def _keep(actor: Actor, article: Article, fact: type[Fact], why: str = "") -> None:
    """Save the article as its next version, and tell that it happened."""
    article.version, article.changed_at = article.version + 1, clock.now()
    article.haystack = rules.haystack_of(article)
    article.save()
    ArticleVersion.objects.of(article.community_id).create(
        article=article,
        number=article.version,
        why=why,
        person_id=actor.person_in(article.community_id),
        at=clock.now(),
        **{name: getattr(article, name) for name in _VERSIONED},
    )
    record(fact(version=article.version), actor=actor, about=article)  # type: ignore[call-arg]


def _locked(article: Article) -> Article:
    return Article.objects.of(article.community_id).select_for_update().get(id=article.id)


def _reading(community_id: int, article_id: int, reader: str, day: date) -> ArticleReading | None:
    rows = ArticleReading.objects.of(community_id).select_for_update()
    return rows.filter(article_id=article_id, reader=reader, day=day).first()
