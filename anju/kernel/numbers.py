"""Numbers that people see, such as ``BX-20261123-0007``: per community, prefix and local day, without gaps."""

from zoneinfo import ZoneInfo

from django.db import connection

from anju.kernel import clock


def next_number(community_id: int, zone: str, prefix: str) -> str:
    """The next number of a prefix in the community on its local day.

    The series' row stays locked until the transaction ends, so numbers come in the order of commits and a
    rolled-back one is given again. Call it late in the transaction.
    """
    day = clock.now().astimezone(ZoneInfo(zone)).date()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_numberseries AS series (community_id, prefix, day, last) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (community_id, prefix, day) DO UPDATE SET last = series.last + 1 RETURNING last",
            [community_id, prefix, day],
        )
        (last,) = cursor.fetchone()
    return f"{prefix}-{day:%Y%m%d}-{last:04d}"
