"""Hot spots: many people, the same kind of thing, the same place, within a week, and more than is usual there.

A place is a building, or an area or the grounds where there is none; a kind is a group of the catalogue. What is usual
is the place's own: how many such reports it had a week in the twelve weeks before.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, Count, Min, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Left, NullIf

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.ids import first_id_at, time_of
from anju.places.queries import labels_of_places
from anju.requests.queries import BoardFilter, requests_for
from anju.standards.queries import categories_coded

DAYS = 7
WEEKS_BEFORE = 12
LEAST_REPORTERS = 3
BY_CHANCE = 0.01  # a week this full would come about once in a hundred
MOST_SPOTS = 6


def chance_of(count: int, usual: float) -> float:
    """How likely ``count`` or more are where ``usual`` are expected (Poisson)."""
    below = sum(usual**number / math.factorial(number) for number in range(count))
    return max(0.0, 1 - math.exp(-usual) * below)


def usual_a_week(before: int, weeks: float) -> float:
    """What to expect in a week after ``before`` in so many weeks: half a report is added, so that a place where nothing
    ever happened does not expect nothing for ever."""
    return (before + 0.5) / max(weeks, 1.0)


def is_hot(reporters: int, usual: float) -> bool:
    """Three people at least, and hardly by chance."""
    return reporters >= LEAST_REPORTERS and chance_of(reporters, usual) < BY_CHANCE


@dataclass(frozen=True)
class Spot:
    """``place`` and ``category`` are the names shown; ``looking`` opens exactly the ``reports`` counted."""

    place: str
    category: str
    reporters: int
    reports: int
    since: datetime
    usual: float
    looking: BoardFilter


def hot_spots_for(actor: Actor, community_id: int) -> list[Spot]:
    """The hot spots among what the actor may see, the unlikeliest first. Two queries, and two for the names where there
    are any."""
    now = clock.now()
    week, start = now - timedelta(days=DAYS), now - timedelta(days=DAYS * (1 + WEEKS_BEFORE))
    seen = requests_for(actor, community_id).filter(id__gte=first_id_at(start))
    weeks = _weeks(seen.aggregate(first=Min("id"))["first"], week)
    rows = [(row, usual_a_week(row["before"], weeks)) for row in _counted(seen, first_id_at(week))]
    hot = [(row, usual) for row, usual in rows if is_hot(row["reporters"], usual)]
    hot.sort(key=lambda one: (chance_of(one[0]["reporters"], one[1]), -one[0]["reporters"]))
    return _named(community_id, hot[:MOST_SPOTS])


def _counted(seen: QuerySet, week: int) -> QuerySet:
    """For each place and kind with enough reports in the week (ids from ``week`` on): people, reports, the first of
    them, and the reports of before. Duplicates that were merged are rows of their own, so their reporters count."""
    lately = Q(id__gte=week)
    # Who left a number is known by it; who left nothing counts as one more person each.
    somebody = Coalesce(
        Cast("reporter_id", CharField()), NullIf("guest_phone", Value("")), Cast("id", CharField())
    )
    return (
        seen.order_by()
        .annotate(
            spot=Coalesce("place__building_id", "place_id"), group=Left("category__code", 2), who=somebody
        )
        .values("spot", "group")
        .annotate(
            reports=Count("id", filter=lately),
            reporters=Count("who", filter=lately, distinct=True),
            since=Min("opened_at", filter=lately),
            before=Count("id", filter=~lately),
        )
        .filter(reporters__gte=LEAST_REPORTERS)
    )


def _weeks(first: int | None, week: datetime) -> float:
    """How many of the weeks before the community knows of, at least one."""
    known = (week - time_of(first)) / timedelta(days=7) if first else 0.0
    return min(max(known, 1.0), WEEKS_BEFORE)


def _named(community_id: int, hot: list[tuple[dict[str, Any], float]]) -> list[Spot]:
    if not hot:
        return []
    places = labels_of_places(community_id, [row["spot"] for row, _usual in hot])
    groups = categories_coded(community_id, {row["group"] for row, _usual in hot})
    return [
        Spot(
            place=places.get(row["spot"], ""),
            category=groups[row["group"]].name if row["group"] in groups else row["group"],
            reporters=row["reporters"],
            reports=row["reports"],
            since=row["since"],
            usual=round(usual, 1),
            looking=BoardFilter(
                states=(), building_id=row["spot"], category_code=row["group"], opened_days=DAYS
            ),
        )
        for row, usual in hot
    ]
