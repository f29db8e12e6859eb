"""When it suits: the times that are offered, and the words in which a chosen one is kept.

A relative word (明天上午) would mislead whoever reads it a day later, so what is kept names the date.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.utils.dateformat import format as date_words
from django.utils.translation import gettext as _

from anju.kernel.errors import Invalid

SOON = "soon"
OWN = "own"
DAYS_AHEAD = 14
# A part of the day is offered until this local time on the day itself.
PARTS = {"am": time(10, 30), "pm": time(16, 30), "eve": time(18, 30)}
CODE = re.compile(r"(\d{4}-\d\d-\d\d)(am|pm|eve)")


@dataclass(frozen=True)
class Wish:
    code: str
    label: str


def offered(now: datetime, zone: tzinfo) -> list[Wish]:
    """As soon as possible, the parts of today that are left, tomorrow's, and own words."""
    today = now.astimezone(zone)
    near = [
        Wish(f"{day}{part}", f"{name}{_part(part)}")
        for day, name in ((today.date(), _("今天")), (today.date() + timedelta(days=1), _("明天")))
        for part, until in PARTS.items()
        if day > today.date() or today.time() < until
    ]
    return [Wish(SOON, _("尽快")), *near, Wish(OWN, _("别的时间"))]


def wish_words(code: str, own: str, now: datetime, zone: tzinfo) -> str:
    """What is kept: "" for nothing said, own words as they are, a date and part of the day for a chosen one."""
    if code in ("", SOON):
        return _("尽快") if code else ""
    if code == OWN:
        return own
    found = CODE.fullmatch(code)
    day = _day(found[1]) if found else None
    today = now.astimezone(zone).date()
    if found is None or day is None or not today <= day <= today + timedelta(days=DAYS_AHEAD):
        raise Invalid(fields={"wish": _("这个时间已经过了，请再选一次。")})
    return f"{date_words(day, _('n月j日'))}{_part(found[2])}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _part(code: str) -> str:
    return {"am": _("上午"), "pm": _("下午"), "eve": _("晚上")}[code]
