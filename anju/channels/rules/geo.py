"""Open311: what may be shown to anybody, which states are open, how times and numbers are read."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

from anju.requests.choices import RequestState

# Groups of the catalogue that are about things in public areas, not about people: facilities, lifts, cleaning, green.
SHOWN_GROUPS = ("02", "03", "05", "06")
STATES: dict[str, tuple[str, ...]] = {
    "open": (RequestState.NEW, RequestState.OPEN, RequestState.DONE),
    "closed": (RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED),
}
WINDOW = timedelta(days=90)
MOST_ROWS = 1000


def status_of(state: str) -> str:
    """Closed is what the person says is settled; what waits for their word is still open."""
    return "open" if state in STATES["open"] else "closed"


def moment_in(text: str) -> datetime | None:
    """A W3C date and time; one without a zone is taken for UTC. None for what is none."""
    text = (
        text.strip().replace(" ", "+").replace("Z", "+00:00").replace("z", "+00:00")
    )  # a bare + becomes a space
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def number_in(text: str) -> Decimal | None:
    """A plain decimal number; None for what is none."""
    if len(text) > 40 or not text.isascii():
        return None
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**6 else None


def window_of(first: datetime | None, last: datetime | None, now: datetime) -> tuple[datetime, datetime]:
    """The window of time to look in: the last 90 days, or 90 days from or up to the border that is given."""
    if first is not None and last is None:
        return first, min(max(now, first), first + WINDOW)
    last = last if last is not None else now
    return (first if first is not None else last - WINDOW), last


def listed_in(text: str) -> Sequence[str]:
    """The parts of a comma-separated text."""
    return [part.strip() for part in text.replace("\x00", "").split(",") if part.strip()][:200]
