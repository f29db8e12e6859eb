"""The last 30 days, day by day: what was reported, what was finished, how much of it in time and how fast.

Finished means that the staff said so and it was not re-opened since; in time is by the first promise, which
re-opening does not move.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DateField,
    DurationField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import TruncDate

from anju.incidents.queries import extra_reports
from anju.insight.rules import Share
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.ids import first_id_at
from anju.requests.queries import requests_for

DAYS = 30


class Median(Aggregate):
    """The middle value, of an interval too."""

    template = "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Day:
    """One local day. ``median`` is from report to finish, of what was finished that day; None where nothing was."""

    day: date
    reported: int = 0
    finished: int = 0
    promised: int = 0
    in_time: int = 0
    median: timedelta | None = None

    @property
    def hours(self) -> float | None:
        return None if self.median is None else round(self.median.total_seconds() / 3600, 1)


@dataclass(frozen=True)
class Trend:
    """The days, oldest first and none left out, and their sums. ``share`` is of what had a promise to finish."""

    days: list[Day]
    reported: int
    finished: int
    share: Share
    median: timedelta | None


def trend_for(actor: Actor, community_id: int) -> Trend:
    """The last 30 local days, today included, in two queries."""
    zone = actor.at(community_id).tz
    today = clock.now().astimezone(zone).date()
    first = today - timedelta(days=DAYS - 1)
    start, end = (datetime.combine(day, time(0), zone) for day in (first, today + timedelta(days=1)))
    # Ids carry the moment of reporting, and there is an index on them.
    recent = requests_for(actor, community_id).filter(id__gte=first_id_at(start))
    reported = recent.filter(opened_at__gte=start, opened_at__lt=end).exclude(
        id__in=extra_reports(community_id)  # a mass incident counts once, however many told of it
    )
    finished = requests_for(actor, community_id).filter(finished_at__gte=start, finished_at__lt=end)
    by_day: dict[date, dict[str, Any]] = {first + timedelta(days=number): {} for number in range(DAYS)}
    for row in _daily(reported, "opened_at", zone).annotate(reported=Count("id")):
        by_day[row.pop("day")] |= row
    whole = finished.order_by().values(day=Value(None, output_field=DateField())).annotate(**_measures())
    median = None
    for row in _daily(finished, "finished_at", zone).annotate(**_measures()).union(whole, all=True):
        day = row.pop("day")
        if day is None:
            median = row["median"]
        else:
            by_day[day] |= row
    days = [Day(day=day, **row) for day, row in by_day.items()]
    return Trend(
        days=days,
        reported=sum(day.reported for day in days),
        finished=sum(day.finished for day in days),
        share=Share(sum(day.in_time for day in days), sum(day.promised for day in days)),
        median=median,
    )


def _daily(found: QuerySet, moment: str, zone: Any) -> QuerySet:
    return found.order_by().annotate(day=TruncDate(moment, tzinfo=zone)).values("day")


def _measures() -> dict[str, Aggregate]:
    taken = ExpressionWrapper(F("finished_at") - F("opened_at"), output_field=DurationField())
    return {
        "finished": Count("id"),
        "promised": Count("id", filter=Q(first_finish_by__isnull=False)),
        "in_time": Count("id", filter=Q(finished_at__lte=F("first_finish_by"))),
        "median": Median(taken),
    }
