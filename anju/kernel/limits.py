"""Limits by rate for doors that strangers can reach: counted in the database, over all web processes."""

from datetime import UTC, datetime

from django.db import connection

from anju.kernel import clock
from anju.kernel.errors import TooOften


def take(door: str, who: str, *, most: int, seconds: int) -> None:
    """Count one use; raise ``TooOften`` when ``who`` used ``door`` more than ``most`` times in the window.

    Windows are fixed slices of ``seconds``. Runs in its own statement: call it outside the action's transaction,
    so that refused and failed tries count too.
    """
    present = int(clock.now().timestamp())
    start = present - present % seconds
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO kernel_usemark AS mark (door, who, "window", count) VALUES (%s, %s, %s, 1) '
            'ON CONFLICT (door, who, "window") DO UPDATE SET count = mark.count + 1 RETURNING count',
            [door, who[:120], datetime.fromtimestamp(start, UTC)],
        )
        (count,) = cursor.fetchone()
    if count > most:
        raise TooOften(retry_after=start + seconds - present)


def used(door: str, who: str, *, seconds: int) -> int:
    """How often ``who`` used ``door`` in the present window; counts nothing."""
    present = int(clock.now().timestamp())
    start = datetime.fromtimestamp(present - present % seconds, UTC)
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT count FROM kernel_usemark WHERE door = %s AND who = %s AND "window" = %s',
            [door, who[:120], start],
        )
        row = cursor.fetchone()
    return row[0] if row else 0
