"""The one clock. Everything that asks for the time asks here, so that tests and the demo can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_moved_to: ContextVar[datetime | None] = ContextVar("moved_to", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _moved_to.get() or datetime.now(UTC)


def is_moved() -> bool:
    return _moved_to.get() is not None


@contextmanager
def moved(to: datetime) -> Iterator["MovedClock"]:
    """Stand still at ``to`` (aware) within the block; the yielded clock can be moved further.

    >>> with moved(datetime(2026, 11, 23, 8, tzinfo=UTC)) as hands:
    ...     hands.forward(minutes=5)
    ...     now().minute
    5
    """
    if to.tzinfo is None:
        raise ValueError("the clock takes aware times only")
    token = _moved_to.set(to.astimezone(UTC))
    try:
        yield MovedClock()
    finally:
        _moved_to.reset(token)


class MovedClock:
    """The hands of a clock that was moved by ``moved``."""

    def to(self, moment: datetime) -> None:
        _moved_to.set(moment.astimezone(UTC))

    def forward(self, **by: float) -> datetime:
        """Move by the ``timedelta`` of the given words and return the new present."""
        moment = now() + timedelta(**by)
        _moved_to.set(moment)
        return moment
