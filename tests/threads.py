"""Several people at the same moment: each in a thread with a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")


def at_once(people: int, act: Callable[[int], Result]) -> list[Result]:
    """``act(0)`` … ``act(people - 1)``, begun together; the results in that order. Needs real commits
    (``transactional_db``). The moved clock goes along."""
    start = Barrier(people)

    def one(number: int) -> Result:
        start.wait(30)
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(people) as pool:
        return [made.result() for made in [pool.submit(copy_context().run, one, n) for n in range(people)]]
