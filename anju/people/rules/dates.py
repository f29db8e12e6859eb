"""Dated facts hold from ``since`` until before ``until``."""

from datetime import date


def holds_on(day: date, since: date, until: date | None) -> bool:
    """Whether the half-open range [since, until) holds ``day``."""
    return since <= day and (until is None or day < until)
