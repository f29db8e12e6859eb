"""Dated facts hold from ``since`` until before ``until``."""

from datetime import date


def holds_on(day: date, since: date, until: date | None) -> bool:
    """Whether the half-open range [since, until) holds ``day``."""
    return since <= day and (until is None or day < until)


def overlaps(since: date, until: date | None, other_since: date, other_until: date | None) -> bool:
    """Whether two half-open ranges share a day."""
    return (until is None or other_since < until) and (other_until is None or since < other_until)
