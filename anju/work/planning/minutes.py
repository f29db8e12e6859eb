"""How long a job takes, before it is begun: as the last ones of its category did, else by what was promised."""

from collections.abc import Sequence
from statistics import median

ENOUGH = 5  # finished jobs that make a history
SHORTEST, LONGEST = 10, 240
BY_PRIORITY = {"P1": 60, "P2": 45, "P3": 40, "P4": 60}
FEW_HOURS = 4  # what is promised within so many hours is small


def service_minutes(history: Sequence[float], priority: str, finish_hours: int | None = None) -> int:
    """``history``: minutes from arriving to finishing of finished jobs of the category; ``finish_hours`` is
    its promise.

    The median of at least five, in whole five minutes, kept between ten minutes and four hours: who forgets to
    tap done does not fill a day.
    """
    if len(history) >= ENOUGH:
        minutes = round(median(history) / 5) * 5
    else:
        minutes = BY_PRIORITY.get(priority, BY_PRIORITY["P3"])
        if finish_hours is not None and finish_hours <= FEW_HOURS:
            minutes = min(minutes, 30)
    return min(max(minutes, SHORTEST), LONGEST)
