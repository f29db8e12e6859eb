"""Numbers that people see, such as ``BX-20261123-0007``: per community, prefix and local day, without gaps."""

from django.db import connection

from anju.kernel import clock
from anju.kernel.actor import Standing


def next_number(standing: Standing, prefix: str) -> str:
    """The next number of a prefix in the standing's community.

    The series' row stays locked until the transaction ends, so numbers come in the order of commits and a
    rolled-back one is given again. Call it late in the transaction.
    """
    day = clock.now().astimezone(standing.tz).date()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_numberseries AS series (community_id, prefix, day, last) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (community_id, prefix, day) DO UPDATE SET last = series.last + 1 RETURNING last",
            [standing.community_id, prefix, day],
        )
        (last,) = cursor.fetchone()
    return f"{prefix}-{day:%Y%m%d}-{last:04d}"
