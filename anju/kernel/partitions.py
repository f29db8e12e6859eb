"""Monthly partitions of the event table, by ranges of ids (an id carries its time)."""

from datetime import UTC, date, datetime

from django.db import connection

from anju.kernel import clock
from anju.kernel.ids import first_id_at

MONTHS_AHEAD = 3


def ensure_ahead() -> None:
    """Make the partitions from this month to ``MONTHS_AHEAD`` months on."""
    today = clock.now().date()
    ensure_months(today, _months_later(today, MONTHS_AHEAD))


def ensure_months(first: date, last: date) -> None:
    """Make each missing monthly partition from ``first``'s month to ``last``'s month, both included."""
    month = first.replace(day=1)
    with connection.cursor() as cursor:
        while month <= last:
            after = _months_later(month, 1)
            borders = [_border(month), _border(after)]
            # Events that came before their partition stay in the default one; it cannot be split under them.
            cursor.execute("SELECT 1 FROM kernel_event_other WHERE id >= %s AND id < %s LIMIT 1", borders)
            if cursor.fetchone() is None:
                cursor.execute(
                    f"CREATE TABLE IF NOT EXISTS kernel_event_{month:%Y%m} PARTITION OF kernel_event "
                    f"FOR VALUES FROM ({borders[0]}) TO ({borders[1]})"
                )
            month = after


def _border(month: date) -> int:
    return first_id_at(datetime(month.year, month.month, 1, tzinfo=UTC))


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
