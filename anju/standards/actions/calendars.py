"""Hours of service and the statutory days off."""

from collections.abc import Sequence
from datetime import date, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, NotAllowed
from anju.kernel.events import record
from anju.places.queries import community_named
from anju.standards.choices import CalendarCode
from anju.standards.events import HoursChanged
from anju.standards.holidays import ListedDay, delivered_years
from anju.standards.models import CalendarVersion, HolidayYear, StatutoryDay


def change_hours(
    *,
    actor: Actor,
    community_id: int,
    code: str,
    since: date,
    opens: time,
    closes: time,
    weekdays: Sequence[int],
    keeps_holidays: bool,
) -> CalendarVersion:
    """Let a calendar (desk or office) have other hours from the local date ``since`` on, today at the earliest.

    What has run until then stays run; promises in force are reckoned anew with the new hours from that day on.
    """
    actor.check("settings.manage", community_id)
    if code not in (CalendarCode.DESK, CalendarCode.OFFICE):
        raise Invalid(fields={"code": _("没有这个服务时间。")})
    days = "".join(str(day) for day in sorted(set(weekdays)) if 1 <= day <= 7)
    if not days:
        raise Invalid(fields={"weekdays": _("一周里至少有一天开门。")})
    today = clock.now().astimezone(ZoneInfo(community_named(community_id).zone)).date()
    if since < today:
        raise Invalid(fields={"since": _("只能从今天或以后开始，过去的时间已经算过了。")})
    with transaction.atomic():
        row, _made = CalendarVersion.objects.of(community_id).update_or_create(
            community_id=community_id,
            code=code,
            since=since,
            defaults={
                "opens": opens,
                "closes": closes,
                "weekdays": days,
                "keeps_holidays": keeps_holidays,
            },
        )
        fact = HoursChanged(
            code=code,
            since=since,
            opens=f"{opens:%H:%M}",
            closes=f"{closes:%H:%M}",
            weekdays=days,
            keeps_holidays=keeps_holidays,
        )
        record(fact, actor=actor, about=row)
    return row


def import_holidays(*, actor: Actor, year: int, days: Sequence[ListedDay], source: str = "") -> HolidayYear:
    """Take in the list of a year; an older list of the same year is replaced as a whole.

    Whoever may manage the settings of any community may bring it: the list is the country's, the same for all.
    ``Invalid`` when a day is not of that year or stands twice.
    """
    if actor.kind != "system" and not actor.communities_with({"settings.manage"}):
        raise NotAllowed()
    if len({one.day for one in days}) != len(days):
        raise Invalid(fields={"file": _("有一天写了两次，请核对后再导入。")})
    wrong = next((one.day for one in days if one.day.year != year), None)
    if wrong is not None:
        raise Invalid(
            fields={"file": _("%(day)s 不是 %(year)d 年的日子。") % {"day": wrong.isoformat(), "year": year}}
        )
    with transaction.atomic():
        StatutoryDay.objects.filter(day__year=year).delete()
        StatutoryDay.objects.bulk_create(
            StatutoryDay(day=one.day, is_off=one.is_off, name=one.name[:40]) for one in days
        )
        found, _made = HolidayYear.objects.update_or_create(
            year=year, defaults={"source": source[:200], "imported_at": clock.now()}
        )
    return found


def load_holidays() -> None:
    """Bring the lists that the product is delivered with; years that are there already stay as they are."""
    present = set(HolidayYear.objects.values_list("year", flat=True))
    new = {year: listed for year, listed in delivered_years().items() if year not in present}
    if new:
        HolidayYear.objects.bulk_create(
            HolidayYear(year=year, source=source, imported_at=clock.now())
            for year, (_days, source) in new.items()
        )
        StatutoryDay.objects.bulk_create(
            StatutoryDay(day=one.day, is_off=one.is_off, name=one.name)
            for days, _source in new.values()
            for one in days
        )
