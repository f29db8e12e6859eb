"""Ids: 63 bits, unique over all tables and processes, in the order of time.

Layout, high to low: 41 bits milliseconds since 2020-01-01 UTC (until 2089), 9 bits the process's slot,
13 bits a counter. The slot comes from a database sequence, so that two processes that run at the same
time never share one (of the last 512 started).
"""

import os
import threading
from datetime import UTC, datetime, timedelta

from django.db import connection

from anju.kernel import clock

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
SLOT_BITS = 9
COUNTER_BITS = 13
LOW_BITS = SLOT_BITS + COUNTER_BITS
MAX_ID = 2**63 - 1

_lock = threading.Lock()
_slot: tuple[int, int] | None = None  # (process id, slot)
_counter = 0
_last_ms = 0
_used_in_last_ms = 0


def new_id() -> int:
    """The next id, stamped with the clock's present (also a moved one)."""
    global _counter, _last_ms, _used_in_last_ms
    ms = (clock.now() - EPOCH) // timedelta(milliseconds=1)
    slot = _slot_of_this_process()
    with _lock:
        if ms == _last_ms:
            _used_in_last_ms += 1
        else:
            _last_ms, _used_in_last_ms = ms, 0
        # A clock that stands still (tests, the demo) lends from the milliseconds to come.
        ms += _used_in_last_ms >> COUNTER_BITS
        _counter = (_counter + 1) & ((1 << COUNTER_BITS) - 1)
        return (ms << LOW_BITS) | (slot << COUNTER_BITS) | _counter


def first_id_at(moment: datetime) -> int:
    """The smallest id that ``moment`` can carry: the border of a partition or of a period."""
    return ((moment - EPOCH) // timedelta(milliseconds=1)) << LOW_BITS


def time_of(id: int) -> datetime:
    """The moment that ``id`` is stamped with, to the millisecond."""
    return EPOCH + timedelta(milliseconds=id >> LOW_BITS)


def _slot_of_this_process() -> int:
    global _slot
    if _slot is None or _slot[0] != os.getpid():
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('kernel_process_slot')")
            (number,) = cursor.fetchone()
        _slot = (os.getpid(), number)
    return _slot[1]
