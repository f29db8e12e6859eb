"""Ids: 63 bits, unique over all tables and processes, in the order of time.

Layout, high to low: 41 bits milliseconds since 2020-01-01 UTC (until 2089), 9 bits the process's slot,
1 bit whether the clock was moved, 12 bits a counter. The slot comes from a database sequence, so that two
processes that run at the same time never share one (of the last 512 started).
"""

import os
import threading
from datetime import UTC, datetime, timedelta

from django.db import connection

from anju.kernel import clock

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
SLOT_BITS = 9
COUNTER_BITS = 12
LOW_BITS = SLOT_BITS + 1 + COUNTER_BITS
MAX_ID = 2**63 - 1
DIGITS = len(str(MAX_ID))
PER_MS = 1 << COUNTER_BITS

_lock = threading.Lock()
_slot: tuple[int, int] | None = None  # (process id, slot)
_last_stamp = 0  # of the real clock: milliseconds and counter in one number
_used_at: dict[int, int] = {}  # of a moved clock: how many ids each millisecond has given
_stood_at, _lending_ms = -1, -1


def new_id() -> int:
    """The next id, stamped with the clock's present (also a moved one).

    Within a process each id is greater than the one before, unless the clock was moved back in between. More ids
    than fit into a millisecond are lent by the ones to come.
    """
    ms = (clock.now() - EPOCH) // timedelta(milliseconds=1)
    moved = clock.is_moved()
    slot = _slot_of_this_process()
    with _lock:
        stamp = _moved_stamp(ms) if moved else _real_stamp(ms)
    ms, counter = divmod(stamp, PER_MS)
    return (ms << LOW_BITS) | (slot << (COUNTER_BITS + 1)) | (moved << COUNTER_BITS) | counter


def _real_stamp(ms: int) -> int:
    """Only ever upwards, also where the machine's clock is set back a little."""
    global _last_stamp
    _last_stamp = max(_last_stamp + 1, ms * PER_MS)
    return _last_stamp


def _moved_stamp(ms: int) -> int:
    """A moved clock stands still and comes to the same moment again, so what each has given is remembered."""
    global _stood_at, _lending_ms
    if ms != _stood_at:
        _stood_at = _lending_ms = ms
    while _used_at.get(_lending_ms, 0) == PER_MS:
        _lending_ms += 1
    used = _used_at.get(_lending_ms, 0)
    _used_at[_lending_ms] = used + 1
    return _lending_ms * PER_MS + used


def first_id_at(moment: datetime) -> int:
    """The smallest id that ``moment`` can carry: the border of a partition or of a period."""
    return ((moment - EPOCH) // timedelta(milliseconds=1)) << LOW_BITS


def time_of(id: int) -> datetime:
    """The moment that ``id`` is stamped with, to the millisecond."""
    return EPOCH + timedelta(milliseconds=id >> LOW_BITS)


def id_in(text: str) -> int | None:
    """The id that came as text in an address or a form; None for anything that cannot be one."""
    known = text.isascii() and text.isdecimal() and len(text) <= DIGITS and int(text) <= MAX_ID
    return int(text) if known else None


def _slot_of_this_process() -> int:
    global _slot
    if _slot is None or _slot[0] != os.getpid():
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('kernel_process_slot')")
            (number,) = cursor.fetchone()
        _slot = (os.getpid(), number)
    return _slot[1]
