"""What the clocks of a community run by: calendars, statutory days, the service level, targets of categories."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from anju.kernel.events import Recorded, history
from anju.places.queries import community_named
from anju.standards.choices import CalendarCode
from anju.standards.events import HoursChanged, LevelChanged
from anju.standards.models import (
    CalendarVersion,
    Category,
    HolidayYear,
    LevelVersion,
    StatutoryDay,
    StepTarget,
)
from anju.standards.rules import (
    ALWAYS,
    EVERY_DAY,
    MIDDLE_LEVEL,
    WORKING_DAYS,
    Calendar,
    Holidays,
    Promise,
    ServiceHours,
    Terms,
    promise_for,
    terms_for,
)

if TYPE_CHECKING:
    from anju.places.models import Place

Calendars = Mapping[str, Calendar]
OFFICE_OPENS, OFFICE_CLOSES = time(9), time(18)


def holidays() -> Holidays:
    """The statutory days of all imported years."""
    days = list(StatutoryDay.objects.values_list("day", "is_off"))
    return Holidays(
        years=frozenset(HolidayYear.objects.values_list("year", flat=True)),
        off=frozenset(day for day, is_off in days if is_off),
        work=frozenset(day for day, is_off in days if not is_off),
    )


def holiday_years() -> list[tuple[HolidayYear, list[StatutoryDay]]]:
    """Each imported year with its days, the newest first."""
    days = list(StatutoryDay.objects.order_by("day"))
    return [
        (year, [one for one in days if one.day.year == year.year])
        for year in HolidayYear.objects.order_by("-year")
    ]


def calendars_of(community_id: int) -> dict[str, Calendar]:
    """The calendars of a community by code, to reckon with; three queries."""
    community = community_named(community_id)
    off = holidays()
    versions: dict[str, list[tuple[date, ServiceHours]]] = {
        CalendarCode.DESK: [
            (date.min, ServiceHours(community.desk_opens, community.desk_closes, community.zone))
        ],
        CalendarCode.OFFICE: [
            (date.min, ServiceHours(OFFICE_OPENS, OFFICE_CLOSES, community.zone, WORKING_DAYS, off))
        ],
    }
    for row in CalendarVersion.objects.of(community_id).order_by("since"):
        hours = ServiceHours(
            row.opens,
            row.closes,
            community.zone,
            frozenset(map(int, row.weekdays)) or EVERY_DAY,
            off if row.keeps_holidays else None,
        )
        versions[row.code].append((row.since, hours))
    found = {str(code): Calendar(tuple(rows)) for code, rows in versions.items()}
    return {str(CalendarCode.ALWAYS): ALWAYS, **found}


def service_hours(community_id: int, at: datetime | None = None) -> ServiceHours:
    """The desk's hours in force on the local day of ``at`` (None: the first version)."""
    desk = calendars_of(community_id)[CalendarCode.DESK]
    first = desk.versions[0][1]
    return first if at is None else desk.hours_on(at.astimezone(ZoneInfo(first.zone)).date())


def level_of(community_id: int, at: datetime) -> int:
    """The service level in force at the moment; the middle one where none was chosen."""
    found = LevelVersion.objects.of(community_id).filter(since__lte=at).order_by("-since").first()
    return found.level if found else MIDDLE_LEVEL


def specials_of(category: Category) -> list[StepTarget]:
    """The targets that the category has of its own, for levels and kinds of place."""
    return list(
        StepTarget.objects.of(category.community_id).filter(category=category).order_by("step", "level", "id")
    )


def terms_now(
    category: Category,
    priority: str,
    place: "Place | None",
    *,
    at: datetime,
    calendars: Calendars,
    level: int,
) -> Terms:
    """What would be promised from ``at`` on to somebody at the place (None: not known yet), under a service level."""
    kind = "" if place is None else "HOME" if place.is_home else place.area_kind
    return terms_for(
        category,
        priority,
        calendars,
        at,
        level=level,
        place_kind=kind,
        specials=specials_of(category),
    )


def promised_at(
    category: Category, place: "Place", *, at: datetime, priority: str = "", level: int | None = None
) -> Promise:
    """The due times of work of the category at the place that begins at ``at``; by the category's own priority and the
    community's level unless others are given."""
    calendars = calendars_of(category.community_id)
    level = level_of(category.community_id, at) if level is None else level
    terms = terms_now(category, priority or category.priority, place, at=at, calendars=calendars, level=level)
    return promise_for(terms, calendars, at)


def calendar_versions(community_id: int) -> tuple[list[CalendarVersion], list[Recorded[HoursChanged]]]:
    """The versions of the calendars, the newest first, and who changed them when."""
    rows = list(CalendarVersion.objects.of(community_id).order_by("code", "-since"))
    return rows, history(community_id, [("standards.calendarversion", row.id) for row in rows])


def level_versions(community_id: int) -> tuple[list[LevelVersion], list[Recorded[LevelChanged]]]:
    """The levels since the beginning, the newest first, and who changed them with which reason."""
    rows = list(LevelVersion.objects.of(community_id).order_by("-since"))
    return rows, history(community_id, [("standards.levelversion", row.id) for row in rows])
