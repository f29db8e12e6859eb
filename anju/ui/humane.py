"""Time as a person says it. Pure: the present moment and the zone are given, nothing is read.

Worked examples are in ``tests/test_humane.py``. Distances of at most six days are said by name of the day,
further ones by date; a future moment always says its hour, because somebody may wait for it.
"""

from datetime import date, datetime, timedelta, tzinfo

from django.utils.dateformat import format as date_words
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def when(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """``moment`` in words: 今天 18:00, 昨天 21:14, 周二 09:00, 下周二 09:00, 11月3日, 2025年11月3日."""
    there, here = moment.astimezone(zone), now.astimezone(zone)
    clock = f"{there:%H:%M}"
    near = _near_day(there.date(), here.date())
    if near:
        return f"{near} {clock}"
    words = _date(there.date(), here.date())
    return f"{words} {clock}" if there > here else words


def by(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """A due time in words: 今天 18:00 前."""
    return _("%(when)s 前") % {"when": when(moment, now, zone)}


def day(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """The heading of a day in a time line: 今天, 昨天, 11月3日 周二."""
    there, here = moment.astimezone(zone).date(), now.astimezone(zone).date()
    if abs((there - here).days) <= 1:
        return _near_day(there, here)
    return f"{_date(there, here)} {_weekday(there)}"


def exact(moment: datetime, zone: tzinfo) -> str:
    """The full date and time, for titles and exports: 2026-11-03 09:00."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def left(due: datetime, now: datetime) -> str:
    """What is left until ``due``, or by how much it is passed: 还剩 2 小时, 已超时 35 分钟."""
    seconds = int((due - now).total_seconds())
    if 0 <= seconds < MINUTE:
        return _("马上到时")
    if seconds >= 0:
        return _("还剩 %(span)s") % {"span": span(due - now)}
    return _("已超时 %(span)s") % {"span": span(now - due)}


def ago(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """How long ago, for what has just happened: 刚刚, 5 分钟前; from one hour on as ``when`` says it."""
    seconds = int((now - moment).total_seconds())
    if 0 <= seconds < MINUTE:
        return _("刚刚")
    if 0 <= seconds < HOUR:
        return _("%(span)s前") % {"span": span(now - moment)}
    return when(moment, now, zone)


def span(length: timedelta) -> str:
    """A length of time, rounded down: 35 分钟, 1 小时 20 分钟, 5 小时, 1 天 4 小时, 3 天."""
    seconds = max(int(length.total_seconds()), 0)
    days, hours, minutes = seconds // DAY, seconds % DAY // HOUR, seconds % HOUR // MINUTE
    if days >= 2 or (days and not hours):
        return _days(days)
    if days:
        return f"{_days(days)} {_hours(hours)}"
    if hours >= 3 or (hours and not minutes):
        return _hours(hours)
    if hours:
        return f"{_hours(hours)} {_minutes(minutes)}"
    return _minutes(minutes) if minutes else _("不到 1 分钟")


def _days(count: int) -> str:
    return ngettext("%(count)d 天", "%(count)d 天", count) % {"count": count}


def _hours(count: int) -> str:
    return ngettext("%(count)d 小时", "%(count)d 小时", count) % {"count": count}


def _minutes(count: int) -> str:
    return ngettext("%(count)d 分钟", "%(count)d 分钟", count) % {"count": count}


def _near_day(there: date, here: date) -> str:
    """The name of a day within six days of today, else an empty text. Weeks begin on Monday."""
    days = (there - here).days
    if days in (-1, 0, 1):
        return {-1: _("昨天"), 0: _("今天"), 1: _("明天")}[days]
    if abs(days) > 6:
        return ""
    weeks = (_monday(there) - _monday(here)).days // 7
    name = _weekday(there)
    if weeks == 0:
        return name
    return (_("下%(weekday)s") if weeks > 0 else _("上%(weekday)s")) % {"weekday": name}


def _monday(of: date) -> date:
    return of - timedelta(days=of.weekday())


def _weekday(of: date) -> str:
    return [_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")][of.weekday()]


def _date(there: date, here: date) -> str:
    # These two are date formats of Django; English writes "j M" and "j M Y".
    return date_words(there, _("n月j日") if there.year == here.year else _("Y年n月j日"))
