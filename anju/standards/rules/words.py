"""A promise in words: 15 分钟内回应，2 小时内到场，24 小时内修好."""

from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anju.standards.choices import RequestKind
from anju.standards.rules.promises import Clocked


class Worded(Clocked, Protocol):
    """A category as its words need it."""

    @property
    def kind(self) -> str: ...


HOUR = 60
DAY = 24 * HOUR


def span_in_words(minutes: int) -> str:
    """45 分钟, 2 小时, 24 小时, 3 天. One day stays 24 小时: “1 天” might mean until the evening."""
    if minutes >= 2 * DAY and minutes % DAY == 0:
        days = minutes // DAY
        return ngettext("%(count)d 天", "%(count)d 天", days) % {"count": days}
    if minutes % HOUR == 0:
        hours = minutes // HOUR
        return ngettext("%(count)d 小时", "%(count)d 小时", hours) % {"count": hours}
    if minutes > 2 * HOUR:
        return _("%(hours)d 小时 %(minutes)d 分钟") % {"hours": minutes // HOUR, "minutes": minutes % HOUR}
    return ngettext("%(count)d 分钟", "%(count)d 分钟", minutes) % {"count": minutes}


def promise_in_words(category: Worded) -> list[str]:
    """The parts of what is promised, each as words; [] when nothing is."""
    parts = []
    if category.answer_minutes is not None:
        parts.append(_("%(span)s内回应") % {"span": span_in_words(category.answer_minutes)})
    if category.arrive_minutes is not None:
        parts.append(_("%(span)s内到场") % {"span": span_in_words(category.arrive_minutes)})
    if category.safe_minutes is not None:
        parts.append(_("%(span)s内控制住险情") % {"span": span_in_words(category.safe_minutes)})
    if category.finish_hours is not None:
        words = _("%(span)s内修好") if category.kind == RequestKind.REPAIR else _("%(span)s内办结")
        parts.append(words % {"span": span_in_words(category.finish_hours * HOUR)})
    return parts
