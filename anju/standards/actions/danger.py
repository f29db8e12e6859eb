"""The words that raise a request at once."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, NotFound
from anju.kernel.events import record
from anju.kernel.text import clean_line
from anju.standards.events import DangerWordsChanged
from anju.standards.models import DangerList
from anju.standards.queries import danger_lists
from anju.standards.rules import tidy_keywords
from anju.standards.rules.danger import delivered_lists

SHORTEST = 2
MOST = 2000


def change_danger_words(
    *, actor: Actor, community_id: int, section: str, kind: str, words: str
) -> DangerList | None:
    """Give the community a list of its own for one kind of danger (``section`` dangerous or harmless).

    ``Invalid`` for an empty list of dangerous words and for a word of one character, which would raise half of all
    reports. Answers None where nothing changes. Reports that are there already keep their priority.
    """
    actor.check("settings.manage", community_id)
    if section not in ("dangerous", "harmless") or kind not in delivered_lists().of(section):
        raise NotFound()
    words = clean_line(tidy_keywords(words), field="words", most=MOST)
    if section == "dangerous" and not words:
        raise Invalid(fields={"words": _("至少留一个词，不然这类危险就没人提醒了。")})
    short = next(
        (word for word in words.split() if min(map(len, word.split("+"))) < 1 or len(word) < SHORTEST), ""
    )
    if short:
        raise Invalid(fields={"words": _("“%(word)s”太短了，会把很多平常的事也当成危险。") % {"word": short}})
    before = danger_lists(community_id).of(section)[kind]
    if before == words:
        return None
    with transaction.atomic():
        row, _made = DangerList.objects.of(community_id).update_or_create(
            community_id=community_id, section=section, kind=kind, defaults={"words": words}
        )
        old, new = set(before.split()), set(words.split())
        fact = DangerWordsChanged(
            section=section, danger_kind=kind, added=sorted(new - old), removed=sorted(old - new)
        )
        record(fact, actor=actor, about=row)
    return row
