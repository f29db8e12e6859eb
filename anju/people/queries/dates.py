"""The present day, and what holds on it."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from anju.kernel import clock


def today() -> date:
    return clock.now().astimezone(timezone.get_default_timezone()).date()


def holding(day: date) -> Q:
    """For rows dated ``since`` … ``until``: those that hold on the day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))
