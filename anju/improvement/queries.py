"""Articles and who may read them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet

from anju.improvement import rules
from anju.improvement.choices import ArticleState
from anju.improvement.models import Article, ArticleReading, ArticleVersion
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.people.queries import names_in
from anju.places.queries import community_named, home_words_in
from anju.standards.rules.guessing import best_of

ROWS = 50
MOST_SHOWN = 60
AGED = "aged"  # published, but its last day has passed


@dataclass(frozen=True)
class Looking:
    """What the desk looks for. Empty means no limit; ``state`` may also be ``AGED``."""

    text: str = ""
    state: str = ""
    audience: str = ""


def today_in(community_id: int) -> date:
    return clock.now().astimezone(ZoneInfo(community_named(community_id).zone)).date()


def articles_of(
    actor: Actor, community_id: int, looking: Looking, *, after: int | None = None, most: int = ROWS
) -> list[Article]:
    """For the staff: all articles, newest first; those that are looked for by words, best first, without pages."""
    _check_staff(actor, community_id)
    found = Article.objects.of(community_id)
    if looking.state == AGED:
        found = found.filter(_published(), valid_until__lt=today_in(community_id))
    elif looking.state:
        found = found.filter(state=looking.state)
    if looking.audience:
        found = found.filter(audience=looking.audience)
    if looking.text.strip():
        return _ranked(found, looking.text, most)
    return list((found if after is None else found.filter(id__lt=after)).order_by("-id")[:most])


def article_of(actor: Actor, community_id: int, article_id: int) -> Article:
    """An article in whatever state, for the staff."""
    _check_staff(actor, community_id)
    found = Article.objects.of(community_id).filter(id=article_id).first()
    if found is None:
        raise NotFound()
    return found


def articles_to_read(community_id: int, *, staff: bool, text: str = "") -> list[Article]:
    """What somebody finds among the common questions: for some words the best first, else what helped most."""
    found = _readable(community_id, staff=staff)
    if text.strip():
        return _ranked(found, text, MOST_SHOWN)
    return list(found.order_by(-(F("helped") + F("quiet")), "-id")[:MOST_SHOWN])


def article_to_read(community_id: int, article_id: int, *, staff: bool) -> Article:
    """One of ``articles_to_read``; ``NotFound`` for drafts, what was withdrawn, what aged, what others may read."""
    found = _readable(community_id, staff=staff).filter(id=article_id).first()
    if found is None:
        raise NotFound()
    return found


def articles_offered(
    community_id: int, words: str, *, codes: Collection[str] = (), staff: bool = False, most: int = 2
) -> list[Article]:
    """The articles that perhaps answer what is being typed, best first; those of the likely categories (``codes``) go
    first among what fits. [] where nothing fits."""
    rows = _words_of(_readable(community_id, staff=staff))
    best = [rows[at] for at in best_of([(f"{one[1]} {one[2]}", one[3]) for one in rows], words, most + 2)]
    wanted = set(codes)
    best.sort(key=lambda one: not wanted & set(one[4].split()))
    return _in_order(community_id, [one[0] for one in best[:most]])


def looks_like_question(words: str) -> bool:
    """Whether the words ask something that an article may answer."""
    return rules.looks_like_question(words)


def versions_of(article: Article) -> list[ArticleVersion]:
    """Each change, oldest first, with who made it."""
    found = ArticleVersion.objects.of(article.community_id).filter(article=article)
    return list(found.select_related("person").order_by("number"))


def readings_open(community_id: int, reader: str) -> list[ArticleReading]:
    """What the reader was offered a short while ago and said nothing about."""
    since = clock.now() - rules.articles.ASKED_WITHIN
    return list(
        ArticleReading.objects.of(community_id).filter(reader=reader, offered=True, end="", at__gte=since)
    )


def readings_gone_quiet() -> list[ArticleReading]:
    """Offers that were read a day ago, and nothing was said or sent since; in all communities."""
    before = clock.now() - rules.articles.QUIET_AFTER
    found = ArticleReading.objects.across().filter(offered=True, end="", at__lt=before)
    return list(found.order_by("id")[:1000])


def words_masked(community_id: int, *texts: str) -> list[str]:
    """The texts without numbers, homes and the names of people known in the community."""
    together = "\n".join(texts)
    if not together.strip():
        return list(texts)
    names, homes = names_in(community_id, together), home_words_in(community_id, together)
    keep = [community_named(community_id).hotline]
    return [rules.masked(text, names=names, homes=homes, keep=keep) for text in texts]


def _check_staff(actor: Actor, community_id: int) -> None:
    if actor.kind != "system" and not actor.at(community_id).is_staff:
        raise NotFound()


def _published() -> Q:
    return Q(state=ArticleState.PUBLISHED)


def _readable(community_id: int, *, staff: bool) -> QuerySet[Article]:
    holds = Q(valid_until__isnull=True) | Q(valid_until__gte=today_in(community_id))
    return Article.objects.of(community_id).filter(
        _published(), holds, audience__in=rules.audiences_of(staff=staff)
    )


def _ranked(found: QuerySet[Article], text: str, most: int) -> list[Article]:
    """First what means the same, then what merely holds each of the words."""
    rows = _words_of(found)
    best = best_of([(f"{one[1]} {one[2]}", one[3]) for one in rows], text[:200], most)
    ids = [rows[at][0] for at in best]
    holding = found
    for term in text.lower().split()[:6]:
        holding = holding.filter(haystack__contains=term)
    known = set(ids)
    ids += [one for one in holding.order_by("-id").values_list("id", flat=True)[:most] if one not in known]
    by_id = {one.id: one for one in found.filter(id__in=ids[:most])}
    return [by_id[one] for one in ids[:most]]


def _words_of(found: QuerySet[Article]) -> list[tuple[int, str, str, str, str]]:
    return list(found.order_by("id").values_list("id", "title", "question", "keywords", "categories"))


def _in_order(community_id: int, ids: list[int]) -> list[Article]:
    if not ids:
        return []
    by_id = {one.id: one for one in Article.objects.of(community_id).filter(id__in=ids)}
    return [by_id[one] for one in ids]
