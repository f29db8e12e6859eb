"""The reasons of a plan in words."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from django.utils.translation import gettext as _

from anju.people.rules import post_title


def placed_words(
    reasons: list[list[Any]], *, post: str, due: datetime | None, zone: tzinfo, names: Mapping[int, str]
) -> str:
    """会修这类活（综合维修工），离上一单一栋楼，赶得上 10:30."""
    return _("，").join(_placed(code, facts, post, due, zone, names) for code, facts in reasons)


def _placed(
    code: str,
    facts: dict[str, Any],
    post: str,
    due: datetime | None,
    zone: tzinfo,
    names: Mapping[int, str],
) -> str:
    by = f"{due.astimezone(zone):%H:%M}" if due else ""
    words = {
        "going": _("已经出发，不动"),
        "accepted": _("本人已接单，不换人"),
        "skill": _("正管这类活（%(post)s）") % {"post": post_title(post)},
        "moved": _("从%(name)s改派，更顺路") % {"name": names.get(facts.get("from", 0), "")},
        "only": _("今天只有一个人能做"),
        "first": _("先去这里，走 %(minutes)s 分钟") % {"minutes": facts.get("minutes", 0)},
        "same_place": _("和上一单在同一处"),
        "same_building": _("和上一单在同一栋楼"),
        "walk": _("离上一单走 %(minutes)s 分钟") % {"minutes": facts.get("minutes", 0)},
        "in_time": _("赶得上 %(by)s") % {"by": by},
        "late": _("要晚 %(minutes)s 分钟") % {"minutes": facts.get("minutes", 0)},
    }
    return words[code]


def unplaced_words(reasons: list[list[Any]], *, post: str, holder: str) -> str:
    code, facts = reasons[0]
    words = {
        "parts": _("缺料，备好了再排"),
        "nobody": _("今天没有能派的人"),
        "no_skill": _("今天当班的没有%(post)s") % {"post": post_title(post)},
        "holder_away": _("%(name)s已接单，但今天不在排班里；要换人请改派") % {"name": holder},
        "holder_full": _("%(name)s已接单，今天的时间排不下；要换人请改派") % {"name": holder},
        "too_long": _("要做 %(minutes)s 分钟，下班前做不完") % {"minutes": facts.get("minutes", 0)},
        "full": _("能做的 %(people)s 位今天都排满了") % {"people": facts.get("people", 0)},
    }
    return words[code]
