"""Pure decisions about notices: which channels by default, when quiet hours end."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from anju.notices.choices import Topic

# What a topic uses beyond the inbox as long as a person has not chosen: (e-mail, SMS).
DEFAULTS: dict[str, tuple[bool, bool]] = {
    Topic.PROGRESS: (True, False),
    Topic.DIALOGUE: (True, False),
    Topic.WORK: (False, False),
    Topic.DESK: (False, False),
    Topic.LATE: (True, False),
    Topic.DANGER: (True, True),
}

QUIET_STARTS = time(22)
QUIET_ENDS = time(7)


def is_quiet(at: datetime, starts: time, ends: time, zone: ZoneInfo) -> bool:
    """Whether ``at`` falls into the quiet hours [starts, ends) of local time; they may span midnight."""
    local = at.astimezone(zone).time()
    if starts <= ends:
        return starts <= local < ends
    return local >= starts or local < ends


def not_before(at: datetime, starts: time, ends: time, zone: ZoneInfo) -> datetime:
    """The first moment from ``at`` on that is not quiet."""
    if not is_quiet(at, starts, ends, zone):
        return at
    local = at.astimezone(zone)
    end = local.replace(hour=ends.hour, minute=ends.minute, second=0, microsecond=0)
    return end if end > local else end + timedelta(days=1)
